/// The totals that pages of a source declare, compared with what is there.
struct ListCompleteness {
  private(set) var gaps: [String] = []
  private(set) var warnings: [String] = []
  private(set) var totals: [DeclaredTotal] = []

  /// - Parameters:
  ///   - names: the names of the source's files.
  ///   - texts: the texts of all records.
  init(_ source: ReadSource, names: [String], _ texts: TextPool) {
    let files = source.files
    checkEqualPages(files, names)
    checkNextPages(files)
    if source.system != .cucm { checkTotals(files, source.exported.listKeys, texts) }
    checkRoundNumbers(files, names, source.system)
  }

  private mutating func checkEqualPages(_ files: [FileRecords], _ names: [String]) {
    var known: [String: String] = [:]
    for (file, name) in zip(files, names) where file.readCount > 0 {
      if let other = known.updateValue(name, forKey: file.digest) {
        gaps.append("\(other) and \(name) have equal content: the server repeated a page")
      }
    }
  }

  private mutating func checkNextPages(_ files: [FileRecords]) {
    let pages = files.flatMap(\.pages)
    guard let next = pages.last(where: { $0.nextPage != nil })?.nextPage else { return }
    if pages.allSatisfy({ $0.nextPage != nil || $0.recordCount == 0 }) {
      gaps.append("the last page of a list: every page points to a further one, such as \(next)")
    }
  }

  /// A total is that of the whole list and is on every page.
  private mutating func checkTotals(
    _ files: [FileRecords], _ keys: [TextID], _ texts: TextPool
  ) {
    guard let declared = files.flatMap(\.totals).map(\.count).max() else { return }
    let distinct = Set(keys.map(texts.key(of:))).count
    totals.append(
      DeclaredTotal(what: "records", readCount: distinct, declaredCount: declared))
    if distinct < declared {
      let repeated = keys.count - distinct
      gaps.append(
        "\(distinct) of \(declared) records"
          + (repeated > 0 ? "; \(repeated) came more than once" : ""))
    } else if distinct > declared {
      warnings.append("\(distinct) records, more than the \(declared) that the pages declare")
    }
  }

  /// Limits of the systems: a list of exactly so many was probably cut. Pages of one size are one
  /// warning.
  private mutating func checkRoundNumbers(
    _ files: [FileRecords], _ names: [String], _ system: SourceSystem
  ) {
    var cut: [Int: [String]] = [:]
    for (file, name) in zip(files, names) where file.totals.isEmpty {
      let isCut =
        switch (system, file.form) {
        case (.webex, "CSV"): file.readCount == 20_000
        case (.ucce, _): file.readCount == 100
        case (_, "XML"), (_, "JSON"): [500, 1000, 2000].contains(file.readCount)
        default: false
        }
      if isCut { cut[file.readCount, default: []].append(name) }
    }
    for (count, names) in cut.sorted(by: { $0.key < $1.key }) {
      let others = names.count - 1
      let subject =
        switch others {
        case 0: "\(names[0]) has"
        case 1: "\(names[0]) and 1 other file have"
        default: "\(names[0]) and \(others) other files have"
        }
      warnings.append(
        "\(subject) exactly \(count) records, which is a limit of such lists: is there a further "
          + "page?")
    }
  }
}
