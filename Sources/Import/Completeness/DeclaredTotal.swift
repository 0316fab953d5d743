/// A total that an export declares beside its records.
struct DeclaredTotal: Sendable {
  var what: String
  var readCount: Int
  var declaredCount: Int
}
