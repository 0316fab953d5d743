/// Why packed files cannot be used, or cannot be made.
public enum PackError: Error, Equatable, Sendable {
  /// The file is damaged: what is wrong, and the byte from which on.
  case damaged(file: String, byte: Int, reason: String)
  /// The file was written by a later version or uses a feature that this one does not know.
  case unsupported(file: String, detail: String)
  /// The file was packed under another dump profile.
  case otherProfile(file: String)
  /// Packed files do not belong together.
  case disagreement(files: [String], reason: String)
  /// A range of a file is in none of the packed files of its dump.
  case missing(file: String, range: Range<Int>)
  /// A range cannot be read by itself.
  case range(file: String, reason: String)
  /// A packed file comes as what cannot be read twice, or stands where a file of a dump should.
  case unreadable(file: String, reason: String)
}

extension PackError: CustomStringConvertible {
  /// One line for the user.
  public var description: String {
    switch self {
    case .damaged(let file, let byte, let reason):
      "\(file): byte \(byte): the packed file is damaged: \(reason); pack the dump again"
    case .unsupported(let file, let detail):
      "\(file): \(detail); a newer ucensus is needed to read it"
    case .otherProfile(let file):
      "\(file): was packed under another dump profile, which decides what it holds; give that "
        + "profile, or pack the dump again"
    case .disagreement(let files, let reason):
      "\(files.joined(separator: " and ")): \(reason)"
    case .missing(let file, let range):
      "\(file): bytes \(range.lowerBound) to \(range.upperBound) are in none of the packed files; "
        + "give that of this range, too"
    case .range(let file, let reason), .unreadable(let file, let reason): "\(file): \(reason)"
    }
  }
}
