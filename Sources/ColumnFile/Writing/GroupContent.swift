internal import CensusModel
internal import Sealing

/// The part of a customer that is in a group.
struct Segment: Equatable, Sendable {
  /// Index into the file's customers.
  var customer: Int
  var personCount = 0
  var standaloneCount = 0
  var surplusCount = 0
}

/// A row group before it is encoded: persons in the order of the file.
struct GroupContent: Sendable {
  var segments: [Segment] = []
  var persons = PersonTable()
  var standalone: [UInt16] = []
  var surplus: [UInt16] = []

  var rowCount: Int { persons.devices.count + standalone.count + surplus.count }
  var isEmpty: Bool { segments.isEmpty }

  /// The segment of the customer, which is the last one or new.
  mutating func withSegment(of customer: Int, _ body: (inout Segment) -> Void) {
    if segments.last?.customer != customer { segments.append(Segment(customer: customer)) }
    body(&segments[segments.count - 1])
  }
}

extension GroupContent {
  /// The columns of the group as raw bytes, in ascending order of their numbers.
  func columns() -> [(ColumnKind, [UInt8])] {
    let levels = DeviceLevels(persons)
    return [
      (.segments, segmentBytes()), (.ownerIndex, levels.ownerIndexBytes()),
      (.deviceTypes, typeBytes(levels)),
    ] + Fact.allCases.map { (.fact($0.rawValue), planeBytes(of: $0)) }
  }

  private func segmentBytes() -> [UInt8] {
    var sink = ByteSink()
    var previous = -1
    for segment in segments {
      sink.varint(segment.customer - previous - 1)
      sink.varint(segment.personCount)
      sink.varint(segment.standaloneCount)
      sink.varint(segment.surplusCount)
      previous = segment.customer
    }
    return sink.bytes
  }

  private func planeBytes(of fact: Fact) -> [UInt8] {
    var plane = BitPlane()
    for facts in persons.facts { plane.append(facts.contains(fact)) }
    return plane.bytes
  }

  /// `code width u32 | palette count u32 | palette u16 × count | 0 to a multiple of 8 | codes`.
  private func typeBytes(_ levels: DeviceLevels) -> [UInt8] {
    let rows = levels.deviceTypes + standalone + surplus
    var codes = [Int](repeating: -1, count: Int(rows.max() ?? 0) + 1)
    for type in rows { codes[Int(type)] = 0 }
    let palette = codes.indices.filter { codes[$0] == 0 }
    for (code, type) in palette.enumerated() { codes[type] = code }
    let width = palette.count <= 256 ? 1 : 2
    var sink = ByteSink()
    sink.u32(UInt32(width))
    sink.u32(UInt32(palette.count))
    for type in palette { sink.u16(UInt16(type)) }
    sink.pad(toMultipleOf: 8)
    sink.bytes.reserveCapacity(sink.bytes.count + rows.count * width)
    for type in rows {
      if width == 1 {
        sink.u8(UInt8(codes[Int(type)]))
      } else {
        sink.u16(UInt16(codes[Int(type)]))
      }
    }
    return sink.bytes
  }
}

/// Bits appended one by one; bit *n* is bit *n* mod 64 of word *n* / 64, unused bits are 0.
struct BitPlane {
  private(set) var words: [UInt64] = []
  private(set) var count = 0

  mutating func append(_ bit: Bool) {
    if count % 64 == 0 { words.append(0) }
    if bit { words[words.count - 1] |= 1 << UInt64(count % 64) }
    count += 1
  }

  var bytes: [UInt8] {
    var sink = ByteSink()
    sink.words(words)
    return sink.bytes
  }
}
