/// Users, phones and accounts of one customer, joined after AuditRules.md §2, rules 3–11.
struct CustomerJoin {
  struct User {
    var mails: Set<Bytes> = []
    var devices: Set<Bytes> = []
    var profiles: Set<Bytes> = []
    var person = ReferencePerson(user: true)
  }

  struct Phone {
    /// Folded product (or model) and folded class of each record with this name.
    var looks: [(product: Bytes, deviceClass: Bytes)] = []
    var owners: Set<Bytes> = []
  }

  enum Field {
    case userID
    case mail
  }

  let input: CustomerInput
  let table: ReferenceDeviceTable
  var users: [Bytes: User] = [:]
  var phones: [Bytes: Phone] = [:]
  /// Persons who are not UCM users.
  var others: [ReferencePerson] = []
  var unknownProducts: [Bytes: Int] = [:]

  init(_ input: CustomerInput, _ table: ReferenceDeviceTable) {
    self.input = input
    self.table = table
    collectUsers()
    collectPhones()
    countPhonesOfUsers()
    joinProfiles()
    joinAccounts(RecordShape.voicemail, [.userID], \.voicemail)
    joinAccounts(RecordShape.webex, [.userID, .mail], \.webex)
    joinAccounts(RecordShape.spark, [.mail, .userID], \.spark)
    joinAccounts(RecordShape.contactExpress, [.userID], \.express)
    joinAccounts(RecordShape.contactEnterprise, [.userID], \.enterprise)
    joinMicrosoftAndPexip()
  }

  private mutating func collectUsers() {
    for record in input.records(of: RecordShape.user) {
      users[record.key, default: User()].mails.insert(foldedKey(record.texts[1]))
      users[record.key]?.devices.formUnion(record.devices.map(foldedKey))
      users[record.key]?.profiles.formUnion(record.profiles.map(foldedKey))
    }
    for id in users.keys {
      users[id]?.mails.remove([])
      users[id]?.devices.remove([])
      users[id]?.profiles.remove([])
    }
  }

  private mutating func collectPhones() {
    for record in input.records(of: RecordShape.phone) {
      let product = foldedProduct(record.texts[1])
      let look = product.isEmpty ? foldedProduct(record.texts[2]) : product
      phones[record.key, default: Phone()].looks.append((look, foldedProduct(record.texts[3])))
      let owner = foldedKey(record.texts[4])
      if !owner.isEmpty { phones[record.key]?.owners.insert(owner) }
    }
    for phone in phones.values {
      let look = smallestLook(phone)
      let counted = look.deviceClass.isEmpty || look.deviceClass == bytes("phone")
      if counted, table.deviceClass(look.product) == nil {
        unknownProducts[look.product, default: 0] += 1
      }
    }
  }

  private func smallestLook(_ phone: Phone) -> (product: Bytes, deviceClass: Bytes) {
    var smallest = phone.looks[0]
    for look in phone.looks {
      if precedes(look.product, smallest.product)
        || (look.product == smallest.product && precedes(look.deviceClass, smallest.deviceClass))
      {
        smallest = look
      }
    }
    return smallest
  }

  /// `phone`, `analog`, `ctiPort`, `sparkRemote` or `none` (rule 1).
  func deviceClass(_ name: Bytes) -> String {
    guard let phone = phones[name] else { return "none" }
    let look = smallestLook(phone)
    if !look.deviceClass.isEmpty, look.deviceClass != bytes("phone") { return "none" }
    return table.deviceClass(look.product) ?? "phone"
  }

  /// The users that a phone belongs to (rule 3).
  func owners(_ name: Bytes) -> Set<Bytes> {
    var result: Set<Bytes> = []
    for (id, user) in users {
      if phones[name]?.owners.contains(id) == true || user.devices.contains(name) {
        result.insert(id)
      }
    }
    return result
  }

  /// P of each user (rule 4).
  private mutating func countPhonesOfUsers() {
    var counted: [Bytes: Int] = [:]
    var withRemote: Set<Bytes> = []
    for name in phones.keys {
      let deviceClass = deviceClass(name)
      for owner in owners(name) {
        if deviceClass == "phone" || deviceClass == "analog" { counted[owner, default: 0] += 1 }
        if deviceClass == "sparkRemote" { withRemote.insert(owner) }
      }
    }
    for id in users.keys {
      users[id]?.person.phones = counted[id] ?? (withRemote.contains(id) ? 1 : 0)
    }
  }

  /// E and R (rule 8).
  private mutating func joinProfiles() {
    let existing = Set(input.records(of: RecordShape.deviceProfile).map(\.key))
    for (id, user) in users where !user.profiles.isDisjoint(with: existing) {
      users[id]?.person.mobility = true
    }
    for record in input.records(of: RecordShape.remoteDestinationProfile) {
      users[foldedKey(record.texts[1])]?.person.reach = true
    }
  }

  /// The user with an id, or the one of smallest id with a mail address. Empty values match none.
  private func findUser(_ value: Bytes, by field: Field) -> Bytes? {
    if value.isEmpty { return nil }
    switch field {
    case .userID: return users[value] == nil ? nil : value
    case .mail: return users.filter { $0.value.mails.contains(value) }.keys.min(by: precedes)
    }
  }

  /// One service (rules 7–9): each record is matched by itself; a key none of whose records matched
  /// is a person of its own.
  private mutating func joinAccounts(
    _ model: String, _ fields: [Field], _ fact: WritableKeyPath<ReferencePerson, Bool>
  ) {
    var matched: [Bytes: Bool] = [:]
    for record in input.records(of: model) {
      var user: Bytes?
      for (text, field) in zip(record.texts, fields) where user == nil {
        user = findUser(foldedKey(text), by: field)
      }
      if let user { users[user]?.person[keyPath: fact] = true }
      matched[record.key] = matched[record.key] == true || user != nil
    }
    for (key, found) in matched where !found {
      var person = ReferencePerson(name: key)
      person[keyPath: fact] = true
      others.append(person)
    }
  }

  /// Rules 10 and 11.
  private mutating func joinMicrosoftAndPexip() {
    var microsoft: [Bytes: ReferencePerson] = [:]
    for model in [RecordShape.msolUser, RecordShape.teams, RecordShape.mailbox] {
      for record in input.records(of: model) {
        let name = record.key
        if let id = findUser(name, by: .mail) ?? findUser(name, by: .userID) {
          let person = withMicrosoftFact(users[id]?.person ?? ReferencePerson(), record)
          users[id]?.person = person
        } else {
          microsoft[name] = withMicrosoftFact(
            microsoft[name] ?? ReferencePerson(name: name), record)
        }
      }
    }
    var pexip: Set<Bytes> = []
    for record in input.records(of: RecordShape.pexip) {
      let mail = record.key
      if let id = findUser(mail, by: .mail) ?? findUser(mail, by: .userID) {
        users[id]?.person.pexip = true
      } else if microsoft[mail] != nil {
        microsoft[mail]?.pexip = true
      } else {
        pexip.insert(mail)
      }
    }
    others += Array(microsoft.values)
    others += pexip.map { ReferencePerson(name: $0, pexip: true) }
  }

  private func withMicrosoftFact(
    _ person: ReferencePerson, _ record: ParsedRecord
  ) -> ReferencePerson {
    var person = person
    switch record.shape.model {
    case RecordShape.teams:
      person.teams = true
      if record.flags[0] == true { person.teamsVoice = true }
    case RecordShape.msolUser:
      if record.flags[0] != false { person.licensed = true }
    default: person.mailbox = true
    }
    return person
  }
}
