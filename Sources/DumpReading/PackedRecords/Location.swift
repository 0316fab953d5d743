internal import CensusModel

/// The hierarchy node that a record names as its place, as the record wrote it.
///
/// Places are equal if their bytes are: `String` alone would take two spellings of one letter
/// (composed, decomposed) for the same.
public enum Location: Hashable, Sendable {
  /// `meta.path`: the dotted path of a node or of an ancestor of one.
  case path(String)
  /// `meta.hierarchy`: a dotted path, or the PKID of a node.
  case hierarchy(String)

  /// The place as the record wrote it.
  public var text: String {
    switch self {
    case .path(let text), .hierarchy(let text): text
    }
  }

  /// Same kind, same bytes.
  public static func == (left: Location, right: Location) -> Bool {
    switch (left, right) {
    case (.path(let left), .path(let right)), (.hierarchy(let left), .hierarchy(let right)):
      left.isExactly(right)
    default: false
    }
  }

  /// The kind and the bytes.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .path(let text):
      hasher.combine(0)
      hasher.combine(exactly: text)
    case .hierarchy(let text):
      hasher.combine(1)
      hasher.combine(exactly: text)
    }
  }
}
