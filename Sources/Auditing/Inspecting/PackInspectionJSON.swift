internal import DumpReading
internal import TextOutput

/// The description of a packed file for programs.
struct PackInspectionJSON {
  private let pack: PackDescription

  init(_ pack: PackDescription) { self.pack = pack }

  /// Everything; of a share `models`, `pages` and `malformed` are empty, of an index `roles`.
  var document: JSONOutput {
    .object([
      ("file", .string(pack.name)), ("kind", .string(kind)),
      ("formatVersion", .integer(pack.formatVersion)), ("identity", .string(pack.identity)),
      ("bytes", .integer(pack.byteCount)), ("directoryBytes", .integer(pack.directoryByteCount)),
      ("profileSHA256", .string(pack.profile)),
      ("dumps", .array(pack.dumps.map { .string($0) })),
      ("files", .array(pack.files.map(Self.json))),
      ("models", Self.counts("model", pack.models)),
      ("skippedModels", Self.counts("model", pack.skippedModels)),
      ("leftOut", Self.counts("condition", pack.leftOut)),
      ("roles", .array(pack.roles.map { .object([("role", .string($0))] + Self.members($1)) })),
      ("places", .array(pack.places.map(Self.json))), ("nodes", .integer(pack.nodeCount)),
      ("settings", .integer(pack.settingsCount)), ("products", .integer(pack.productCount)),
      ("pages", .array(pack.pages.map(Self.json))),
      ("malformed", .array(pack.rejects.map(Self.json))),
      ("blocks", .array(pack.blocks.map(Self.json))),
    ])
  }

  private var kind: String {
    switch pack.extent {
    case .packedFile: "packed file"
    case .index: "index"
    case .share: "share"
    }
  }

  private static func counts(
    _ key: String, _ counts: [(name: String, recordCount: Int)]
  ) -> JSONOutput {
    .array(counts.map { .object([(key, .string($0)), ("records", .integer($1))]) })
  }

  private static func members(
    _ load: PackDescription.Load
  ) -> [(key: String, value: JSONOutput)] {
    [("records", .integer(load.recordCount)), ("bytes", .integer(load.byteCount))]
  }

  private static func json(_ location: Location, _ load: PackDescription.Load) -> JSONOutput {
    let key = if case .path = location { "path" } else { "hierarchy" }
    return .object([(key, .string(location.text))] + members(load))
  }

  /// `digest` only of a file all of which was read, and of its first entry.
  private static func json(_ file: PackDescription.File) -> JSONOutput {
    .object(
      [
        ("dump", .string(file.dump)), ("name", .string(file.name)),
        ("storedBytes", .integer(file.storedByteCount)),
        ("from", .integer(file.range.lowerBound)), ("to", .integer(file.range.upperBound)),
        ("records", .integer(file.readCount)), ("counted", .integer(file.countedCount)),
        ("malformed", .integer(file.rejectedCount)),
      ] + (file.digest.map { [("digest", .string($0))] } ?? []))
  }

  private static func json(_ pages: PackDescription.Pages) -> JSONOutput {
    .object([
      ("dump", .string(pages.dump)), ("model", .string(pages.model)),
      ("records", .integer(pages.readCount)),
      ("expected", pages.expectedCount.map { .integer($0) } ?? .null),
      ("lostPages", .integer(pages.lostPageCount)),
    ])
  }

  private static func json(_ reject: PackDescription.Reject) -> JSONOutput {
    .object([
      ("file", .string(reject.file)), ("line", .integer(reject.line)),
      ("byte", .integer(reject.byte)), ("bytes", .integer(reject.byteCount)),
      ("reason", .string(reject.reason)),
    ])
  }

  private static func json(_ block: PackDescription.Block) -> JSONOutput {
    .object([
      ("content", .string(block.content)), ("records", .integer(block.recordCount)),
      ("codec", .string(block.codec)), ("rawBytes", .integer(block.rawByteCount)),
      ("storedBytes", .integer(block.storedByteCount)),
    ])
  }
}
