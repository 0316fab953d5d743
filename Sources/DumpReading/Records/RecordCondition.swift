internal import CRecordParser
internal import CensusModel

/// A condition on a field that decides whether a record of a model counts.
///
/// Values are compared folded, as keys are. An absent field is `null`.
struct RecordCondition: Equatable, Sendable {
  /// The key in the record's `data`.
  var field: String
  /// True if the value must be one of those listed, or none of them.
  var isIn: Bool
  /// Folded; nil for `null`.
  var values: [[UInt8]?]

  /// True if a record with this value meets the condition; `value` has no bytes for `null`.
  func isMet(by value: uc_text) -> Bool {
    let isListed = values.contains { listed in
      guard let listed else { return unsafe value.bytes == nil }
      return unsafe value.bytes != nil && Self.isEqual(value.trimmed, listed)
    }
    return isListed == isIn
  }

  private static func isEqual(_ text: UnsafeRawBufferPointer, _ folded: [UInt8]) -> Bool {
    unsafe text.count == folded.count
      && zip(text, folded).allSatisfy { Folding.lowercase($0) == $1 }
  }
}
