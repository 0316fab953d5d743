internal import Sealing

/// How much of what was read a packed file holds. The first and last bytes of the file say it.
enum PackExtent: CaseIterable, Sendable {
  /// All of it.
  case whole
  /// All but counted records, and those that conditions left out.
  case index
  /// Some counted records, or some nodes and settings, and nothing else.
  case share

  var kind: FileKind {
    switch self {
    case .whole: PackFormat.kind
    case .index: PackFormat.indexKind
    case .share: PackFormat.shareKind
    }
  }

  /// The extent of a file that begins with these bytes.
  init?(head: some Sequence<UInt8>) {
    let found = Self.allCases.first { head.starts(with: $0.kind.magic) }
    guard let found else { return nil }
    self = found
  }

  /// True if such a file may have such a block.
  func allows(_ kind: PackBlockKind) -> Bool {
    switch (self, kind) {
    case (.whole, _), (.index, .pages), (.index, .malformed), (.share, .records): true
    case (.index, .records), (.index, .leftOut), (.share, _): false
    }
  }
}
