/// Lines and columns of positions in packed files.
struct PackLines {
  private let plan: DumpPlan
  private let wanted: [RecordPosition]
  private var places: [LineCounter.Place?]

  /// - Parameter wanted: positions in ascending order, each of a record or of the fault of one.
  private init(_ wanted: [RecordPosition], _ plan: DumpPlan) {
    self.plan = plan
    self.wanted = wanted
    places = [LineCounter.Place?](repeating: nil, count: wanted.count)
  }

  /// The places of some positions, in ascending order; line 0 where nothing stands.
  static func places(
    of wanted: [RecordPosition], in plan: DumpPlan
  ) throws(ReadFailure) -> [LineCounter.Place] {
    var lines = PackLines(wanted, plan)
    for part in plan.packs where part.files.contains(where: lines.wants) {
      try lines.look(into: part)
    }
    return zip(lines.places, wanted).map { $0 ?? (line: 0, column: $1.byte) }
  }

  private func wants(_ file: Int) -> Bool {
    let index = firstIndex(from: RecordPosition(file: file, byte: 0))
    return index < wanted.count && wanted[index].file == file
  }

  /// The first position that is not before another one.
  private func firstIndex(from position: RecordPosition) -> Int {
    var (low, high) = (0, wanted.count)
    while low < high {
      let middle = (low + high) / 2
      if wanted[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func note(_ position: RecordPosition, line: Int, column: Int) {
    var index = firstIndex(from: position)
    while index < wanted.count, wanted[index] == position {
      places[index] = (line, column)
      index += 1
    }
  }

  private mutating func note(_ position: PackPosition, of part: PackPart) {
    note(
      RecordPosition(file: part.files[position.file], byte: position.byte),
      line: part.lineBases[position.file] + position.line, column: position.column)
  }

  private mutating func look(into part: PackPart) throws(ReadFailure) {
    let directory = part.file.directory
    for (number, block) in directory.blocks.enumerated() {
      switch block.kind {
      case .records:
        _ = try part.forEachRecord(ofBlock: number) { record in
          note(
            record.position, line: part.lineBases[record.file] + record.line,
            column: record.column)
        }
      case .leftOut:
        for record in try part.leftOut(ofBlock: number) { note(record.position, of: part) }
      case .pages, .malformed: break
      }
    }
    for head in directory.heads { note(head.position, of: part) }
    for reject in directory.rejects {
      note(
        RecordPosition(file: part.files[reject.file], byte: reject.fault),
        line: part.lineBases[reject.file] + reject.line, column: 0)
    }
  }
}
