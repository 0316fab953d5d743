internal import CensusModel

/// Records of model types that no role has, within the bounds of `ListedNames`.
struct SkippedSchemas {
  private var recordCounts: [String: Int] = [:]
  private var malformedCounts: [String: Int] = [:]

  /// True if a record of this type came before, and the type is still kept.
  func hasMet(_ type: String) -> Bool { recordCounts[type] != nil }

  /// Counts a record.
  mutating func add(_ type: String, isMalformed: Bool) {
    let name = ListedNames.quoted(type)
    // As many again are kept before the last ones go.
    if recordCounts.count > 2 * ListedNames.keptMax { keepFirst() }
    recordCounts[name, default: 0] += 1
    malformedCounts[name, default: 0] += isMalformed ? 1 : 0
  }

  private mutating func keepFirst() {
    ListedNames.keepFirst(of: &recordCounts)
    ListedNames.keepFirst(of: &malformedCounts)
  }

  /// The types, and what others count.
  var models: [DumpSchema.Model] {
    let listed = ListedNames.listed(recordCounts)
    var models = listed.map { type, count in
      var model = DumpSchema.Model(type: type, role: nil)
      model.recordCount = count
      model.malformedCount = type == ListedNames.others ? 0 : malformedCounts[type] ?? 0
      return model
    }
    let malformed = malformedCounts.values.reduce(0, +)
    let shown = models.reduce(0) { $0 + $1.malformedCount }
    if let others = models.firstIndex(where: { $0.type == ListedNames.others }) {
      models[others].malformedCount = malformed - shown
    }
    return models
  }
}
