internal import CRecordParser

/// Which condition a record fails.
@safe struct ConditionFailure {
  var place: RecordPlace
  var model: String
  var field: String
  var value: uc_text
  /// How many texts of the record are fields of its role; those of conditions follow.
  var textCount: Int
}
