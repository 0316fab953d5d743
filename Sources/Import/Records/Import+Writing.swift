public import Files
internal import TextOutput

extension Import {
  /// Adds the files of the dump to a set: a file for each model, `platform.json`, `manifest.json`
  /// and
  /// `import.json`.
  public func write(to directory: String, _ outputs: OutputSet) throws(FileError) {
    let head = DumpHead(sources)
    var lines = DumpLines(self, head)
    var manifest: [JSONOutput] = []
    func add(
      _ model: ImportedModel,
      _ body: (_ put: ((inout [UInt8]) -> Void) throws(FileError) -> Void)
        throws(FileError) -> Void
    ) throws(FileError) {
      var digest = FileDigest()
      var (byteCount, recordCount) = (0, 0)
      let file = try outputs.create("\(directory)/\(model.fileName)")
      var waiting: [UInt8] = []
      func flush() throws(FileError) {
        try file.write(waiting)
        digest.update(waiting)
        byteCount += waiting.count
        waiting.removeAll(keepingCapacity: true)
      }
      try body { (append) throws(FileError) in
        append(&waiting)
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
    try add(.node) { put throws(FileError) in for line in head.nodes { try put { $0 += line } } }
    try add(.settings) { put throws(FileError) in
      for line in head.settings { try put { $0 += line } }
    }
    for model in ImportedModel.allCases where records.contains(where: { $0.model == model }) {
      try add(model) { put throws(FileError) in
        for record in records where record.model == model {
          try put { lines.append(record, to: &$0) }
        }
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
    let head = DumpHead(sources)
    for line in head.lines { body(line) }
    var lines = DumpLines(self, head)
    var line: [UInt8] = []
    for record in records {
      line.removeAll(keepingCapacity: true)
      lines.append(record, to: &line)
      body(line)
    }
  }
}
