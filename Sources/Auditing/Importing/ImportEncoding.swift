internal import Import

/// An encoding of exported text files that must be named.
public enum ImportEncoding: String, CaseIterable, Sendable {
  /// Western European, as old spreadsheets write it.
  case windows1252 = "windows-1252"
  /// Cyrillic, as old spreadsheets write it.
  case windows1251 = "windows-1251"

  /// The same for an import.
  var textEncoding: TextEncoding {
    switch self {
    case .windows1252: .windows1252
    case .windows1251: .windows1251
    }
  }
}
