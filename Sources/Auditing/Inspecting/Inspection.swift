internal import DumpReading
public import TextOutput

/// A file that is looked into: its content and how it is stored.
public struct Inspection {
  private enum File {
    case columns(ColumnInspection)
    case pack(PackInspection)
  }

  private let file: File

  /// Opens a columnar file, a packed file, or an index or a share of one.
  ///
  /// - Parameters:
  ///   - path: the file; `-` for a columnar file on standard input.
  ///   - memoryLimit: the most bytes that its directory may take; of packed files, a block, too.
  ///   - kernel: the machine code that an audit of a columnar file would run.
  public init(
    of path: String, memoryLimit: Int = CountRequest.memoryLimitDefault,
    kernel: KernelChoice = .best
  ) throws(Failure) {
    file =
      InputKind(meantBy: path) == .packedFile
      ? .pack(try PackInspection(of: path, memoryLimit: memoryLimit))
      : .columns(try ColumnInspection(of: path, memoryLimit: memoryLimit, kernel: kernel))
  }

  /// For people or for programs; long lists are cut short where there is a terminal.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch file {
    case .columns(let columns): columns.text(format, style)
    case .pack(let pack): pack.text(format, style)
    }
  }
}
