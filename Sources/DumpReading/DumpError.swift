public import Files

/// Why a dump could not be read.
public enum DumpError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The content is not what Inputs.md asks for. `line` counts from 1, `byte` from 0, both in the
  /// content after decompression; the byte is where the fault is, not where its record begins.
  case malformed(file: String, line: Int, byte: Int, reason: String)
  /// Compressed content ends too early: the content after the byte is missing.
  case cutOff(file: String, line: Int, byte: Int, reason: String)
  /// The file is not there, or may not be read.
  case unreadable(file: String, reason: String)
  /// Reading failed, or keeping what arrives.
  case io(file: String, reason: String)
  /// Fields are absent from all records of a model, and keys are spelled like them.
  case misspelled([MisspelledField])
  /// These files are not dump files in any of the forms of Inputs.md.
  case notDumpFiles([RefusedFile])
  /// A dump without a file of records.
  case empty(dump: String)
  /// Packed files cannot be used, or not be made.
  case packs(PackError)
  /// A file for records that do not fit into memory, or a packed file, could not be written.
  case spilling(FileError)
  /// Places, products and models of pages take more than this, in bytes.
  case texts(byteCountMax: Int)

  /// One line for the user.
  public var description: String {
    switch self {
    case .malformed(let file, let line, let byte, let reason),
      .cutOff(let file, let line, let byte, let reason):
      "\(file):\(line): byte \(byte): \(reason)"
    case .unreadable(let file, let reason), .io(let file, let reason):
      "\(file): \(reason)"
    case .misspelled(let fields): fields.map(\.description).joined(separator: "; ")
    case .notDumpFiles(let files): Self.list(files)
    case .empty(let dump): "\(dump): the dump is empty: it has no file of records"
    case .packs(let error): error.description
    case .spilling(let error): error.description
    case .texts(let byteCountMax):
      "the records name so many different places, products or models that these take more memory "
        + "than the \(byteCountMax) bytes that they may"
    }
  }

  private static func list(_ files: [RefusedFile]) -> String {
    if files.count == 1 { return "\(files[0].name): not a dump file: \(files[0].kind)" }
    return "\(files.count) files are not dump files: "
      + files.map(\.description).joined(separator: "; ")
  }
}
