internal import CensusModel
internal import DumpReading

/// Finds the own path of every node, whatever the order of the records: a node may hang on the PKID
/// of another.
///
/// Nodes are settled in rounds, each by the first rule under which any can be, and all that it fits
/// at once, so that the result does not depend on an order.
struct NodeSettling {
  /// How the place of a node is read.
  private enum Rule: CaseIterable {
    /// `meta.path`.
    case path
    /// `meta.hierarchy` is the path of a settled node or of its ancestor.
    case knownPath
    /// `meta.hierarchy` is the PKID of a node, all of whose records are settled and agree.
    case pkid
    /// `meta.hierarchy` is a path that only the node itself makes an ancestor's.
    case newPath
  }

  /// The records in reading order.
  let nodes: [NodeStatement]
  /// The own paths of the settled nodes, and their ancestors.
  private(set) var paths = PathTable()
  /// Index into `paths` by node; nil where the node could not be settled.
  private(set) var ownPaths: [Int?]

  private var membersOfPKID: [ExactText: [Int]] = [:]
  private let statedPKIDs: Set<ExactText>
  private var unsettled: [Int]

  /// Settles these nodes, each of which must have a name and a place.
  ///
  /// - Parameters:
  ///   - nodes: the records in reading order.
  ///   - statedPKIDs: the PKIDs of all node records, these and those left out.
  init(_ nodes: [NodeStatement], statedPKIDs: Set<ExactText>) {
    self.nodes = nodes
    self.statedPKIDs = statedPKIDs
    ownPaths = [Int?](repeating: nil, count: nodes.count)
    unsettled = Array(nodes.indices)
    for (index, node) in nodes.enumerated() where !node.pkid.isEmpty {
      membersOfPKID[ExactText(node.pkid.pkidKey), default: []].append(index)
    }
    while settleSome() {}
  }

  /// The nodes with this PKID.
  func members(ofPKID pkid: String) -> [Int] { membersOfPKID[ExactText(pkid.pkidKey)] ?? [] }

  /// The path on which all the nodes with this PKID agree.
  func path(ofPKID pkid: String) -> Int? {
    let members = members(ofPKID: pkid)
    guard let first = members.first, let path = ownPaths[first] else { return nil }
    return members.allSatisfy { ownPaths[$0] == path } ? path : nil
  }

  private mutating func settleSome() -> Bool {
    for rule in Rule.allCases {
      let ready = unsettled.compactMap { node in
        parentPath(of: nodes[node], by: rule).map { (node: node, path: $0) }
      }
      if ready.isEmpty { continue }
      for (node, path) in ready {
        ownPaths[node] = paths.insert(path + "." + nodes[node].name)
      }
      unsettled.removeAll { ownPaths[$0] != nil }
      return true
    }
    return false
  }

  private func parentPath(of node: NodeStatement, by rule: Rule) -> String? {
    switch (rule, node.location) {
    case (.path, .path(let path)): path
    case (.knownPath, .hierarchy(let text)): paths.index(of: text) == nil ? nil : text
    case (.pkid, .hierarchy(let text)): path(ofPKID: text).map(paths.path)
    case (.newPath, .hierarchy(let text)): mayBeNewPath(text) ? text : nil
    default: nil
    }
  }

  /// A text that looks like a PKID, or was stated as one, is the PKID of a missing node, not the
  /// first part of paths.
  private func mayBeNewPath(_ text: String) -> Bool {
    !text.isPKID && !statedPKIDs.contains(ExactText(text))
  }
}
