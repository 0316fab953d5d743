internal import CRecordParser

/// The conditions of a model, and how many records each leaves out.
struct ModelConditions {
  private let model: String
  private let conditions: [RecordCondition]
  /// Index of the first condition's value among the texts of a record.
  private let firstText: Int
  private var counts: [Int]

  init(_ model: DumpProfile.Model) {
    self.model = model.type
    conditions = model.conditions
    firstText = model.fields.count { $0.kind == .text }
    counts = [Int](repeating: 0, count: conditions.count)
  }

  var isEmpty: Bool { conditions.isEmpty }

  /// Whether a record counts; else it is counted under the first condition that it fails.
  mutating func areMet(by record: UnsafePointer<uc_record>) -> Bool {
    for (index, condition) in conditions.enumerated() {
      if !condition.isMet(by: record.pointee.texts![firstText + index]) {
        counts[index] += 1
        return false
      }
    }
    return true
  }

  /// Records that were left out, by `model: field`.
  var leftOut: [String: Int] {
    var leftOut: [String: Int] = [:]
    for (condition, count) in zip(conditions, counts) where count > 0 {
      leftOut["\(model): \(condition.field)"] = count
    }
    return leftOut
  }
}
