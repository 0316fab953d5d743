/// Writes all records of one customer, site by site and user by user.
///
/// Every choice comes from the customer's own stream of random numbers, so that a customer does not
/// depend on how many records another one has.
struct CustomerWriter {
  let dump: Dump
  let templates: Templates
  let plan: CustomerPlan
  var random: RandomSource
  var values = FieldValues()
  /// Persons of the customer so far, with or without a user: makes user ids unique.
  var personNumber = 0
  /// A phone of the site that a second person may share.
  var latestDevice: Bytes = []
  /// Hardware addresses so far, of the whole provider.
  var hardwareNumber: UInt64

  init(
    dump: Dump, templates: Templates, plan: CustomerPlan, seed: UInt64, hardwareNumber: UInt64
  ) {
    self.dump = dump
    self.templates = templates
    self.plan = plan
    self.hardwareNumber = hardwareNumber
    random = RandomSource(seed: seed, stream: 0x1_0000 + UInt64(plan.index))
    values.set(.customer, text: plan.node.name)
    values.set(.domain, text: plan.domain)
  }

  /// Writes the customer. `written`: subscribers of the customers before it.
  mutating func writeAll(after written: Int) throws(GeneratorError) {
    setPlace(plan.node, name: "Head Office")
    try writeSettings()
    try writeAboveSite()
    if let linked = plan.linkedSite {
      setPlace(linked, name: linked.name)
      try writeAdministrators(count: 1)
    }
    var subscribers = written
    for (number, site) in plan.sites.enumerated() {
      setPlace(site, name: site.name)
      let size = plan.size(ofSite: number)
      for _ in 0..<size {
        try writeUser()
        subscribers += 1
        try dump.reach(subscriber: subscribers)
      }
      try writeUnowned(userCount: size)
      try writeOutsiders(userCount: size)
    }
  }

  /// Writes the records above every customer: some tools of the provider.
  mutating func writeAtProvider(_ provider: ProviderPlan.Node) throws(GeneratorError) {
    setPlace(provider, name: "Operations")
    try writeAdministrators(count: 2)
  }

  mutating func emit(_ model: Model) throws(GeneratorError) {
    let high = random.next()
    let low = random.next()
    values.set(.uuid) { $0.append(uuidOf: high, low) }
    try dump.write(model, templates.variant(of: model, using: &random), &values)
  }

  /// Records that follow live in this node. One node in nine is named by its key, one in nine by
  /// its path in the other member.
  mutating func setPlace(_ node: ProviderPlan.Node, name: String) {
    let choice = random.below(9)
    values.set(.place) {
      switch choice {
      case 0: $0.append(text: "\"hierarchy\":\"\(node.pkid)\"")
      case 1: $0.append(text: "\"hierarchy\":\"\(node.path)\"")
      default: $0.append(text: "\"path\":\"\(node.path)\"")
      }
    }
    values.set(.site, text: name)
  }

  /// Most customers have settings, their flags spelled in every way that a dump may.
  private mutating func writeSettings() throws(GeneratorError) {
    if random.chance(150) && plan.index > 2 { return }
    let isPublic = random.chance(150) || plan.index == 1
    let isInactive = random.chance(80) || plan.index == 2
    values.set(.flag, text: flag(isPublic))
    values.set(.otherFlag, text: flag(isInactive))
    try emit(.customerSettings)
  }

  mutating func flag(_ value: Bool) -> String {
    value
      ? random.pick(["true", "\"true\"", "\"t\"", "\"Y\""])
      : random.pick(["false", "\"false\"", "\"f\"", "\"N\""])
  }
}
