/// Where the records of a portion stand: lines and columns beside bytes.
struct PortionLines {
  /// In reading order.
  private var positions: [RecordPosition]
  private var places: [LineCounter.Place] = []
  /// Line ends of the ranges of files that were read, by file.
  private(set) var lineEndCounts: [Int: Int] = [:]

  /// Finds lines by reading content once more.
  ///
  /// - Parameters:
  ///   - positions: in reading order.
  ///   - ranges: by file: the part of it that was read, where that was not all.
  ///   - bases: by file: how many line ends come before that part.
  init(
    of positions: [RecordPosition], _ plan: DumpPlan, ranges: [Int: Range<Int>],
    bases: [Int: Int]
  ) throws(FileFailure) {
    self.positions = positions
    places.reserveCapacity(positions.count)
    var start = 0
    while start < positions.count {
      let file = positions[start].file
      var end = start
      while end < positions.count, positions[end].file == file { end += 1 }
      let bytes = positions[start..<end].map(\.byte)
      start = end
      do throws(ReadFailure) {
        if let range = ranges[file] {
          let found = try Self.find(bytes, in: range, of: plan.files[file].stored)
          places += found.places.map { ($0.line + (bases[file] ?? 0), $0.column) }
          lineEndCounts[file] = found.lineEnds
        } else {
          places += try LineCounter.places(of: bytes, in: plan.files[file].content())
        }
      } catch {
        throw FileFailure(file: file, failure: error)
      }
    }
    for (file, range) in ranges where lineEndCounts[file] == nil {
      do throws(ReadFailure) {
        lineEndCounts[file] = try Self.find([], in: range, of: plan.files[file].stored).lineEnds
      } catch {
        throw FileFailure(file: file, failure: error)
      }
    }
  }

  /// The places of ascending bytes that belong to lines of a range, and the line ends in the range.
  private static func find(
    _ bytes: [Int], in range: Range<Int>, of stored: StoredFile
  ) throws(ReadFailure) -> (places: [LineCounter.Place], lineEnds: Int) {
    let wanted = (bytes + [range.upperBound]).map { $0 - range.lowerBound }.sorted()
    let found = try LineCounter.places(of: wanted, in: stored.source(from: range.lowerBound))
    let end = wanted.lastIndex(of: range.count) ?? 0
    return (
      found.indices.filter { $0 != end }.map { found[$0] }, found[end].line - 1
    )
  }

  /// Where a position stands.
  func position(_ position: RecordPosition) -> PackPosition {
    let place = places[firstIndex(of: position)]
    return PackPosition(
      file: position.file, byte: position.byte, line: place.line, column: place.column)
  }

  /// Gives records in reading order their lines.
  func find(for entries: inout [PackPortion.Entry]) {
    var next = 0
    for index in entries.indices {
      while positions[next] < entries[index].position { next += 1 }
      entries[index].line = places[next].line
      entries[index].column = places[next].column
    }
  }

  private func firstIndex(of position: RecordPosition) -> Int {
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
