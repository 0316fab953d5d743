/// The parts that vary from record to record. In a field list a slot is written as its name between
/// dollar signs: `$userid$`.
enum Slot: Int, CaseIterable {
  /// Where the record lives: the member `path` or `hierarchy` of its `meta`, as JSON.
  case place
  case site, customer, domain
  case pkid, uuid
  case nodePkid, nodeName, nodeType
  /// A person.
  case userid, firstName, lastName, mail, directoryNumber
  /// The keys of an account, which may be spelled unlike those of the person.
  case alias, address
  /// Lists of JSON strings.
  case devices, profiles
  /// A phone: texts, but for `owner` (a JSON value) and `lines` (JSON objects).
  case device, description, product, model, deviceClass, signalling, owner, lines
  /// JSON values.
  case flag, otherFlag

  init?(name: String) {
    guard let slot = Slot.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = slot
  }
}
