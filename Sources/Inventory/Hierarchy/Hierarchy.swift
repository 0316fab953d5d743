internal import CensusModel
internal import DumpReading

/// The sound nodes of a dump, and what lies above each known path.
struct Hierarchy: @unchecked Sendable {
  // Soundness of @unchecked: the path table's memory is its own and is not written after `init`.

  /// Where records at a path count (AuditRules.md §2, rule 5).
  enum Standing: Equatable, Sendable {
    case aboveEveryCustomer
    case aboveSite(customer: Int)
    case atSite(customer: Int)
  }

  /// The own paths of the customers' nodes, in ascending byte order of PKID. Elsewhere a customer
  /// is an index into these.
  let customers: [Int]

  private let paths: PathTable
  /// A record of the node at a path; nil where a path is only an ancestor's.
  private let nodes: [NodeStatement?]
  private let kinds: [NodeKind]
  private let standings: [Standing]
  private let pathsOfPKID: [ExactText: Int]

  /// The hierarchy of settled nodes.
  init(_ settling: NodeSettling) {
    paths = settling.paths
    var nodes = [NodeStatement?](repeating: nil, count: paths.count)
    var pathsOfPKID: [ExactText: Int] = [:]
    for (node, path) in zip(settling.nodes, settling.ownPaths) {
      guard let path else { continue }
      // Records of one node may spell its PKID in several ways: the first in byte order is written.
      if let known = nodes[path], known.pkid.precedesExactly(node.pkid) {
        nodes[path] = known
      } else {
        nodes[path] = node
      }
      if !node.pkid.isEmpty { pathsOfPKID[ExactText(node.pkid.pkidKey)] = path }
    }
    self.nodes = nodes
    self.pathsOfPKID = pathsOfPKID
    kinds = nodes.map { $0.map { NodeKind(type: $0.type) } ?? .intermediate }
    customers = Self.customers(nodes, kinds)
    standings = Self.standings(customers: customers, kinds, parents: paths.parents)
  }

  /// The known path that a location names, or nil.
  func path(of location: Location) -> Int? {
    guard !location.text.isEmpty else { return nil }
    switch location {
    case .path(let path): return paths.index(of: path)
    case .hierarchy(let text): return paths.index(of: text) ?? pathsOfPKID[ExactText(text.pkidKey)]
    }
  }

  /// Where records at this path count.
  func standing(at path: Int) -> Standing { standings[path] }

  /// True if there is a node of this kind.
  func has(_ kind: NodeKind) -> Bool { kinds.contains(kind) }

  /// A record of the node at this path.
  func node(at path: Int) -> NodeStatement? { nodes[path] }

  /// The own paths of the Provider nodes.
  var providers: [Int] { kinds.indices.filter { kinds[$0] == .provider } }

  /// The path as its nodes write it.
  func text(of path: Int) -> String { paths.path(path) }

  /// The nearest node of this kind at a path or above.
  func nearest(_ kind: NodeKind, from path: Int) -> Int? {
    var next: Int? = path
    while let here = next {
      if kinds[here] == kind { return here }
      next = paths.parents[here]
    }
    return nil
  }

  /// The own paths of the Site nodes that have a customer, with that customer.
  func sites() -> [(path: Int, customer: Int)] {
    kinds.indices.compactMap { path in
      guard kinds[path] == .site, case .atSite(let customer) = standings[path] else { return nil }
      return (path, customer)
    }
  }

  private static func customers(_ nodes: [NodeStatement?], _ kinds: [NodeKind]) -> [Int] {
    kinds.indices
      .filter { kinds[$0] == .customer }
      .map { (path: $0, pkid: ExactText(nodes[$0]?.pkid ?? "")) }
      .sorted { $0.pkid < $1.pkid }
      .map(\.path)
  }

  private static func standings(
    customers: [Int], _ kinds: [NodeKind], parents: [Int?]
  ) -> [Standing] {
    let indexes = Dictionary(
      uniqueKeysWithValues: customers.enumerated().map { ($0.element, $0.offset) })
    return kinds.indices.map { path in
      var isAtSite = false
      var next: Int? = path
      while let here = next {
        if let customer = indexes[here] {
          return isAtSite ? .atSite(customer: customer) : .aboveSite(customer: customer)
        }
        isAtSite = isAtSite || kinds[here] == .site
        next = parents[here]
      }
      return .aboveEveryCustomer
    }
  }
}
