internal import Files
internal import Sealing

/// A share of a dump in the making, in memory.
final class ShareBuilder {
  private var directory = PackDirectory()
  private let buffer = Buffer()
  private var blocks: PackBlockWriter
  /// Index in the share by index in the packed file.
  private var files: [Int: Int] = [:]
  private var places: [Location: Int] = [:]
  private var products: [Int: Int] = [:]

  /// The bytes so far.
  private final class Buffer {
    var bytes: [UInt8] = []
  }

  /// An empty share of what these packed files are of.
  init(of parts: [PackPart]) {
    let buffer = buffer
    blocks = PackBlockWriter { bytes throws(FileError) in buffer.bytes += bytes }
    buffer.bytes = Header.serialized(PackExtent.share.kind)
    directory.profile = parts.first?.file.directory.profile ?? []
    directory.dumps = parts.first?.file.directory.dumps ?? []
  }

  /// Counted records so far.
  private(set) var recordCount = 0

  /// Adds a record; they come block by block, as packed files have them.
  func append(_ record: UnpackedRecord) throws(FileError) {
    let source = record.part.file.directory
    let place = place(record.location)
    let file = file(record.file, of: record.part)
    let detail = record.role == .phone ? product(record.detail, of: source) : record.detail
    directory.files[file].readCount += 1
    directory.files[file].countedCount += 1
    recordCount += 1
    directory.places[place].load.add(
      try blocks.append(record, file: file, place: place, detail: detail))
  }

  /// Adds nodes or settings.
  func append(_ head: PackDirectory.Head, of part: PackPart) {
    var copy = head
    copy.position.line += part.lineBases[head.position.file]
    copy.place = place(part.file.directory.places[head.place].location)
    copy.position.file = file(head.position.file, of: part)
    directory.heads.append(copy)
  }

  /// The whole file.
  func finish() throws(FileError) -> [UInt8] {
    try blocks.finish(.records)
    directory.blocks = blocks.entries
    let buffer = buffer
    try directory.seal(.share) { bytes throws(FileError) in buffer.bytes += bytes }
    return buffer.bytes
  }

  private func place(_ location: Location) -> Int {
    if let known = places[location] { return known }
    places[location] = directory.places.count
    directory.places.append(PackDirectory.Place(location: location))
    return directory.places.count - 1
  }

  private func product(_ number: Int, of source: PackDirectory) -> Int {
    if let known = products[number] { return known }
    products[number] = directory.products.count
    directory.products.append(source.products[number])
    return directory.products.count - 1
  }

  /// - Returns: the index of the file, which a share has whole whatever its records are.
  private func file(_ index: Int, of part: PackPart) -> Int {
    if let known = files[part.files[index]] { return known }
    var file = part.file.directory.files[index]
    file = PackDirectory.File(
      dump: file.dump, name: file.name, storedName: file.storedName,
      storedByteCount: file.storedByteCount, range: 0..<file.storedByteCount)
    files[part.files[index]] = directory.files.count
    directory.files.append(file)
    return directory.files.count - 1
  }
}
