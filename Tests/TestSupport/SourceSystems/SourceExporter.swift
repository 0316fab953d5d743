/// Writes an inventory as exports of the source systems, in any form and with all that is odd about
/// them: the same for the same seed.
///
/// The exports hold more than the inventory: system users, templates, bots, rooms, shared devices,
/// resource accounts and guests, which count nowhere.
public struct SourceExporter {
  /// How the import learns where the records of a group belong.
  enum Placing: CaseIterable {
    /// A line of `placement.csv` for everything.
    case lines
    /// Lines for phones and profiles; users go where their phones are, accounts to their users.
    case following
    /// The customer and the site of the source, where it serves one customer.
    case source
  }

  let inventory: SourceInventory
  var random: SplitMix64
  var placing = Placing.lines
  private var files: [RenderedDump.File] = []
  private var sources: [JSONTree] = []
  private var lines: [[String]] = []
  /// The number of the group at hand, in the names of its sources.
  var groupNumber = 0

  private init(_ inventory: SourceInventory, seed: UInt64) {
    self.inventory = inventory
    random = SplitMix64(seed: seed)
  }

  /// The sources file, `sources.json`, and all that it names.
  public static func export(_ inventory: SourceInventory, seed: UInt64) -> RenderedDump {
    var exporter = SourceExporter(inventory, seed: seed)
    for (number, group) in inventory.groups.enumerated() {
      exporter.groupNumber = number
      exporter.export(group)
    }
    exporter.finish()
    return RenderedDump(files: exporter.files, incompleteModel: nil)
  }

  private mutating func export(_ group: SourceInventory.Group) {
    let ways: [Placing] = group.customers.count == 1 ? Placing.allCases : [.lines, .following]
    placing = random.pick(ways)
    exportCluster(group)
    exportVoicemail(group)
    exportWebex(group)
    exportMicrosoft(group)
    exportExpress(group)
    exportEnterprise(group)
    exportPexip(group)
    exportPhoneServer(group)
  }

  // MARK: What the systems share

  typealias Content = (name: String, bytes: Bytes)

  /// Adds a source; its name.
  mutating func add(_ system: String, _ contents: [Content], _ group: SourceInventory.Group) {
    let source = sourceName(system)
    var members = [
      JSONMember("name", .string(source)), JSONMember("system", .string(system)),
      JSONMember("files", .array(contents.map { .string("\(source)/\($0.name)") })),
    ]
    if inventory.groups.count > 1 || random.chance(30) {
      let names = group.customers.map { JSONTree.string($0.name) }
      members.append(JSONMember("customers", .array(names)))
    }
    if placing == .source {
      members.append(JSONMember("customer", .string(group.customers[0].name)))
      members.append(JSONMember("site", .string(random.pick(group.customers[0].sites))))
    }
    sources.append(.object(members))
    for content in contents {
      files.append(RenderedDump.File(path: "\(source)/\(content.name)", bytes: content.bytes))
    }
  }

  func sourceName(_ system: String) -> String { "\(system)-\(groupNumber)" }

  /// A line of `placement.csv`.
  mutating func place(
    _ system: String, _ rule: (attribute: String, pattern: String),
    _ customer: SourceInventory.Customer, site: Int
  ) {
    if placing == .source { return }
    lines.append(
      [sourceName(system), rule.attribute, rule.pattern, customer.name, customer.sites[site]])
  }

  /// Lines for accounts: by the end of their keys, or only for those that follow no user.
  mutating func placeAccounts(
    _ system: String, _ attributes: [String], _ customer: SourceInventory.Customer,
    _ accounts: [SourceInventory.Account]
  ) {
    for attribute in attributes {
      switch placing {
      case .source: return
      case .lines:
        let end =
          attribute == "mail" || system == "microsoft" ? "@\(customer.domain)" : ".\(customer.mark)"
        place(system, (attribute, "*\(end)"), customer, site: 0)
      case .following:
        for account in accounts where !customer.hasUser(account.key) {
          place(system, (attribute, account.key), customer, site: account.site)
        }
      }
    }
  }

  /// A key with some of its ASCII letters in the other case.
  mutating func spelled(_ key: String) -> String {
    guard random.chance(20) else { return key }
    var result = bytes(key)
    for index in result.indices where random.chance(40) {
      if (0x61...0x7A).contains(result[index] | 0x20) { result[index] ^= 0x20 }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Items in pages of a random size, at least one.
  mutating func pages<Item>(_ items: [Item]) -> [[Item]] {
    let size = random.pick([1, 3, 10, 1000])
    let starts = stride(from: 0, to: items.count, by: size)
    let pages = starts.map { Array(items[$0..<min($0 + size, items.count)]) }
    return pages.isEmpty ? [[]] : pages
  }

  /// A JSON document.
  mutating func document(_ tree: JSONTree) -> Bytes {
    let layout: JSONWriting.Layout = random.pick([.minified, .indented([0x0A]), .spaced])
    var writer = JSONWriting(
      seed: random.next(), layout: layout, escapes: random.pick([0, 0, 20]))
    writer.write(tree)
    return (random.chance(10) ? [0xEF, 0xBB, 0xBF] : []) + writer.output
  }

  /// An identifier of the shape that most systems use.
  mutating func identifier() -> String {
    let digits = String(random.next() % 0xFFFF_FFFF_FFFF, radix: 16)
    let end = String(repeating: "0", count: 12 - digits.utf8.count) + digits
    return "0a1b2c3d-4e5f-4a6b-8c7d-\(end)"
  }

  // MARK: The sources file

  private mutating func finish() {
    let customers = inventory.groups.flatMap(\.customers).map { customer in
      var members = [
        JSONMember("name", .string(customer.name)), JSONMember("pkid", .string(customer.pkid)),
        JSONMember("sites", .array(customer.sites.map { .string($0) })),
      ]
      if let reseller = customer.reseller {
        members.append(JSONMember("reseller", .string(reseller)))
      }
      if customer.publicSector || random.chance(50) {
        members.append(JSONMember("publicSector", .bool(customer.publicSector)))
      }
      if customer.inactiveBilling || random.chance(50) {
        members.append(JSONMember("inactiveBilling", .bool(customer.inactiveBilling)))
      }
      return JSONTree.object(members)
    }
    let provider = [
      JSONMember("name", .string(inventory.provider)),
      JSONMember("pkid", .string(inventory.providerPKID)),
    ]
    var members = [
      JSONMember("schema", .number("1")), JSONMember("platform", .object(inventory.facts)),
      JSONMember("provider", .object(provider)), JSONMember("customers", .array(customers)),
      JSONMember("sources", .array(sources)),
    ]
    if !lines.isEmpty {
      members.append(JSONMember("placement", .string("placement.csv")))
      let titles = ["source", "attribute", "pattern", "customer", "site"]
      files.append(
        RenderedDump.File(path: "placement.csv", bytes: CSVDialect.plain.text(titles, lines)))
    }
    var writer = JSONWriting(seed: random.next(), layout: .indented([0x0A]), escapes: 0)
    writer.write(.object(members))
    files.append(RenderedDump.File(path: "sources.json", bytes: writer.output))
  }
}

extension SourceInventory.Customer {
  /// Some user has this id or this address.
  func hasUser(_ key: String) -> Bool {
    users.contains { bytes($0.id) == bytes(key) || bytes($0.mail) == bytes(key) }
  }
}
