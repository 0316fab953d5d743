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

  /// The first condition that a record fails, under which it is counted; nil where it meets all.
  mutating func failure(
    of record: UnsafePointer<uc_record>, at place: @autoclosure () -> RecordPlace
  ) -> ConditionFailure? {
    for (index, condition) in conditions.enumerated() {
      let value = unsafe record.pointee.texts![firstText + index]
      if unsafe !condition.isMet(by: value) {
        counts[index] += 1
        return unsafe ConditionFailure(
          place: place(), model: model, field: condition.field, value: value,
          textCount: firstText)
      }
    }
    return nil
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
