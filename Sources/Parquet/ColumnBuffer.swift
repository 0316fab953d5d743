/// The values of a column that will be in one row group.
struct ColumnBuffer {
  let column: ParquetColumn
  private var booleans: [Bool] = []
  private var integers: [Int] = []
  private var indexes: [UInt32] = []
  private var dictionary: [[UInt8]] = []
  private var places: [Text: UInt32] = [:]
  /// By row, 1 where there is a value; empty for a column where there always is.
  private var present: [UInt32] = []
  private var rowCount = 0

  init(_ column: ParquetColumn) { self.column = column }

  /// Adds rows of a batch.
  mutating func append(_ values: ParquetValues, _ rows: Range<Int>) {
    rowCount += rows.count
    switch (column.kind, values) {
    case (.boolean, .booleans(let values)): booleans += values[rows]
    case (.int32, .integers(let values)), (.int64, .integers(let values)):
      append(integers: values[rows])
    case (.int32, .optionalIntegers(let values)), (.int64, .optionalIntegers(let values)):
      append(integers: values[rows].lazy.compactMap(\.self))
      note(values[rows].lazy.map { $0 != nil })
    case (.text, .texts(let indexes, let texts)): append(indexes[rows], of: texts)
    default: preconditionFailure("\(column.name) has values of another kind")
    }
  }

  private mutating func append(integers values: some Sequence<Int>) {
    if column.kind == .int32 {
      for value in values { precondition(Int32(exactly: value) != nil, "more than 32 bits") }
    }
    integers.append(contentsOf: values)
  }

  private mutating func append(_ rows: ArraySlice<Int>, of texts: [String?]) {
    var known = [UInt32?](repeating: nil, count: texts.count)
    for row in rows {
      guard let text = texts[row] else { continue }
      let place = known[row] ?? place(of: Text(bytes: Array(text.utf8)))
      known[row] = place
      indexes.append(place)
    }
    note(rows.lazy.map { texts[$0] != nil })
  }

  private mutating func place(of text: Text) -> UInt32 {
    if let place = places[text] { return place }
    let place = UInt32(dictionary.count)
    places[text] = place
    dictionary.append(text.bytes)
    return place
  }

  /// A text as a key: an array of bytes is hashed byte by byte, which takes most of the time.
  private struct Text: Hashable {
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) {
      unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
  }

  private mutating func note(_ present: some Sequence<Bool>) {
    guard column.isOptional else {
      precondition(present.allSatisfy(\.self), "\(column.name) lacks a value")
      return
    }
    self.present.append(contentsOf: present.lazy.map { $0 ? 1 : 0 })
  }

  /// The rows as the pages of a chunk.
  func chunk(at offset: Int) -> Chunk {
    var dictionaryPage: Page?
    var body: [UInt8] = []
    if column.isOptional {
      let levels = Runs(present, bitWidth: 1).bytes
      body.append(littleEndian: UInt32(levels.count))
      body += levels
    }
    let encoding: Encoding
    switch column.kind {
    case .boolean:
      body.append(packing: booleans.lazy.map { $0 ? 1 : 0 }, bitWidth: 1)
      encoding = .plain
    case .int32, .int64:
      body.append(deltas: integers)
      encoding = .deltaBinaryPacked
    case .text:
      let bitWidth = max(1, Int.bitWidth - max(dictionary.count - 1, 0).leadingZeroBitCount)
      body.append(UInt8(bitWidth))
      body += Runs(indexes, bitWidth: bitWidth).bytes
      encoding = .dictionary
      dictionaryPage = Page(
        kind: .dictionary, body: plainDictionary, valueCount: dictionary.count, encoding: .plain)
    }
    let page = Page(kind: .data, body: body, valueCount: rowCount, encoding: encoding)
    return Chunk(
      column: column, pages: [dictionaryPage, page].compactMap(\.self), rowCount: rowCount,
      nullCount: column.isOptional ? present.count { $0 == 0 } : 0,
      range: integers.min().map { $0...integers.max()! }, offset: offset)
  }

  private var plainDictionary: [UInt8] {
    var bytes: [UInt8] = []
    for text in dictionary {
      bytes.append(littleEndian: UInt32(text.count))
      bytes += text
    }
    return bytes
  }
}
