internal import CensusModel
internal import DumpReading
internal import Report
internal import TextOutput

/// A packed file, or an index or a share of one: its content and how it is stored.
struct PackInspection {
  private let pack: PackDescription

  /// Opens a file.
  ///
  /// - Parameter memoryLimit: the most bytes that its directory may take, or a block.
  init(of path: String, memoryLimit: Int) throws(Failure) {
    pack = try mapping(Failure.init) { () throws(DumpError) in
      try PackedFile.describe(path, memoryLimit: memoryLimit)
    }
  }

  /// Long lists are cut short where there is a terminal.
  func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch format {
    case .json: AuditOutcome.withoutLastLineEnd(PackInspectionJSON(pack).document.bytes())
    case .csv: AuditOutcome.withoutLastLineEnd(csv)
    case .table: table(style)
    }
  }

  // MARK: For people

  private func table(_ style: TextStyle) -> String {
    let lists = [files, models, roles, places, pages, rejects, blocks].filter { !$0.rows.isEmpty }
    let countMax = InspectionText.countMax(style)
    return (head + lists.flatMap { [""] + $0.lines(countMax, style) }).joined(separator: "\n")
  }

  private var head: [String] {
    let kind =
      switch pack.extent {
      case .packedFile: "packed file"
      case .index: "index: all of a packed file but its records"
      case .share: "share: some records, or nodes, of packed files"
      }
    return InspectionText.head(
      pack.name,
      [
        ("kind", "\(kind); it holds names"), ("format version", "\(pack.formatVersion)"),
        ("identity", pack.identity), ("size", "\(pack.byteCount) bytes"),
        ("directory", "\(pack.directoryByteCount) bytes"),
        ("dump profile", "SHA-256 \(pack.profile)"),
        ("dumps", pack.dumps.joined(separator: ", ")), ("files", "\(pack.files.count)"),
        ("counted records", "\(pack.places.reduce(0) { $0 + $1.load.recordCount })"),
        ("nodes", "\(pack.nodeCount)"), ("settings", "\(pack.settingsCount)"),
        ("products", "\(pack.productCount)"), ("malformed", "\(pack.rejects.count)"),
      ])
  }

  private var files: InspectionList {
    InspectionList(
      [.label, .number, .number, .number, .number, .number, .number, .label],
      ["file", "from", "to", "of", "records", "counted", "malformed", "digest"],
      pack.files.map { file in
        let counts = [
          file.range.lowerBound, file.range.upperBound, file.storedByteCount, file.readCount,
          file.countedCount, file.rejectedCount,
        ]
        return [file.name] + counts.map(String.init) + [file.digest ?? ""]
      })
  }

  private var models: InspectionList {
    InspectionList(
      [.label, .number, .label], ["model", "records", ""],
      pack.models.map { [$0.name, String($0.recordCount), ""] }
        + pack.skippedModels.map { [$0.name, String($0.recordCount), "skipped"] }
        + pack.leftOut.map { [$0.name, String($0.recordCount), "of them left out"] })
  }

  private var roles: InspectionList {
    InspectionList(
      [.label, .number, .number], ["role", "records", "bytes"],
      pack.roles.map { [$0.role, String($0.load.recordCount), String($0.load.byteCount)] })
  }

  private var places: InspectionList {
    InspectionList(
      [.label, .number, .number], ["place", "records", "bytes"],
      pack.places.map {
        [$0.location.text, String($0.load.recordCount), String($0.load.byteCount)]
      })
  }

  private var pages: InspectionList {
    InspectionList(
      [.label, .label, .number, .number, .number],
      ["pages of", "dump", "records", "expected", "lost pages"],
      pack.pages.map { pages in
        [
          pages.model, pages.dump, String(pages.readCount),
          pages.expectedCount.map { String($0) } ?? "unknown", String(pages.lostPageCount),
        ]
      })
  }

  private var rejects: InspectionList {
    InspectionList(
      [.label, .number, .number, .prose], ["malformed", "line", "byte", "reason"],
      pack.rejects.map { [$0.file, String($0.line), String($0.byte), $0.reason] })
  }

  /// By content.
  private var blocks: InspectionList {
    var contents: [String] = []
    for block in pack.blocks where !contents.contains(block.content) {
      contents.append(block.content)
    }
    return InspectionList(
      [.label, .number, .number, .number, .number],
      ["blocks of", "blocks", "records", "raw bytes", "stored bytes"],
      contents.map { content in
        let blocks = pack.blocks.filter { $0.content == content }
        let sums = [\PackDescription.Block.recordCount, \.rawByteCount, \.storedByteCount]
          .map { count in blocks.reduce(0) { $0 + $1[keyPath: count] } }
        return [content, String(blocks.count)] + sums.map(String.init)
      })
  }

  // MARK: For programs

  /// Files, models, roles, places, pages and malformed records; where a number does not apply, the
  /// cell is empty.
  private var csv: [UInt8] {
    var csv = CSVText(beginningWith: "")
    csv.append(row: ["Kind", "Dump", "Name", "Records", "Expected", "Bytes"])
    for row in fileRows + modelRows + loadRows + pageRows + rejectRows { csv.append(row: row) }
    return csv.bytes
  }

  private var fileRows: [[String]] {
    pack.files.map { file in
      ["file", file.dump, file.name, String(file.readCount), "", String(file.range.count)]
    }
  }

  private var modelRows: [[String]] {
    func rows(_ kind: String, _ counts: [(name: String, recordCount: Int)]) -> [[String]] {
      counts.map { [kind, "", $0.name, String($0.recordCount), "", ""] }
    }
    return rows("model", pack.models) + rows("skipped", pack.skippedModels)
      + rows("left out", pack.leftOut)
  }

  private var loadRows: [[String]] {
    func row(_ kind: String, _ name: String, _ load: PackDescription.Load) -> [String] {
      [kind, "", name, String(load.recordCount), "", String(load.byteCount)]
    }
    return pack.roles.map { row("role", $0.role, $0.load) }
      + pack.places.map { row("place", $0.location.text, $0.load) }
  }

  private var pageRows: [[String]] {
    pack.pages.map { pages in
      let expected = pages.expectedCount.map { String($0) } ?? ""
      return ["pages", pages.dump, pages.model, String(pages.readCount), expected, ""]
    }
  }

  private var rejectRows: [[String]] {
    pack.rejects.map { reject in
      let fault = "\(reject.file):\(reject.line): byte \(reject.byte): \(reject.reason)"
      return ["malformed", "", fault, "1", "", String(reject.byteCount)]
    }
  }
}

/// A list of a file that is looked into.
private struct InspectionList {
  let columns: [TextTable.Column]
  let titles: [String]
  let rows: [[String]]

  init(_ columns: [TextTable.Column], _ titles: [String], _ rows: [[String]]) {
    self.columns = columns
    self.titles = titles
    self.rows = rows
  }

  /// At most so many rows.
  func lines(_ countMax: Int, _ style: TextStyle) -> [String] {
    var table = TextTable(columns)
    table.append(titles: titles)
    for row in rows.prefix(countMax) {
      table.append(row: row.map { TextTable.Cell(PrintableText.escaped($0)) })
    }
    return [String(table.text(style).dropLast())] + InspectionText.more(rows.count, countMax)
  }
}
