/// A file of records that was read.
public struct DumpFile: Equatable, Sendable {
  /// `dump/phones.jsonl`; for an entry of a zip `dump/export.zip:phones.json`.
  public var name: String
  /// The stored file: the same for all entries of one zip.
  public var storedName: String
  /// Its bytes as stored; for an entry, those of its zip.
  public var byteCount: Int
  /// Index into the dumps that were given.
  public var dump: Int
  /// Records met, those of skipped models and rejected ones included.
  public var recordsRead: Int
  /// Well-formed records among them that are counted: neither nodes nor settings.
  public var recordsCounted: Int
  /// Malformed records, set aside.
  public var recordsRejected: Int

  /// An exported file, of which an import made records.
  package init(exported name: String, byteCount: Int, dump: Int, read: Int) {
    self.name = name
    storedName = name
    self.byteCount = byteCount
    self.dump = dump
    recordsRead = read
    recordsCounted = 0
    recordsRejected = 0
  }

  init(_ file: PlannedFile, read: Int, counted: Int, rejected: Int) {
    name = file.name
    storedName = file.stored.name
    byteCount = file.stored.byteCount
    dump = file.dump
    recordsRead = read
    recordsCounted = counted
    recordsRejected = rejected
  }
}
