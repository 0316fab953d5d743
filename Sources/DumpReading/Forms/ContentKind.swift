internal import Sealing

/// The kind of a content, recognised by its beginning (Inputs.md).
enum ContentKind {
  /// Records in any form; reading them reports what is wrong with them.
  case records(UTF16Source.ByteOrder?)
  case compressed(Compression)
  case archive(ArchiveFormat)
  case other(RefusedFile.Kind)

  /// How much of the beginning is looked at.
  static let headByteCount = 4096

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// - Parameter head: the first `headByteCount` bytes, fewer only if the content is shorter.
  init(head: [UInt8]) {
    if let compression = Compression(magic: head) {
      self = .compressed(compression)
    } else if let format = ArchiveFormat(head: head) {
      self = .archive(format)
    } else if let order = UTF16Source.ByteOrder(mark: head) {
      let text =
        (try? UTF16Source(PrefixedSource(prefix: head, rest: nil), order)
          .take(2 * Self.headByteCount)) ?? []
      self = Self.kind(
        ofText: text, isWhole: head.count < Self.headByteCount && head.count % 2 == 0,
        order)
    } else {
      self = Self.kind(ofText: head, isWhole: head.count < Self.headByteCount, nil)
    }
  }

  private static func kind(
    ofText head: [UInt8], isWhole: Bool, _ order: UTF16Source.ByteOrder?
  ) -> ContentKind {
    var text = head[...]
    while text.starts(with: byteOrderMark) { text = text.dropFirst(byteOrderMark.count) }
    guard let start = text.firstIndex(where: { !JSONScanner.isBlank($0) }) else {
      return isWhole ? .other(.empty) : .records(order)
    }
    switch text[start] {
    case UInt8(ascii: "["): return .records(order)
    case UInt8(ascii: "{"):
      if text.dropFirst(start - text.startIndex + 1).first == 0 { return .other(unreadable(head)) }
      return ErrorAnswer(text).map { .other(.errorAnswer($0)) } ?? .records(order)
    case UInt8(ascii: "<"):
      if text.contains(0) { return .other(unreadable(head)) }
      return .other(ErrorAnswer(text).map { .errorAnswer($0) } ?? .xml)
    default: break
    }
    if text.contains(0) || FileFormat.name(of: head) != nil { return .other(unreadable(head)) }
    // A malformed first record does not make a dump file another kind of file.
    if hasLineOfRecord(text) { return .records(order) }
    return .other(isTable(text) ? .csv : .plainText)
  }

  private static func unreadable(_ head: [UInt8]) -> RefusedFile.Kind {
    if head.starts(with: FileFormat.columnarFile) { return .columnarFile }
    if PackExtent(head: head) != nil { return .packedFile }
    if let name = FileFormat.name(of: head) { return .format(name) }
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
      return .utf32
    }
    let pairs = head.prefix(8)
    let (evens, odds) = (
      stride(from: 0, to: pairs.count, by: 2).map { pairs[$0] },
      stride(from: 1, to: pairs.count, by: 2).map { pairs[$0] }
    )
    if evens.allSatisfy({ $0 != 0 }), odds.allSatisfy({ $0 == 0 }), !odds.isEmpty {
      return .unmarkedUTF16("UTF-16LE")
    }
    if evens.allSatisfy({ $0 == 0 }), odds.allSatisfy({ $0 != 0 }), !odds.isEmpty {
      return .unmarkedUTF16("UTF-16BE")
    }
    return .binary
  }

  private static func hasLineOfRecord(_ text: ArraySlice<UInt8>) -> Bool {
    text.split(separator: 0x0A).contains { line in
      let start = line.starts(with: byteOrderMark) ? line.dropFirst(3) : line
      return start.first { !JSONScanner.isBlank($0) } == UInt8(ascii: "{")
    }
  }

  /// True if the first lines have one number of separators, at least one.
  private static func isTable(_ text: ArraySlice<UInt8>) -> Bool {
    let lines = text.split(separator: 0x0A).prefix(2)
    return [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].contains { separator in
      let counts = lines.map { line in line.count { $0 == separator } }
      return counts[0] > 0 && counts.allSatisfy { $0 == counts[0] }
    }
  }
}
