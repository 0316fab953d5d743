/// Walks over the entries of a tar, from a file or from a decompressed stream. Names and sizes of
/// pax headers and GNU's long names are taken into account. Several tars in a row are one.
final class TarWalk {
  /// An entry. Folders and what is only a description of others are passed over.
  struct Entry {
    var name: [UInt8]
    var range: Range<Int>
    /// The kind of what is not a file.
    var special: RefusedFile.Kind?
  }

  private let source: any ByteSource
  private var position = 0
  /// Where the next header begins.
  private var next = 0
  /// The end marker was met: two blocks of zeros.
  private var isMarked = false
  /// From the headers before the one that they describe.
  private var longName: [UInt8]?
  private var longByteCount: Int?
  private var isSparse = false

  private static let descriptionByteCountMax = 1 << 20

  /// - Parameter source: the tar from its beginning.
  init(_ source: any ByteSource) { self.source = source }

  /// The next entry, at whose content the walk then is; nil after the last one, at the end of the
  /// source.
  func nextEntry() throws(ReadFailure) -> Entry? {
    while true {
      try skip(to: next)
      guard let block = try block() else { return nil }
      guard let header = TarHeader(block) else {
        throw damaged("no header where one is expected")
      }
      isMarked = false
      if let entry = try entry(header) { return entry }
    }
  }

  /// The next block that is not zeros; nil at the end of the source.
  private func block() throws(ReadFailure) -> [UInt8]? {
    var zeroCount = 0
    while true {
      let block = try take(TarHeader.blockByteCount)
      if block.isEmpty {
        if zeroCount >= 2 || isMarked { return nil }
        throw cutOff("the end marker is missing")
      }
      guard block.count == TarHeader.blockByteCount else { throw cutOff("a block is not whole") }
      if block.contains(where: { $0 != 0 }) {
        if zeroCount == 1 { throw damaged("a block of zeros between two entries") }
        return block
      }
      zeroCount += 1
      if zeroCount >= 2 { isMarked = true }
    }
  }

  private func entry(_ header: TarHeader) throws(ReadFailure) -> Entry? {
    guard let stated = header.byteCount else { throw damaged("a size that is not a number") }
    switch header.type {
    case UInt8(ascii: "x"):
      try readExtension(describing(stated))
      return nil
    case UInt8(ascii: "L"):
      longName = Array(try describing(stated).prefix { $0 != 0 })
      return nil
    case UInt8(ascii: "S"):
      throw .unreadable(
        reason:
          "\(String(decoding: header.name, as: UTF8.self)) is a sparse file, which is not read; "
          + "unpack the tar and pack it without sparse files")
    case UInt8(ascii: "g"), UInt8(ascii: "K"), UInt8(ascii: "V"):
      advance(by: stated)
      return nil
    default: break
    }
    defer { (longName, longByteCount, isSparse) = (nil, nil, false) }
    let name = longName ?? header.name
    var special = Self.special(header.type)
    if isSparse { special = .sparse }
    let byteCount = special == nil || isSparse ? longByteCount ?? stated : 0
    let range = position..<position + byteCount
    advance(by: byteCount)
    let isFolder =
      header.type == UInt8(ascii: "5") || header.type == UInt8(ascii: "D")
      || header.type == 0 && name.last == UInt8(ascii: "/")
    return isFolder ? nil : Entry(name: name, range: range, special: special)
  }

  private static func special(_ type: UInt8) -> RefusedFile.Kind? {
    switch type {
    case UInt8(ascii: "1"): .hardLink
    case UInt8(ascii: "2"): .symbolicLink
    case UInt8(ascii: "3"): .characterDevice
    case UInt8(ascii: "4"): .blockDevice
    case UInt8(ascii: "6"): .pipe
    default: nil
    }
  }

  /// The content of a header that describes the next one.
  private func describing(_ byteCount: Int) throws(ReadFailure) -> [UInt8] {
    guard byteCount <= Self.descriptionByteCountMax else {
      throw damaged("a name that is too long")
    }
    advance(by: byteCount)
    let bytes = try take(byteCount)
    guard bytes.count == byteCount else { throw cutOff("a header is not whole") }
    return bytes
  }

  /// The records `length key=value` of a pax header.
  private func readExtension(_ bytes: [UInt8]) throws(ReadFailure) {
    var rest = bytes[...]
    while let space = rest.firstIndex(of: 0x20) {
      let digits = String(decoding: rest[..<space], as: UTF8.self)
      guard let length = Int(digits), length > digits.utf8.count + 1, length <= rest.count,
        let equals = rest[space...].firstIndex(of: UInt8(ascii: "="))
      else { throw damaged("a pax header that is broken") }
      let end = rest.startIndex + length
      guard equals < end else { throw damaged("a pax header that is broken") }
      let value = Array(rest[(equals + 1)..<(end - 1)])
      switch String(decoding: rest[(space + 1)..<equals], as: UTF8.self) {
      case "path": longName = value
      case "size":
        longByteCount = Int(String(decoding: value, as: UTF8.self))
        guard longByteCount.map({ 0...(1 << 54) ~= $0 }) == true else {
          throw damaged("a size that is not a number")
        }
      case let key where key.hasPrefix("GNU.sparse."): isSparse = true
      default: break
      }
      rest = rest[end...]
    }
  }

  // MARK: Moving on

  private func advance(by byteCount: Int) {
    let block = TarHeader.blockByteCount
    next = position + (byteCount + block - 1) / block * block
  }

  /// Up to `count` bytes from where the walk is.
  func take(_ count: Int) throws(ReadFailure) -> [UInt8] {
    let bytes = try source.take(count)
    position += bytes.count
    return bytes
  }

  private func skip(to target: Int) throws(ReadFailure) {
    let skipped = try source.skip(target - position)
    position += skipped
    if position < target { throw cutOff("the content of an entry is not whole") }
  }

  private func damaged(_ detail: String) -> ReadFailure {
    .damaged(
      byte: position, reason: "the tar is damaged: \(detail); fetch or export it again")
  }

  private func cutOff(_ detail: String) -> ReadFailure {
    .cutOff(
      byte: position, reason: "the tar ends too early: \(detail); fetch or export it again")
  }
}

/// The content of a walk's current entry. Only one can be read at a time.
final class TarEntrySource: ByteSource {
  private let walk: TarWalk
  private var left: Int

  init(_ entry: TarWalk.Entry, of walk: TarWalk) {
    self.walk = walk
    left = entry.range.count
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let bytes = try walk.take(min(left, buffer.count))
    unsafe bytes.withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
    left -= bytes.count
    return bytes.count
  }
}
