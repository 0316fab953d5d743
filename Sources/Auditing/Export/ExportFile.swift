internal import Files
internal import Parquet

/// A table that is being written.
struct ExportFile {
  private let file: OutputFile
  private var writer: ParquetWriter
  private(set) var rowCount = 0

  var byteCount: Int { file.byteCount }

  init(_ file: OutputFile, _ writer: ParquetWriter) {
    self.file = file
    self.writer = writer
  }

  /// Adds rows, column by column.
  mutating func append(_ batch: [ParquetValues]) throws(Failure) {
    rowCount += batch[0].count
    let bytes = writer.append(batch)
    try mapping(Failure.init) { () throws(FileError) in try file.write(bytes) }
  }

  mutating func finish() throws(Failure) {
    let bytes = writer.finish()
    try mapping(Failure.init) { () throws(FileError) in try file.write(bytes) }
  }
}
