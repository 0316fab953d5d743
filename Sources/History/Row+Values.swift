internal import Auditing
internal import GRDB

extension Row {
  /// A column's value. Damage may have put anything there, which must not stop the program.
  ///
  /// - Throws: a failure (4) where the value is of another type.
  func value<Value: DatabaseValueConvertible>(
    _ name: String, as type: Value.Type
  ) throws(Failure) -> Value {
    guard hasColumn(name), let value = Value.fromDatabaseValue(self[name]) else {
      throw Failure(.corrupt, "the history is damaged: \(name) holds no \(type)")
    }
    return value
  }
}
