/// Accounts of the services, and records outside the sites.
extension CustomerWriter {
  /// Writes the accounts of the current person.
  mutating func writeAccounts() throws(GeneratorError) {
    let services = plan.services
    setAlias()
    setAddress()
    try emit(.voicemail, services.voicemail)
    try emit(.spark, services.spark)
    try emit(.pexip, services.pexip)
    try emit(.contactCenterExpress, services.contactCenterExpress)
    try emit(.contactCenterEnterprise, services.contactCenterEnterprise)
    if random.chance(services.microsoft) { try writeMicrosoft() }
    // One in ten is known to the meetings by the mail address only.
    if random.chance(100) { values[.alias].append(text: ".meet") }
    try emit(.webex, services.webex)
  }

  private mutating func emit(_ model: Model, _ perThousand: Int) throws(GeneratorError) {
    guard random.chance(perThousand) else { return }
    try emit(model)
    if random.chance(2) { try emit(model) }
  }

  private mutating func writeMicrosoft() throws(GeneratorError) {
    let services = plan.services
    values.set(.flag, text: flag(!random.chance(50)))
    try emit(.microsoft365)
    if random.chance(services.teams) {
      values.set(.otherFlag, text: flag(random.chance(services.teamsVoice)))
      try emit(.teams)
    }
    try emit(.exchange, services.exchange)
  }

  /// Persons whom the call manager does not know: their accounts stand alone.
  mutating func writeOutsiders(userCount: Int) throws(GeneratorError) {
    for _ in 0..<share(userCount, plan.services.outsiders) {
      setPerson()
      values[.userid].insert(contentsOf: "x.".utf8, at: 0)
      // Most have one service only.
      setAlias()
      setAddress()
      // A record without a key belongs to no person.
      if random.chance(10) {
        values[.alias].removeAll(keepingCapacity: true)
        values[.address].removeAll(keepingCapacity: true)
      }
      switch random.below(10) {
      case 0: try emit(.voicemail, plan.services.voicemail)
      case 1: try emit(.webex, plan.services.webex)
      case 2: try emit(.spark, plan.services.spark)
      case 3: try emit(.contactCenterExpress, plan.services.contactCenterExpress * 10)
      case 4: try emit(.pexip, plan.services.pexip)
      case 5: try emit(.exchange, plan.services.exchange)
      default: if random.chance(plan.services.microsoft) { try writeMicrosoft() }
      }
    }
  }

  /// Administrators and a template in the customer's own node, above every site.
  mutating func writeAboveSite() throws(GeneratorError) {
    try writeAdministrators(count: 1 + share(plan.size, 3))
    setProduct(Product.template, number: 1)
    setNoOwner()
    values[.lines].removeAll(keepingCapacity: true)
    try emit(.phone)
  }

  /// Users with a phone and accounts that do not count, for where they stand.
  mutating func writeAdministrators(count: Int) throws(GeneratorError) {
    for _ in 0..<count {
      setPerson()
      values[.devices].removeAll(keepingCapacity: true)
      values[.profiles].removeAll(keepingCapacity: true)
      try writePhones(count: 1)
      try emit(.user)
      try writeAccounts()
    }
  }
}
