public import Files
internal import TextOutput

extension Import {
  /// Adds the files of the dump to a set: a file for each model, `platform.json`, `manifest.json`
  /// and
  /// `import.json`.
  public func write(to directory: String, _ outputs: OutputSet) throws(FileError) {
    let lines = DumpRecords(sources, files)
    var manifest: [JSONOutput] = []
    func add(
      _ model: ImportedModel,
      _ body: (_ put: ([UInt8]) throws(FileError) -> Void)
        throws(FileError) -> Void
    ) throws(FileError) {
      var digest = FileDigest()
      var (byteCount, recordCount) = (0, 0)
      let file = try outputs.create("\(directory)/\(model.fileName)")
      var waiting: [UInt8] = []
      func flush() throws(FileError) {
        try file.write(waiting)
        waiting.withUnsafeBytes { digest.update($0) }
        byteCount += waiting.count
        waiting.removeAll(keepingCapacity: true)
      }
      try body { (line) throws(FileError) in
        waiting += line
        recordCount += 1
        if waiting.count >= Self.pieceByteCount { try flush() }
      }
      try flush()
      try file.finish()
      manifest.append(
        .object([
          ("file", .string(model.fileName)), ("size", .integer(byteCount)),
          ("sha256", .string(digest.hexadecimal())), ("records", .integer(recordCount)),
        ]))
    }
    try add(.node) { put throws(FileError) in for line in lines.nodes() { try put(line) } }
    try add(.settings) { put throws(FileError) in for line in lines.settings() { try put(line) } }
    let byModel = Dictionary(grouping: records.indices) { records[$0].model }
    for model in ImportedModel.allCases {
      guard let indexes = byModel[model] else { continue }
      try add(model) { put throws(FileError) in
        for index in indexes { try put(lines.line(records[index])) }
      }
    }
    try outputs.add(
      "\(directory)/platform.json", contents: JSONOutput.object(sources.platform).bytes())
    try outputs.add(
      "\(directory)/manifest.json",
      contents: JSONOutput.object([("files", .array(manifest))]).bytes())
    try outputs.add("\(directory)/import.json", contents: report.json.bytes())
  }

  /// How much is written at a time. A tuning constant: any value is right.
  private static let pieceByteCount = 1 << 18

  /// The names of the files that a dump of an import may have.
  public static var fileNames: [String] {
    ImportedModel.allCases.map(\.fileName) + ["platform.json", "manifest.json", "import.json"]
  }

  /// Sends all records, as JSON Lines.
  public func forEachLine(_ body: ([UInt8]) -> Void) {
    let lines = DumpRecords(sources, files)
    for line in lines.nodes() + lines.settings() { body(line) }
    for record in records { body(lines.line(record)) }
  }
}
