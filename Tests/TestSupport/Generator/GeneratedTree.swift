/// The hierarchy of a random dump.
struct GeneratedTree: Sendable {
  struct Node: Sendable {
    let path: String
    let type: String
    let pkid: String
  }

  struct Customer: Sendable {
    let node: Node
    /// Nodes above the customer, where a record counts for no customer or for one around it.
    let above: [String]
    /// Sites, and nodes below sites.
    var sites: [String] = []
    /// The customer's own node, linked sites and intermediate nodes outside of sites.
    var outside: [String] = []
  }

  var nodes: [Node] = []
  var customers: [Customer] = []

  func pkid(of path: String) -> String? {
    nodes.first { bytes($0.path) == bytes(path) }?.pkid
  }

  func has(_ path: String) -> Bool {
    pkid(of: path) != nil
  }
}
