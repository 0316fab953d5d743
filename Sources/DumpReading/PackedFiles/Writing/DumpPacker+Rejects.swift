internal import CensusModel

extension DumpPacker {
  /// Malformed records as a packed file has them, in reading order. Lines are not known of them, so
  /// that the files that hold some are read once more.
  func directoryRejects() throws(FileFailure) -> [PackDirectory.Reject] {
    let sorted = rejects.sorted { ($0.position, $0.fault) < ($1.position, $1.fault) }
    var lines = [Int](repeating: 1, count: sorted.count)
    for (file, indexes) in Dictionary(grouping: sorted.indices, by: { sorted[$0].position.file }) {
      let ascending = indexes.sorted { sorted[$0].fault < sorted[$1].fault }
      let start = choice.range?.lowerBound ?? 0
      let planned = plan.files[file]
      do throws(ReadFailure) {
        let content: any ByteSource =
          choice.range == nil ? try planned.content() : try planned.stored.source(from: start)
        let places = try LineCounter.places(
          of: ascending.map { sorted[$0].fault - start }, in: content)
        for (index, place) in zip(ascending, places) { lines[index] = place.line }
      } catch {
        throw FileFailure(file: file, failure: error)
      }
    }
    return zip(sorted, lines).map { reject, line in
      PackDirectory.Reject(
        file: reject.position.file, byte: reject.position.byte, fault: reject.fault, line: line,
        byteCount: reject.byteCount, reason: reject.reason)
    }
  }
}
