/// One record of a dump, before it is written.
struct ImportedRecord: Sendable {
  var model: ImportedModel
  /// Its name, id or address.
  var key: String
  /// The owner of a device, the mail address of a user, the second key of an account.
  var second = ""
  var product = ""
  var deviceModel = ""
  var deviceClass = ""
  /// Licensed, or with voice.
  var flag = false
  /// The index of its site; nil while it is not placed.
  var place: Int?
  var origin: Origin
  /// Associated devices and profiles of a user.
  var devices: [String] = []
  var profiles: [String] = []
}
