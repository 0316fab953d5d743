internal import CensusModel

/// The results of a search for repeated records, by the model of the pages and by the model of the
/// records.
struct RepeatReport {
  private typealias Record = RepeatSearch.Record

  /// The repeats in pages.
  private(set) var inPages: [PageTally.Key: RepeatedRecords] = [:]
  /// How many records of each key repeat another one.
  private(set) var repeatCounts: [PageTally.Key: Int] = [:]

  private let findings: RepeatSearch.Findings
  private let pages: [RepeatSearch.PlacedPage]
  private let names: [String]

  /// - Parameter names: those of the files of the plan.
  init(_ search: RepeatSearch, names: [String]) {
    findings = search.findings
    self.names = names
    pages = findings.pages.sorted {
      ($0.file, $0.page.range.lowerBound) < ($1.file, $1.page.range.lowerBound)
    }
    var byKey: [PageTally.Key: [(page: Int, record: Record)]] = [:]
    for record in findings.records.sorted(by: { $0.position < $1.position }) {
      guard let page = page(of: record.position) else { continue }
      let key = PageTally.Key(dump: pages[page].dump, modelType: pages[page].page.modelType)
      byKey[key, default: []].append((page, record))
    }
    for (key, records) in byKey { add(records, of: key) }
  }

  /// The page in which a record is, by a search for the last one that begins before it.
  private func page(of position: RecordPosition) -> Int? {
    var (low, high) = (0, pages.count)
    while low < high {
      let middle = (low + high) / 2
      let start = RecordPosition(
        file: pages[middle].file, byte: pages[middle].page.range.lowerBound)
      if start <= position { low = middle + 1 } else { high = middle }
    }
    guard low > 0, pages[low - 1].file == position.file,
      pages[low - 1].page.range.contains(position.byte)
    else { return nil }
    return low - 1
  }

  private mutating func add(_ records: [(page: Int, record: Record)], of key: PageTally.Key) {
    var pagesByIdentity: [RepeatSearch.Identity: [Int]] = [:]
    var order: [RepeatSearch.Identity] = []
    for (page, record) in records {
      if pagesByIdentity[record.identity] == nil { order.append(record.identity) }
      pagesByIdentity[record.identity, default: []].append(page)
    }
    let repeated = order.filter { (pagesByIdentity[$0] ?? []).count > 1 }
    guard !repeated.isEmpty else { return }
    let examples = repeated.prefix(RepeatedRecords.exampleCountMax).map { identity in
      RepeatedRecords.Example(
        pkid: String(decoding: findings.texts.texts[identity.text], as: UTF8.self),
        pages: (pagesByIdentity[identity] ?? []).map(name))
    }
    repeatCounts[key] = records.count - order.count
    inPages[key] = RepeatedRecords(
      distinct: 0, pkidCount: repeated.count, examples: Array(examples),
      identicalPages: identicalPages(records))
  }

  /// Pages of which every record comes elsewhere, too, and that have the same ones in the same order.
  private func identicalPages(_ records: [(page: Int, record: Record)]) -> [[String]] {
    struct Line: Hashable {
      var identity: RepeatSearch.Identity
      var content: RepeatSearch.Content
    }
    var contents: [Int: [Line]] = [:]
    for (page, record) in records {
      contents[page, default: []].append(Line(identity: record.identity, content: record.content))
    }
    let whole = contents.filter { $0.value.count == pages[$0.key].page.readCount }
    let groups = Dictionary(grouping: whole.keys.sorted()) { whole[$0] ?? [] }
    return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.map { $0.map(name) }
  }

  /// `users.json (skip 2000)`; a page that is not the first thing in its file has its byte, too.
  private func name(_ page: Int) -> String {
    let page = pages[page]
    let byte = page.page.range.lowerBound
    var parts = byte > 0 ? ["byte \(byte)"] : []
    if let skip = page.page.pagination?.skip { parts.append("skip \(skip)") }
    return names[page.file] + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
  }
}
