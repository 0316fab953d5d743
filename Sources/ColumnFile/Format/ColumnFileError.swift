/// Why a columnar file, or the identities file beside it, cannot be used.
public enum ColumnFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file does not begin like a columnar file.
  case notAColumnFile(file: String)
  /// The file does not begin like an identities file.
  case notAnIdentityFile(file: String)
  /// The file was written by a later version or uses a feature that this one does not know.
  case unsupported(file: String, detail: String)
  /// The file is damaged: what is wrong, and the byte from which on.
  case corrupt(file: String, byte: Int, reason: String)
  /// An identities file belongs to another columnar file.
  case otherColumnFile(file: String, columnFile: String)
  /// Reading a part of the file takes more memory than the reader may allocate.
  case memoryLimit(file: String, part: String, byteCountMax: Int)
  /// The file is not there, may not be read, or is not a file.
  case unreadable(file: String, reason: String)
  /// The system failed while reading.
  case inputOutput(file: String, reason: String)
  /// The inventory exceeds what the format can hold.
  case limit(String)

  /// One line for the user.
  public var description: String {
    switch self {
    case .notAColumnFile(let file): "\(file): this is not a ucensus columnar file (.ucol)"
    case .notAnIdentityFile(let file): "\(file): this is not a ucensus identities file"
    case .unsupported(let file, let detail):
      "\(file): \(detail); a newer ucensus is needed to read it"
    case .corrupt(let file, let byte, let reason):
      "\(file): byte \(byte): the file is damaged: \(reason); convert the dump again"
    case .memoryLimit(let file, let part, let limit):
      "\(file): \(part) would take more memory than the limit of \(limit) bytes"
    case .unreadable(let file, let reason), .inputOutput(let file, let reason):
      "\(file): \(reason)"
    case .otherColumnFile(let file, let columnFile):
      "\(file): does not belong to \(columnFile), but to another columnar file; "
        + "take the two that one conversion wrote"
    case .limit(let detail): detail
    }
  }
}
