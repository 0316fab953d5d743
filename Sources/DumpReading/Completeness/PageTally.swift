/// Checks for each dump and model type that its pages are all there (Inputs.md, form 2).
struct PageTally {
  struct Key: Hashable {
    var dump: Int
    var modelType: [UInt8]

    static func precedes(_ left: Key, _ right: Key) -> Bool {
      if left.dump != right.dump { return left.dump < right.dump }
      return left.modelType.lexicographicallyPrecedes(right.modelType)
    }
  }

  struct Entry {
    var read = 0
    /// Σ total over the pages with skip 0; `expectedMax` where it is more.
    var expected = 0
    /// A page does not know how many records there are: no check.
    var isUnknown = false
    /// Pages that have lost their records, or do not say how many there should be.
    var lostPages = 0
    /// Records that repeat others, if there are some.
    var repeats: RepeatedRecords?

    /// More than any dump has, and few enough that two of them can be added.
    static let expectedMax = 1 << 60

    /// Adds a total. Pages are untrusted: thousands of them may state sixteen digits each.
    mutating func expect(_ total: Int) { expected = min(expected + total, Self.expectedMax) }

    var isIncomplete: Bool {
      !isUnknown && (lostPages > 0 || read != expected || (repeats?.distinct ?? read) != expected)
    }
  }

  private(set) var entries: [Key: Entry] = [:]

  /// The model types of all pages, empty ones included.
  var modelTypes: [String] { entries.keys.map { String(decoding: $0.modelType, as: UTF8.self) } }

  /// Adds a page of a dump; true if it is the first of its model.
  mutating func add(_ page: Page, dump: Int) -> Bool {
    let known = entries[Key(dump: dump, modelType: page.modelType)]
    var entry = known ?? Entry()
    entry.read += page.readCount
    if let pagination = page.pagination {
      if pagination.skip == 0, pagination.total != Pagination.unknownTotal {
        entry.expect(pagination.total)
      }
      let isUnknown =
        pagination.total == Pagination.unknownTotal
        || (pagination.total == 0 && page.readCount > 0)
      if isUnknown { entry.isUnknown = true }
      if page.readCount == 0, pagination.total != 0, !isUnknown { entry.lostPages += 1 }
    }
    if page.isBroken || page.pagination == nil { entry.lostPages += 1 }
    entries[Key(dump: dump, modelType: page.modelType)] = entry
    return known == nil
  }

  /// Adds which records of pages come more than once.
  mutating func add(_ report: RepeatReport) {
    for (key, repeats) in report.inPages {
      var repeats = repeats
      repeats.distinct = (entries[key]?.read ?? 0) - (report.repeatCounts[key] ?? 0)
      entries[key]?.repeats = repeats
    }
  }

  /// Puts back what was kept of one model.
  mutating func restore(_ entry: Entry, for key: Key) { entries[key] = entry }

  /// The same pages, of the dumps so many further on.
  func moved(byDumps count: Int) -> PageTally {
    var moved = PageTally()
    for (key, entry) in entries {
      moved.entries[Key(dump: key.dump + count, modelType: key.modelType)] = entry
    }
    return moved
  }

  /// Adds what another worker has seen.
  mutating func merge(_ other: PageTally) {
    for (key, entry) in other.entries {
      var sum = entries[key, default: Entry()]
      sum.read += entry.read
      sum.expect(entry.expected)
      sum.isUnknown = sum.isUnknown || entry.isUnknown
      sum.lostPages += entry.lostPages
      entries[key] = sum
    }
  }

  /// The models that are not complete, by dump and then by the bytes of their type.
  func incomplete(dumps: [String]) -> [IncompleteModel] {
    entries.filter { $0.value.isIncomplete }
      .sorted { Key.precedes($0.key, $1.key) }
      .map { key, entry in
        IncompleteModel(
          dump: dumps[key.dump], modelType: String(decoding: key.modelType, as: UTF8.self),
          read: entry.read, expected: entry.expected, lostPages: entry.lostPages,
          repeats: entry.repeats)
      }
  }
}
