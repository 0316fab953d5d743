import Files
import Testing

import struct TestSupport.SplitMix64
import class TestSupport.Workdir

@testable import DumpReading

/// Packed records are read back as they were, wherever they are.
@Suite struct PackedRecordTests {
  private struct Record: Equatable {
    var role: Role
    var location: Int
    var detail: Int
    var texts: [[UInt8]]
    var place: RecordPlace?

    static func == (left: Record, right: Record) -> Bool {
      left.role == right.role && left.location == right.location && left.detail == right.detail
        && left.texts == right.texts && left.place?.position == right.place?.position
        && left.place?.line == right.place?.line
    }

    var folded: Record {
      var copy = self
      copy.texts = texts.map { $0.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 } }
      return copy
    }
  }

  private static let texts = [
    "", "A", "jsmith12", "SEP00112233AABB", "John.Smith@Example.com", "CSFJSMITH", "Zoë", "x@y",
    String(repeating: "Long", count: 40), String(repeating: "\u{1}", count: 200), "1234",
  ]

  private static func record(_ random: inout SplitMix64, hasPlace: Bool) -> Record {
    let role = Role.allCases.filter(\.isCounted).randomElement(using: &random)!
    let count = role.textCount ?? Int.random(in: 2...9, using: &random)
    var texts = (0..<count).map { _ in Array(Self.texts.randomElement(using: &random)!.utf8) }
    if role == .user { texts[2...] = texts[2...].filter { !$0.isEmpty }[...] }
    let place =
      hasPlace
      ? RecordPlace(
        position: RecordPosition(
          file: Int.random(in: 0...300, using: &random),
          byte: [0, 127, 128, 1 << 40].randomElement(using: &random)!),
        line: LinePlace(
          stretch: Int.random(in: 0...3, using: &random),
          line: Int.random(in: 0...70_000, using: &random), column: 3)) : nil
    return Record(
      role: role, location: [0, 0, 1, 127, 128, 299].randomElement(using: &random)!,
      detail: role == .user
        ? texts.count - 2 : [0, 1, 2, 3, 4, 299].randomElement(using: &random)!, texts: texts,
      place: place)
  }

  private static func append(_ records: [Record], to batch: RecordBatch) {
    for index in 0..<300 {
      _ = batch.index(of: .path("\(index)"), at: RecordPosition(file: 0, byte: index))
      _ = batch.index(of: ProductClass(product: "\(index)", recordClass: ""))
    }
    for record in records {
      let flat = record.texts.flatMap(\.self)
      flat.withUnsafeBytes { flat in
        var start = 0
        let texts = record.texts.map { text in
          defer { start += text.count }
          return UnsafeRawBufferPointer(rebasing: flat[start..<start + text.count])
        }
        batch.append(
          record.role, location: record.location, detail: record.detail, texts: texts,
          at: record.place)
      }
    }
  }

  private static func read(_ placed: PlacedRecord) -> Record {
    let record = placed.record
    let byText = record.texts.map { record.asWritten($0) }
    var inOrder: [[UInt8]] = []
    record.forEachTextAsWritten { inOrder.append($0) }
    #expect(byText == inOrder)
    return Record(
      role: record.role, location: placed.location, detail: record.detail, texts: inOrder,
      place: record.origin.map { RecordPlace(position: $0.position, line: $0.line) })
  }

  @Test(arguments: [false, true], 1...8 as ClosedRange<UInt64>)
  func recordsComeBack(hasPlaces: Bool, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let records = (0..<500).map { _ in Self.record(&random, hasPlace: hasPlaces) }
    let expected = hasPlaces ? records : records.map(\.folded)
    let directory = try Workdir()
    for limit in [nil, 1, 3000, 40_000] {
      let spill = limit.map {
        RecordSpill(in: directory.path, memoryByteCountMax: $0, threads: 1)
      }
      let batch = RecordBatch(spill: spill, number: hasPlaces ? 300 : nil)
      Self.append(records, to: batch)
      var loads = [LocationLoad](repeating: LocationLoad(), count: 300)
      var found: [Record] = []
      try batch.forEachRecordAnywhere { placed throws(FileError) in
        #expect(placed.record.origin?.batch ?? 300 == 300)
        #expect(placed.record.origin?.location ?? placed.location == placed.location)
        loads[placed.location].add(placed)
        found.append(Self.read(placed))
      }
      let comment = Comment(rawValue: "seed \(seed), limit \(limit ?? -1)")
      #expect(found == expected, comment)
      #expect(batch.loads == loads, comment)
      #expect(batch.recordCount == records.count, comment)
    }
  }

  /// Sorted into partitions of whatever size, they are the same with other locations.
  @Test(arguments: [false, true], 1...8 as ClosedRange<UInt64>)
  func partitionsHoldTheSame(hasPlaces: Bool, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let records = (0..<500).map { _ in Self.record(&random, hasPlace: hasPlaces) }
    let directory = try Workdir()
    let batch = RecordBatch(number: hasPlaces ? 1 : nil)
    Self.append(records, to: batch)
    for size in [1, 64, 1000, 1 << 16] {
      let spill = RecordSpill(in: directory.path, memoryByteCountMax: 1, threads: 1)
      var partitions = RecordPartitions(
        count: 3, bufferByteCount: size, file: try spill.newFile())
      try batch.forEachRecordAnywhere { placed throws(FileError) in
        try partitions.append(
          placed.header, location: placed.location / 3, detail: placed.header.detail + 1,
          to: placed.location % 3)
      }
      try partitions.finish()
      for partition in 0..<3 {
        var found: [Record] = []
        try partitions.batch(partition).forEachRecord { found.append(Self.read($0)) }
        let expected = (hasPlaces ? records : records.map(\.folded))
          .filter { $0.location % 3 == partition }.map { record in
            var copy = record
            copy.location /= 3
            copy.detail += 1
            return copy
          }
        #expect(found == expected, "seed \(seed), buffers of \(size)")
      }
    }
  }

  /// The digest is that of the folded texts, whatever their codes.
  @Test func theDigestIsStable() {
    let batch = RecordBatch()
    _ = batch.index(of: .path("sys.p"), at: RecordPosition(file: 0, byte: 0))
    batch.append(.user, location: 0, detail: 1, texts: ["jsmith", "John@x.example", "SEP1"])
    let other = RecordBatch()
    _ = other.index(of: .path("sys.q"), at: RecordPosition(file: 0, byte: 0))
    _ = other.index(of: .path("sys.p"), at: RecordPosition(file: 0, byte: 0))
    other.append(.user, location: 1, detail: 1, texts: ["JSMITH", "john@X.example", "sep1"])
    #expect(batch.recordDigest == other.recordDigest)
    #expect(batch.recordDigest != 0)
  }
}
