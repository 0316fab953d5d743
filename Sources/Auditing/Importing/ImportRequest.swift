public import CensusModel
internal import Import

/// One import: exports of source systems to a dump.
public struct ImportRequest: Sendable {
  /// The sources file.
  public var sources: String
  /// The directory of the dump, `-` for standard output; nil to write nothing.
  public var output: String?
  /// True if existing files are replaced.
  public var force = false
  /// The treatment of records without a customer and a site.
  public var onError = OnError.fail
  /// Where such records go, as JSON Lines.
  public var rejectFile: String?
  /// True if exports that lack something are accepted.
  public var allowIncomplete = false
  /// Patterns of files that are left out.
  public var excluded: [String] = []
  /// How exports are read.
  public var exports = ExportOptions()
  /// How many threads read.
  public var threads = 1
  /// Where it is counted how far reading has come.
  public var progress: RunProgress?

  /// A request to import what a file names.
  public init(sources: String) { self.sources = sources }

  func options() throws(Failure) -> Import.Options {
    var options = Import.Options()
    try exports.apply(to: &options)
    options.excluded = excluded
    options.allowsIncomplete = allowIncomplete
    options.leavesOutUnplaced = onError == .reject
    options.threads = threads
    options.progress = progress
    return options
  }
}
