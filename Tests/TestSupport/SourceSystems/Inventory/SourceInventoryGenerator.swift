/// Makes random inventories, the same for the same seed.
public struct SourceInventoryGenerator {
  var random: SplitMix64
  private let seed: UInt64
  private let maximumUsers: Int

  init(seed: UInt64, maximumUsers: Int) {
    self.seed = seed
    self.maximumUsers = maximumUsers
    random = SplitMix64(seed: seed)
  }

  /// The inventory of a seed.
  public static func inventory(seed: UInt64, maximumUsers: Int = 12) -> SourceInventory {
    var generator = SourceInventoryGenerator(seed: seed, maximumUsers: maximumUsers)
    return generator.generate()
  }

  private mutating func generate() -> SourceInventory {
    var inventory = SourceInventory(
      seed: seed, provider: random.pick(["CS-P", "Süd Telecom", "P, Ltd"]), providerPKID: pkid(),
      groups: [], facts: [])
    inventory.facts = [
      JSONMember("OrgID", .string("org")), JSONMember("hostname", .string("host-1")),
      JSONMember("License Token", .string("token")),
    ]
    var number = 0
    for _ in 0..<random.pick([1, 1, 2]) {
      var group = SourceInventory.Group(customers: [], hasTeamsOnly: random.chance(20))
      for _ in 0..<random.pick([1, 1, 2, 3]) {
        group.customers.append(customer(number, in: group))
        number += 1
      }
      inventory.groups.append(group)
    }
    return inventory
  }

  /// The last two digits are left to the sites.
  private mutating func pkid() -> String {
    String((0..<22).map { _ in random.pick(Array("0123456789abcdef")) }) + "00"
  }

  private mutating func customer(
    _ number: Int, in group: SourceInventory.Group
  ) -> SourceInventory.Customer {
    let sites = random.pick([["Reading"], ["Reading", "London"], ["名古屋", "q\"t", "a b"]])
    let name = random.pick(["Innovia", "Zoë & Co", "A, B", "<Söhne>"]) + " \(number)"
    var customer = SourceInventory.Customer(
      name: name, reseller: random.pick([nil, "CS-NB", "R & S"]), pkid: pkid(), sites: sites,
      mark: "c\(group.customers.count)")
    customer.publicSector = random.chance(30)
    customer.inactiveBilling = random.chance(20)
    addUsers(&customer)
    addProfiles(&customer)
    addAccounts(&customer)
    addWebex(&customer)
    addMicrosoft(&customer, teamsOnly: group.hasTeamsOnly)
    return customer
  }

  // MARK: CUCM

