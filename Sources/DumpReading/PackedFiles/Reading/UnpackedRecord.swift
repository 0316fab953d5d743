internal import CensusModel
internal import Sealing

/// A counted record of a packed file. Valid during a call.
@safe struct UnpackedRecord {
  let part: PackPart
  var role = Role.user
  /// Of a phone, index into the products of the packed file; else as `PackedRecord` has it.
  var detail = 0
  /// As `PackedRecord` has them, but not folded.
  var texts: [UnsafeRawBufferPointer] = unsafe []
  /// Index into the places of the packed file.
  var place = 0
  /// Index into the files of the packed file.
  var file = 0
  var byte = 0
  var line = 0
  var column = 0
  /// The bytes that it takes in its block.
  var byteCount = 0

  init(_ part: PackPart) { self.part = part }

  /// Its place in the dump.
  var position: RecordPosition { RecordPosition(file: part.files[file], byte: byte) }

  /// The same in bytes and in lines.
  var recordPlace: RecordPlace {
    RecordPlace(position, line: part.lineBases[file] + line, column: column)
  }

  var location: Location { part.file.directory.places[place].location }
}

extension UnpackedRecord {
  /// Reads the records of a block, and hands each one over.
  ///
  /// - Returns: by place, what was read.
  mutating func readAll(
    from cursor: inout ByteCursor, _ body: (UnpackedRecord) -> Void
  ) throws(ByteCursor.Refusal) -> [Int: LocationLoad] {
    let directory = part.file.directory
    var loads: [Int: LocationLoad] = [:]
    while cursor.remaining > 0 {
      file = try cursor.index(below: directory.files.count)
      place = try cursor.index(below: directory.places.count)
      let count = try cursor.count(ofAtLeast: 7)
      guard count > 0 else { throw cursor.refusal("a segment without records") }
      (byte, line) = (0, 0)
      let start = cursor.offset
      for index in 0..<count {
        let recordStart = cursor.offset
        try read(from: &cursor, isFirst: index == 0)
        byteCount = cursor.offset - recordStart
        body(self)
      }
      loads[place, default: LocationLoad()].add(
        LocationLoad(recordCount: count, byteCount: cursor.offset - start))
    }
    return loads
  }

  private mutating func read(
    from cursor: inout ByteCursor, isFirst: Bool
  ) throws(ByteCursor.Refusal) {
    let head = try StoredRecordHead(parsing: &cursor)
    (role, detail) = (head.role, head.detail)
    let step = try cursor.varint(max: PackFormat.positionMax - byte)
    guard isFirst || step > 0 else { throw cursor.refusal("records out of order") }
    byte += step
    line += try cursor.varint(max: PackFormat.lineMax - line)
    column = try cursor.varint(max: PackFormat.positionMax)
    try unsafe head.parse(&texts, from: &cursor)
    let productCount = part.file.directory.products.count
    guard line > 0, unsafe head.fits(texts, productCount: productCount) else {
      throw cursor.refusal("a record that its role does not have")
    }
  }
}
