extension ProviderGenerator {
  /// Users, phones, profiles, accounts and settings of one customer.
  mutating func fill(_ customer: GeneratedTree.Customer) {
    // Most customers have not bought everything; without this, users with few facts are rare.
    absentModels = [
      RecordShape.deviceProfile, RecordShape.voicemail, RecordShape.webex, RecordShape.spark,
      RecordShape.teams, RecordShape.msolUser,
    ].filter { _ in random.chance(30) }
    let users = min(
      random.below(options.maximumUsers + 1), random.below(options.maximumUsers + 1))
    let ids = (0..<users).map { _ in userID() }
    for id in ids { addUser(id, customer) }
    for _ in 0..<random.below(6) { addPhone(phoneName(), owner: orphanOrNobody(ids), customer) }
    for _ in 0..<random.below(16) { addProfiles(customer) }
    while random.chance(20) { addUserOfNoBucket(customer) }
    let accounts = random.pick([0, 2, 5, 5, users / 2, users])
    for _ in 0..<accounts {
      addServiceAccounts(customer)
      addMicrosoftAccounts(customer)
    }
    for _ in 0..<random.below(4) {
      add(RecordShape.phoneServer, field("name", random.chance(90) ? phoneName() : ""), customer)
    }
    for _ in 0..<random.pick([0, 0, 1, 1, 1, 2, 3]) { addSettings(customer) }
  }

  private mutating func phoneName() -> String {
    spelled(random.pick(["SEP", "Fax ", "CSF"]) + String(random.below(40)))
  }

  private mutating func orphanOrNobody(_ ids: [String]) -> String {
    switch random.below(4) {
    case 0: return userID()
    case 1 where !ids.isEmpty: return spelled(random.pick(ids))
    default: return ""
    }
  }

  private mutating func addUser(_ id: String, _ customer: GeneratedTree.Customer) {
    var devices: [JSONTree] = []
    let sameProduct = random.chance(25) ? random.pick(GeneratorWords.products) : nil
    for _ in 0..<random.pick(GeneratorWords.phoneCounts) {
      // Names of users with many phones must not collide as often, or no user has more than ten.
      let name = random.chance(15) ? phoneName() : "SEP" + String(random.below(5000))
      let roll = random.below(100)
      let owner = roll < 65 ? spelled(id) : orphanOrNobody([id])
      if roll >= 45 { devices.append(.string(spelled(name))) }
      addPhone(name, owner: owner, product: sameProduct, customer)
    }
    while random.chance(20) { devices.append(.string(phoneName())) }
    while random.chance(8) { devices.append(random.pick([.null, .string(""), .string(" ")])) }
    let profiles = (0..<random.pick([0, 1, 1, 2, 3])).map { _ in JSONTree.string(profileName()) }
    let lists = [
      JSONMember("associatedDevices", .object([JSONMember("device", .array(devices))])),
      JSONMember("phoneProfiles", .object([JSONMember("profileName", .array(profiles))])),
    ]
    let key = field("userid", random.chance(97) ? id : "")
    let address = field("mailid", random.chance(75) ? mail() : "")
    add(RecordShape.user, key + address + lists, customer)
  }

  private mutating func addPhone(
    _ name: String, owner: String, product: String? = nil, _ customer: GeneratedTree.Customer
  ) {
    let product = product ?? random.pick(GeneratorWords.products)
    let data =
      field("name", random.chance(98) ? spelled(name) : "") + field("ownerUserName", owner)
      + field("product", spelledProduct(product))
      + field("model", spelledProduct(random.pick(GeneratorWords.products)))
      + field("class", random.pick(GeneratorWords.deviceClasses))
    add(RecordShape.phone, data, customer)
    // The same phone again: as it was, or with another product, class or owner.
    if random.chance(6) { add(RecordShape.phone, data, customer) }
    if random.chance(6) { addPhone(name, owner: userID(), customer) }
  }

