/// One record of a dump, before it is written.
struct ImportedRecord: Sendable {
  var model: ImportedModel
  /// Licensed, or with voice.
  var flag = false
  /// Its name, id or address.
  var key: TextID
  /// The owner of a device, the mail address of a user, the second key of an account.
  var second = TextID.empty
  var product = TextID.empty
  var deviceModel = TextID.empty
  var deviceClass = TextID.empty
  /// The index of its site; nil while it is not placed.
  var place: Int32?
  var origin: Origin
  /// Associated devices and profiles of a user.
  var devices = TextSpan()
  var profiles = TextSpan()
}
