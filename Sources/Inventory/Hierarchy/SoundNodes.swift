internal import DumpReading

/// The nodes that are left when all malformed ones are out.
struct SoundNodes {
  /// The sound nodes with their own paths.
  private(set) var settling: NodeSettling
  /// The node records left out.
  private(set) var faults: [MalformedRecord]

  /// Leaves out what is malformed, then whatever became malformed by that, until the rest is sound:
  /// of a contradiction no record can be trusted.
  ///
  /// - Parameters:
  ///   - records: the nodes in reading order.
  ///   - stopsAtFaults: whether to look for the first round of faults only, those that no other
  ///     fault is the cause of, and to leave contradictions in.
  init(_ records: [NodeStatement], stopsAtFaults: Bool) {
    faults = records.compactMap { record in
      record.ownFault.map { MalformedRecord(position: record.position, reason: $0) }
    }
    let pkids = NodeStatement.pkids(of: records)
    settling = NodeSettling(records.filter { $0.ownFault == nil }, statedPKIDs: pkids)
    while true {
      let found = settling.faults()
      faults += found.map {
        MalformedRecord(position: settling.nodes[$0.node].position, reason: $0.reason)
      }
      if found.isEmpty || stopsAtFaults { break }
      let out = Set(found.map(\.node))
      let rest = settling.nodes.indices.filter { !out.contains($0) }
      settling = NodeSettling(rest.map { settling.nodes[$0] }, statedPKIDs: pkids)
    }
    faults.sort { $0.position < $1.position }
  }
}
