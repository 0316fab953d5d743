/// A file in an archive: where its content is.
enum ArchiveEntry: Sendable {
  case zip(ZipEntry)
  /// The bytes of a tar.
  case tar(Range<Int>)

  var format: ArchiveFormat {
    switch self {
    case .zip: .zip
    case .tar: .tar
    }
  }

  /// Of the content, as the archive states it.
  var byteCount: Int {
    switch self {
    case .zip(let entry): entry.byteCount
    case .tar(let range): range.count
    }
  }

  /// Where it begins in its archive, which no other entry shares.
  var offset: Int {
    switch self {
    case .zip(let entry): entry.headerOffset
    case .tar(let range): range.lowerBound
    }
  }
}

/// The archives that are read.
enum ArchiveFormat: Sendable {
  case zip, tar

  var name: String { self == .zip ? "zip" : "tar" }

  /// The most entries an archive may have (Inputs.md): a compressed tar of empty files is a bomb,
  /// too.
  static let entryCountMax = 1_000_000

  /// The format of content with this beginning; nil for other content.
  init?(head: [UInt8]) {
    if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if TarHeader.isChecked(head) {
      self = .tar
    } else {
      return nil
    }
  }
}
