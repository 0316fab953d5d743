/// A columnar file taken apart as FileFormat.md says, with whatever is in it, to be changed and
/// sealed again: checksums keep blind changes from everything that lies after them.
struct LooseFile {
  var header: [UInt8]
  /// The five lists of the footer; the groups, last, hold the chunks.
  var lists: [LooseNode]
  /// True if the footer is stored as a block of LZ4.
  var isPacked = false

  /// More is not decoded.
  static let byteCountMax = 1 << 16

  /// - Returns: nil where the bytes do not have the form.
  init?(_ file: [UInt8]) {
    let trailer = file.count - Seal.trailerByteCount
    guard trailer >= Seal.headerByteCount else { return nil }
    let fields = trailer + Seal.identityByteCount
    let start = trailer - Seal.footerByteCount(file, fields: fields)
    guard start >= Seal.headerByteCount else { return nil }
    var footer = Array(file[start..<trailer])
    if file[fields + 16] == LooseChunk.lz4 {
      let byteCount = LooseNumber.number(file[fields + 8..<fields + 16])
      guard byteCount <= Self.byteCountMax,
        let raw = Seal.decompressed(footer, byteCount: Int(byteCount))
      else { return nil }
      footer = raw
      isPacked = true
    }
    header = Array(file[..<Seal.headerByteCount])
    var reader = LooseReader(footer, chunks: file[Seal.headerByteCount..<start])
    guard let lists = reader.footer() else { return nil }
    self.lists = lists
  }

  /// The file under checksums that are right.
  func sealed() -> [UInt8] {
    let footer = LooseFooter(lists)
    let isPacked = isPacked && footer.bytes.count <= Self.byteCountMax
    return Seal.file(
      header: header, chunks: footer.chunks,
      footer: isPacked ? Seal.compressed(footer.bytes) : footer.bytes,
      rawByteCount: footer.bytes.count, codec: isPacked ? LooseChunk.lz4 : LooseChunk.raw)
  }
}

/// Takes a footer apart.
private struct LooseReader {
  private let bytes: [UInt8]
  private var offset = 0
  private var chunks: ArraySlice<UInt8>

  init(_ bytes: [UInt8], chunks: ArraySlice<UInt8>) {
    self.bytes = bytes
    self.chunks = chunks
  }

  mutating func footer() -> [LooseNode]? {
    guard
      let metadata = list({ $0.all([{ $0.text() }, { $0.text() }]) }),
      let providers = list({ $0.all([{ $0.text() }, { $0.text() }]) }),
      let types = list({ $0.deviceType() }), let customers = list({ $0.customer() }),
      let groups = list({ $0.group() }), offset == bytes.count
    else { return nil }
    return [metadata, providers, types, customers, groups]
  }

  private typealias Part = (inout LooseReader) -> LooseNode?

  /// Parts one after the other.
  private mutating func all(_ parts: [Part]) -> [LooseNode]? {
    var nodes: [LooseNode] = []
    for part in parts {
      guard let node = part(&self) else { return nil }
      nodes.append(node)
    }
    return nodes
  }

  private mutating func deviceType() -> [LooseNode]? {
    guard offset < bytes.count else { return nil }
    let product: [Part] = bytes[offset] == 1 ? [{ $0.text() }] : []
    return all([{ $0.fixed(1) }] + product + [{ $0.fixed(1) }, { $0.fixed(1) }, { $0.number() }])
  }

  private mutating func customer() -> [LooseNode]? {
    let numbers = [Part](repeating: { $0.number() }, count: 12)
    return all(
      [{ $0.fixed(12) }, { $0.fixed(3) }, { $0.number() }, { $0.fixed(1) }] + numbers + [
        { $0.list { $0.all([{ $0.fixed(8) }]) } }
      ])
  }

  private mutating func group() -> [LooseNode]? {
    let numbers = [Part](repeating: { $0.number() }, count: 5)
    return all(numbers + [{ $0.list { $0.chunk().map { [.chunk($0)] } } }])
  }

  private mutating func chunk() -> LooseChunk? {
    guard let head = take(2) else { return nil }
    var chunk = LooseChunk(column: head[0], codec: head[1])
    guard chunk.codec != LooseChunk.constant else {
      guard let constant = take(1) else { return nil }
      chunk.constant = constant[0]
      return chunk
    }
    guard let raw = varint(), let stored = varint(), take(8) != nil, stored <= chunks.count
    else { return nil }
    chunk.rawByteCount = raw
    chunk.stored = Array(chunks.prefix(Int(stored)))
    chunks = chunks.dropFirst(Int(stored))
    return chunk
  }

  private mutating func list(
    _ entry: (inout LooseReader) -> [LooseNode]?
  ) -> LooseNode? {
    guard let count = varint(), count <= bytes.count else { return nil }
    var entries: [[LooseNode]] = []
    for _ in 0..<count {
      guard let next = entry(&self) else { return nil }
      entries.append(next)
    }
    return .list(entries)
  }

  private mutating func text() -> LooseNode? {
    guard let count = varint(), count <= bytes.count else { return nil }
    return take(Int(count)).map { .text($0) }
  }

  private mutating func fixed(_ count: Int) -> LooseNode? { take(count).map { .bytes($0) } }

  private mutating func number() -> LooseNode? { varint().map { .number($0) } }

  private mutating func take(_ count: Int) -> [UInt8]? {
    guard count <= bytes.count - offset else { return nil }
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = take(1)?[0] else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