  private static let products = [
    "Cisco 7940", "Cisco 8861", "Cisco 8861", "CTI Remote Device", "Analog Phone",
    "Cisco VGC Phone", "CTI Port", "Cisco Spark Remote Device", "Cisco Spark Remote Device",
    "Universal Device Template", "Acme 9000",
  ]
  private static let descriptions = ["", "desk", "Zoë's desk, 2nd", "名古屋 🏢", "a \"b\"", "ряд; 2"]
  private static let phoneCounts = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 8, 9, 10, 11, 12, 21]

  private mutating func addUsers(_ customer: inout SourceInventory.Customer) {
    let count = random.below(maximumUsers + 1)
    for number in 0..<count {
      let stem = random.pick(["ann", "Bob", "zoë", "o'hara", "x y"])
      let id = "\(stem)\(number).\(customer.mark)"
      var user = SourceInventory.User(site: site(customer), id: id, mail: "")
      if random.chance(80) {
        user.mail = "\(stem == "x y" ? "xy" : stem)\(number)@\(customer.domain)"
      }
      let product = random.chance(30) ? random.pick(Self.products) : nil
      for _ in 0..<random.pick(Self.phoneCounts) {
        addPhone(&customer, &user, product ?? random.pick(Self.products))
      }
      customer.users.append(user)
    }
    for _ in 0..<random.below(5) {
      customer.phones.append(phone(customer, owner: "", random.pick(Self.products)))
    }
    // A phone of one user may be controlled by another, too.
    for index in customer.users.indices where random.chance(15) && !customer.phones.isEmpty {
      let name = random.pick(customer.phones).name
      if !customer.users[index].devices.contains(name) {
        customer.users[index].devices.append(name)
      }
    }
  }

  private mutating func site(_ customer: SourceInventory.Customer) -> Int {
    random.below(customer.sites.count)
  }

  private mutating func phone(
    _ customer: SourceInventory.Customer, owner: String, _ product: String
  ) -> SourceInventory.Phone {
    let stem = random.pick(["SEP", "CSF", "Fax "])
    let isTemplate = product == "Universal Device Template"
    return SourceInventory.Phone(
      site: site(customer), name: "\(stem)\(customer.phones.count).\(customer.mark)",
      product: product, deviceClass: isTemplate && random.chance(50) ? "Phone Template" : "Phone",
      owner: owner, description: random.pick(Self.descriptions))
  }

  /// A phone that the user owns, controls, or both.
  private mutating func addPhone(
    _ customer: inout SourceInventory.Customer, _ user: inout SourceInventory.User,
    _ product: String
  ) {
    let roll = random.below(100)
    let phone = phone(customer, owner: roll < 65 ? user.id : "", product)
    if roll >= 45 { user.devices.append(phone.name) }
    customer.phones.append(phone)
  }

  private mutating func addProfiles(_ customer: inout SourceInventory.Customer) {
    for number in 0..<random.below(5) {
      customer.mobilityProfiles.append(
        SourceInventory.Profile(site: site(customer), name: "em \(number).\(customer.mark)"))
    }
    for index in customer.users.indices where !customer.mobilityProfiles.isEmpty {
      if random.chance(30) {
        customer.users[index].profiles.append(random.pick(customer.mobilityProfiles).name)
      }
      guard random.chance(25) else { continue }
      customer.reachProfiles.append(
        SourceInventory.Profile(
          site: site(customer), name: "rdp \(index).\(customer.mark)",
          user: customer.users[index].id))
    }
  }

  // MARK: Accounts

  /// Ids of some users, and of no one.
  private mutating func ids(_ customer: SourceInventory.Customer) -> [SourceInventory.Account] {
    let share = random.pick([0, 30, 60])
    let users = customer.users.filter { _ in random.chance(share) }.map(\.id)
    let others = (0..<random.below(3)).map { "free\($0).\(customer.mark)" }
    return (users + others).map { SourceInventory.Account(site: site(customer), key: $0) }
  }

  /// Mail addresses of some users, and of no one.
  private mutating func mails(_ customer: SourceInventory.Customer) -> [SourceInventory.Account] {
    let share = random.pick([0, 30, 60])
    let users = customer.users.map(\.mail).filter { !$0.isEmpty && random.chance(share) }
    let others = (0..<random.below(4)).map { "free\($0)@\(customer.domain)" }
    return (users + others).map { SourceInventory.Account(site: site(customer), key: $0) }
  }

  private mutating func addAccounts(_ customer: inout SourceInventory.Customer) {
    customer.voicemail = ids(customer)
    customer.express = ids(customer)
    customer.enterprise = ids(customer)
    customer.pexip = mails(customer)
    customer.phoneServer = (0..<random.below(4)).map {
      SourceInventory.Account(site: site(customer), key: "ps\($0).\(customer.mark)")
    }
  }

  private mutating func addWebex(_ customer: inout SourceInventory.Customer) {
    for account in mails(customer) {
      let services = SourceInventory.WebexService.allCases.filter { _ in random.chance(50) }
      customer.webex.append(
        SourceInventory.WebexPerson(site: account.site, mail: account.key, services: services))
    }
  }

  private mutating func addMicrosoft(
    _ customer: inout SourceInventory.Customer, teamsOnly: Bool
  ) {
    for account in mails(customer) {
      var person = SourceInventory.MicrosoftPerson(
        site: account.site, name: account.key, isLicensed: !teamsOnly && random.chance(85),
        hasTeams: teamsOnly, hasVoice: false, hasMailbox: false)
      // What is licensed is licensed as a whole: a plan is part of a licence.
      if person.isLicensed {
        person.hasTeams = random.chance(60)
        person.hasMailbox = random.chance(60)
      }
      person.hasVoice = person.hasTeams && random.chance(50)
      customer.microsoft.append(person)
    }
  }
}
