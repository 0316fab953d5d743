internal import CensusModel
internal import Sealing

/// A record of a packed file that a condition of the profile left out.
struct UnpackedLeftOut {
  var position: PackPosition
  var model: String
  var field: String
  var value: String?
  var name: String
  /// Index into the places of the packed file.
  var place: Int

  /// Reads the records of a block.
  static func readAll(
    from cursor: inout ByteCursor, _ directory: PackDirectory
  ) throws(ByteCursor.Refusal) -> [UnpackedLeftOut] {
    var records: [UnpackedLeftOut] = []
    while cursor.remaining > 0 {
      try cursor.reserve(MemoryCost.array(1, of: UnpackedLeftOut.self))
      records.append(
        UnpackedLeftOut(
          position: try cursor.position(fileCount: directory.files.count),
          model: try cursor.text(), field: try cursor.text(),
          value: try cursor.flag() ? try cursor.text() : nil, name: try cursor.text(),
          place: try cursor.index(below: directory.places.count)))
    }
    return records
  }

  /// Writes the record.
  func write(into sink: inout ByteSink) {
    sink.position(position)
    sink.text(model)
    sink.text(field)
    sink.u8(value == nil ? 0 : 1)
    if let value { sink.text(value) }
    sink.text(name)
    sink.varint(place)
  }
}
