internal import Files
internal import Parquet

/// A table that is being written.
struct ExportFile {
  private let file: OutputFile
  private var writer: ParquetWriter
  private var digest = FileDigest()
  private(set) var rowCount = 0

  var byteCount: Int { file.byteCount }

  init(_ file: OutputFile, _ writer: ParquetWriter) {
    self.file = file
    self.writer = writer
  }

  /// Adds rows, column by column.
  mutating func append(_ batch: [ParquetValues]) throws(Failure) {
    rowCount += batch[0].count
    try write(writer.append(batch))
  }

  /// Ends the file.
  ///
  /// - Returns: its SHA-256.
  mutating func finish() throws(Failure) -> String {
    try write(writer.finish())
    return digest.hexadecimal()
  }

  private mutating func write(_ bytes: [UInt8]) throws(Failure) {
    digest.update(bytes)
    try mapping(Failure.init) { () throws(FileError) in try file.write(bytes) }
  }
}
