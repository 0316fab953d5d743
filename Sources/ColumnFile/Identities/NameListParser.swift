internal import CensusModel
internal import Sealing

/// Reads the columns of a list of names from a block.
struct NameListParser {
  private(set) var list: NameList

  init(
    _ cursor: inout ByteCursor, count: Int, _ bounds: IdentityBlock.Bounds
  ) throws(ByteCursor.Refusal) {
    let nameEnds = try Self.ends(&cursor, count)
    let sourceEnds = try Self.ends(&cursor, count)
    let sources = try Self.sources(&cursor, sourceEnds.last ?? 0, bounds)
    let start = cursor.offset
    let names = unsafe Array(try cursor.take(nameEnds.last ?? 0))
    if let name = Self.firstInvalid(names, nameEnds) {
      throw ByteCursor.Refusal(
        byte: start + (name == 0 ? 0 : nameEnds[name - 1]), reason: "a name is not UTF-8")
    }
    list = NameList(bytes: names, nameEnds: nameEnds, sources: sources, sourceEnds: sourceEnds)
  }

  private static func sources(
    _ cursor: inout ByteCursor, _ count: Int, _ bounds: IdentityBlock.Bounds
  ) throws(ByteCursor.Refusal) -> [SourceRecord] {
    let models = try unsafe cursor.take(count)
    let files = try column(&cursor, count, below: bounds.fileCount)
    let places = try column(&cursor, count, below: bounds.placeCount)
    let lines = try column(&cursor, count, below: Int(UInt32.max) + 1)
    let columns = try column(&cursor, count, below: SealedConstants.countMax)
    guard unsafe models.allSatisfy({ Int($0) < bounds.modelCount }) else {
      throw cursor.refusal("a model that the file does not have")
    }
    var sources: [SourceRecord] = []
    sources.reserveCapacity(count)
    for unsafe(index, model) in unsafe models.enumerated() {
      sources.append(
        SourceRecord(
          model: model, file: UInt32(files[index]), place: UInt32(places[index]),
          line: UInt32(lines[index]), column: columns[index]))
    }
    return sources
  }

  /// The first name that is not UTF-8; nil if all are. All names are checked at once: if their bytes
  /// are UTF-8 and no name begins within a character, each of them is.
  private static func firstInvalid(_ bytes: [UInt8], _ ends: [Int]) -> Int? {
    let isContinuation = { (byte: UInt8) in byte & 0xC0 == 0x80 }
    let isCut = ends.contains { $0 < bytes.count && isContinuation(bytes[$0]) }
    if !isCut, String(validating: bytes, as: UTF8.self) != nil { return nil }
    return ends.indices.first { name in
      let start = name == 0 ? 0 : ends[name - 1]
      return String(validating: bytes[start..<ends[name]], as: UTF8.self) == nil
    }
  }

  /// So many counts of things that take a byte at least, as running sums.
  private static func ends(
    _ cursor: inout ByteCursor, _ count: Int
  ) throws(ByteCursor.Refusal) -> [Int] {
    var ends = try column(&cursor, count, below: cursor.remaining + 1)
    var sum = 0
    for index in ends.indices {
      sum += ends[index]
      guard sum <= cursor.remaining else { throw cursor.refusal("more than the block can hold") }
      ends[index] = sum
    }
    return ends
  }

  private static func column(
    _ cursor: inout ByteCursor, _ count: Int, below bound: Int
  ) throws(ByteCursor.Refusal) -> [Int] {
    guard count <= cursor.remaining else { throw cursor.refusal("ends too early") }
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count {
      let number = try cursor.varint()
      guard number < bound else { throw cursor.refusal("number out of range") }
      numbers.append(number)
    }
    return numbers
  }
}
