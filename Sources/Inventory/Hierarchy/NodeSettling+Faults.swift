internal import CensusModel
internal import DumpReading

/// A node that must be left out, and why.
struct NodeFault {
  /// Index into the settling's nodes.
  let node: Int
  let reason: MalformedRecord.Reason
}

extension NodeSettling {
  /// The nodes that contradict each other or hang on nothing. Those that merely hang on such a node
  /// are not among them: they may yet be settled once it is left out.
  /// Each node stands once, with the first reason found.
  func faults() -> [NodeFault] {
    var seen: Set<Int> = []
    return (unplaced() + pathConflicts() + pkidConflicts()).filter { seen.insert($0.node).inserted }
  }

  private func pathConflicts() -> [NodeFault] {
    conflicts(key: { ownPaths[$0] }) { node, other in
      let path = ownPaths[node].map(paths.path) ?? ""
      return .pathOfTwoNodes(path: path, other: other)
    }
  }

  private func pkidConflicts() -> [NodeFault] {
    conflicts(
      key: {
        nodes[$0].pkid.isEmpty || ownPaths[$0] == nil ? nil : ExactText(nodes[$0].pkid.pkidKey)
      }
    ) { node, other in
      .pkidOfTwoNodes(pkid: nodes[node].pkid, other: other)
    }
  }

  /// All the nodes of each key under which there are two that differ; each with the first that
  /// differs from it, which is the first of all or the first that differs from that.
  private func conflicts<Key: Hashable>(
    key: (Int) -> Key?, reason: (Int, RecordPosition) -> MalformedRecord.Reason
  ) -> [NodeFault] {
    var firsts: [Key: Int] = [:]
    var contradicting: [Key: Int] = [:]
    for node in nodes.indices {
      guard let key = key(node) else { continue }
      let first = firsts[key] ?? node
      firsts[key] = first
      if contradicting[key] == nil, !areOne(first, node) { contradicting[key] = node }
    }
    if contradicting.isEmpty { return [] }
    return nodes.indices.compactMap { node in
      guard let key = key(node), let second = contradicting[key], let first = firsts[key] else {
        return nil
      }
      let other = areOne(first, node) ? second : first
      return NodeFault(node: node, reason: reason(node, nodes[other].position))
    }
  }

  /// The same node twice: same path, pkid, type (Inputs.md).
  private func areOne(_ left: Int, _ right: Int) -> Bool {
    ownPaths[left] == ownPaths[right]
      && nodes[left].pkid.isSamePKID(as: nodes[right].pkid)
      && ExactText(nodes[left].type) == ExactText(nodes[right].type)
  }

  /// Nodes that hang on a PKID of no node, or on their own.
  private func unplaced() -> [NodeFault] {
    let waiting = nodes.indices.filter { ownPaths[$0] == nil }
    let unknown = waiting.filter { members(ofPKID: nodes[$0].location.text).isEmpty }
    return unknown.map {
      NodeFault(node: $0, reason: .unknownHierarchy(nodes[$0].location.text))
    }
      + onCycles(waiting).map {
        NodeFault(node: $0, reason: .hierarchyCycle(nodes[$0].location.text))
      }
  }

  /// Follows each waiting node to the first waiting node of the PKID that it hangs on; those met
  /// again on the way are on a cycle.
  private func onCycles(_ waiting: [Int]) -> [Int] {
    var walkOfNode: [Int: Int] = [:]
    var cyclic: [Int] = []
    for start in waiting {
      var node: Int? = start
      while let here = node, walkOfNode[here] == nil {
        walkOfNode[here] = start
        node = waitedFor(by: here)
      }
      guard let meeting = node, walkOfNode[meeting] == start else { continue }
      var member = meeting
      repeat {
        cyclic.append(member)
        member = waitedFor(by: member) ?? meeting
      } while member != meeting
    }
    return cyclic
  }

  private func waitedFor(by node: Int) -> Int? {
    members(ofPKID: nodes[node].location.text).first { ownPaths[$0] == nil }
  }
}