  private mutating func profileName() -> String {
    spelled("em profile " + String(random.below(6)))
  }

  private mutating func addProfiles(_ customer: GeneratedTree.Customer) {
    let profile = random.chance(95) ? profileName() : ""
    add(RecordShape.deviceProfile, field("name", profile), customer)
    var (name, user) = (spelled("rdp" + String(random.below(9))), userID())
    if options.debatable, random.chance(20) { name = "" }
    if options.debatable, random.chance(20) { user = "" }
    let reach = field("name", name) + field("userId", user)
    add(RecordShape.remoteDestinationProfile, reach, customer)
  }

  /// SNR and Spark and nothing else: the one combination of facts that no bucket holds.
  private mutating func addUserOfNoBucket(_ customer: GeneratedTree.Customer) {
    let id = "duo" + String(random.below(9))
    add(RecordShape.user, field("userid", spelled(id)), customer)
    add(RecordShape.spark, field("userName", spelled(id)), customer)
    let reach = field("name", "duo") + field("userId", spelled(id))
    add(RecordShape.remoteDestinationProfile, reach, customer)
  }

  /// An id that may be a user's or an unknown one, or is empty.
  private mutating func looseID() -> String {
    random.chance(15) ? "" : userID()
  }

  private mutating func looseMail() -> String {
    random.chance(20) ? "" : mail()
  }

  private mutating func addServiceAccounts(_ customer: GeneratedTree.Customer) {
    if random.chance(40) { add(RecordShape.voicemail, field("Alias", looseID()), customer) }
    if random.chance(40) {
      let data = field("webExId", looseID()) + field("email", looseMail())
      add(RecordShape.webex, data, customer)
    }
    if random.chance(50) {
      let data = field("email", looseMail()) + field("userName", looseID())
      add(RecordShape.spark, data, customer)
    }
    if random.chance(25) {
      add(RecordShape.contactExpress, field("userID", looseID()), customer)
    }
    if random.chance(25) {
      add(RecordShape.contactEnterprise, field("userID", looseID()), customer)
    }
  }

  private mutating func addMicrosoftAccounts(_ customer: GeneratedTree.Customer) {
    let name = looseMail()
    if random.chance(40) {
      let data = field("UserPrincipalName", spelled(name)) + boolean("IsLicensed")
      add(RecordShape.msolUser, data, customer)
    }
    if random.chance(40) {
      let data =
        field("UserPrincipalName", spelled(name)) + boolean("EnterpriseVoiceEnabled")
        + accountState()
      add(RecordShape.teams, data, customer)
    }
    if random.chance(40) {
      add(RecordShape.mailbox, field("UserPrincipalName", spelled(name)), customer)
    }
    if random.chance(40) {
      let mail = random.chance(60) ? spelled(name) : looseMail()
      add(RecordShape.pexip, field("email", mail), customer)
    }
  }

  /// The fields that decide whether a Teams account counts.
  private mutating func accountState() -> [JSONMember] {
    var data: [JSONMember] = []
    if random.chance(50) {
      let types: [JSONTree] = [
        .null, .string(""), .string("User"), .string(" uSER  "), .string("Users"),
        .string("ResourceAccount"), .string("Guest"),
      ]
      data.append(JSONMember("AccountType", random.pick(types)))
    }
    if random.chance(30) {
      let times: [JSONTree] = [.null, .string(""), .string("2026-01-02T03:04:05Z")]
      data.append(JSONMember("SoftDeletionTimestamp", random.pick(times)))
    }
    return data
  }

  private mutating func addSettings(_ customer: GeneratedTree.Customer) {
    let data = boolean("publicSector") + boolean("inactiveBilling")
    var path = customer.node.path
    if random.chance(10) { path = random.pick(customer.sites + customer.outside + ["sys"]) }
    records.append(RawRecord(RecordShape.settings, place(path), data: data))
  }
}
