extension SourceExporter {
  private enum Plan: String {
    case teams = "57ff2da0-773e-42df-b2af-ffb7a2317929"
    case voice = "4828c8ec-dc2e-4779-b502-87ac9ce28ab7"
    case mailbox = "efb87545-963c-4e0d-99df-69c6916d9eb0"
    case noMailbox = "113feb6c-3fe4-4440-bddc-54d774bf0318"
    case resourceAccount = "f47330e9-c134-43b3-9993-e7f004506889"
  }

  private struct SKU {
    let id: String
    let name: String
    let plans: [Plan]
  }

  private static let enterprise = SKU(
    id: "05e9a617-0261-4cee-bb44-138d3ef5d965", name: "SPE_E3",
    plans: [.teams, .mailbox, .noMailbox])
  private static let phone = SKU(
    id: "e43b5b99-8dfb-405f-9987-dc307f34bcbd", name: "MCOEV", plans: [.voice])
  /// Rooms, shared devices and resource accounts.
  private static let others = [
    SKU(
      id: "4cde982a-ede4-4409-9ae6-b003453c8ea6", name: "Microsoft_Teams_Rooms_Pro",
      plans: [.teams, .voice]),
    SKU(
      id: "295a8eb0-f78d-45c7-8b5b-1eed5ed02dff", name: "MCOCAP",
      plans: [.teams, .voice, .mailbox]),
    SKU(
      id: "440eaaa8-b3e0-484b-a8be-62870b9ba70a", name: "PHONESYSTEM_VIRTUALUSER",
      plans: [.resourceAccount]),
  ]

  /// Users of a Microsoft tenant, with accounts that do not belong to persons.
  mutating func exportMicrosoft(_ group: SourceInventory.Group) {
    let people = random.shuffled(group.customers.flatMap(\.microsoft))
    var contents: [Content]
    if group.hasTeamsOnly {
      contents = [teamsUsers(people)]
    } else {
      contents = graphPages(people, random.chance(50))
      if random.chance(25) { contents.append(teamsUsers(people.filter(\.hasTeams))) }
    }
    for customer in group.customers {
      let accounts = customer.microsoft.map {
        SourceInventory.Account(site: $0.site, key: $0.name)
      }
      placeAccounts("microsoft", ["mail", "userid"], customer, accounts)
    }
    add("microsoft", contents, group)
  }

  // MARK: Graph

  /// - Parameter hasPlans: `assignedPlans` is beside `assignedLicenses`; otherwise plans come from
  ///   the SKUs of the tenant.
  private mutating func graphPages(
    _ people: [SourceInventory.MicrosoftPerson], _ hasPlans: Bool
  ) -> [Content] {
    var users = people.map { person in
      var skus: [(SKU, off: [Plan])] = []
      if person.isLicensed {
        skus.append((Self.enterprise, Self.unused(person)))
        if person.hasVoice { skus.append((Self.phone, [])) }
      }
      return graphUser(spelled(person.name), random.shuffled(skus), hasPlans)
    }
    for (number, sku) in Self.others.enumerated() where random.chance(40) {
      users.append(graphUser("thing\(number)@c0.example", [(sku, [])], hasPlans))
    }
    if random.chance(30) {
      users.append(graphUser("x_y.example#EXT#@c0.example", [], hasPlans, type: "Guest"))
    }
    let all = pages(random.shuffled(users))
    var contents: [Content] = all.enumerated().map { number, page in
      var members = [JSONMember("@odata.context", .string("https://graph.example/$metadata"))]
      if number == 0 {
        members.append(JSONMember("@odata.count", .number(String(users.count))))
      }
      if number < all.count - 1 {
        let link = "https://graph.example/v1.0/users?$skiptoken=\(number)"
        members.append(JSONMember("@odata.nextLink", .string(link)))
      }
      members.append(JSONMember("value", .array(page)))
      return ("users-\(number).json", document(.object(members)))
    }
    if !hasPlans || random.chance(50) { contents.append(subscribedSKUs()) }
    return contents
  }

  private static func unused(_ person: SourceInventory.MicrosoftPerson) -> [Plan] {
    (person.hasTeams ? [] : [.teams]) + (person.hasMailbox ? [] : [.mailbox])
  }

  private mutating func graphUser(
    _ name: String, _ skus: [(SKU, off: [Plan])], _ hasPlans: Bool, type: String = "Member"
  ) -> JSONTree {
    let licenses = skus.map { sku, off in
      JSONTree.object([
        JSONMember("disabledPlans", .array(off.map { .string($0.rawValue) })),
        JSONMember("skuId", .string(sku.id)),
      ])
    }
    var members = [
      JSONMember("id", .string(identifier())), JSONMember("userPrincipalName", .string(name)),
      JSONMember("userType", .string(type)), JSONMember("accountEnabled", .bool(true)),
      JSONMember("assignedLicenses", .array(licenses)),
    ]
    if hasPlans {
      let plans = skus.flatMap { sku, off in
        sku.plans.map { plan in
          assignedPlan(plan, off.contains(plan) ? "Deleted" : "Enabled")
        }
      }
      members.append(JSONMember("assignedPlans", .array(random.shuffled(plans))))
    }
    return .object(random.shuffled(members))
  }

  private func assignedPlan(_ plan: Plan, _ status: String) -> JSONTree {
    .object([
      JSONMember("assignedDateTime", .string("2026-01-31T00:00:00Z")),
      JSONMember("capabilityStatus", .string(status)), JSONMember("service", .string("x")),
      JSONMember("servicePlanId", .string(plan.rawValue)),
    ])
  }

  private mutating func subscribedSKUs() -> Content {
    let items = ([Self.enterprise, Self.phone] + Self.others).map { sku in
      let plans = sku.plans.map { plan in
        JSONTree.object([
          JSONMember("servicePlanId", .string(plan.rawValue)),
          JSONMember("servicePlanName", .string("\(plan)")),
          JSONMember("provisioningStatus", .string("Success")),
          JSONMember("appliesTo", .string("User")),
        ])
      }
      return JSONTree.object([
        JSONMember("skuId", .string(sku.id)), JSONMember("skuPartNumber", .string(sku.name)),
        JSONMember("appliesTo", .string("User")),
        JSONMember("capabilityStatus", .string("Enabled")),
        JSONMember("servicePlans", .array(plans)),
      ])
    }
    return ("skus.json", document(.object([JSONMember("value", .array(items))])))
  }

  // MARK: Get-CsOnlineUser

  private mutating func teamsUsers(_ people: [SourceInventory.MicrosoftPerson]) -> Content {
    var rows = people.map { [spelled($0.name), "User", $0.hasVoice ? "True" : "False", ""] }
    if random.chance(30) { rows.append(["line@c0.example", "ResourceAccount", "True", ""]) }
    if random.chance(30) { rows.append(["x#EXT#@c0.example", "Guest", "False", ""]) }
    if random.chance(20) { rows.append(["gone@c0.example", "User", "True", "2026-01-31"]) }
    rows = random.shuffled(rows)
    // An empty array shows no type.
    if random.chance(50) || rows.isEmpty {
      var dialect = CSVDialect.any(&random)
      dialect.quotesAll = true
      if random.chance(20) { dialect.preamble = ["#TYPE Selected.System.Object"] }
      let titles = [
        "UserPrincipalName", "AccountType", "EnterpriseVoiceEnabled", "SoftDeletionTimestamp",
      ]
      return ("teams-users.csv", dialect.text(titles, rows))
    }
    let objects = rows.map { row in
      JSONTree.object([
        JSONMember("UserPrincipalName", .string(row[0])), JSONMember("Alias", .string("a")),
        JSONMember("AccountType", .string(row[1])),
        JSONMember("EnterpriseVoiceEnabled", .bool(row[2] == "True")),
        JSONMember("SoftDeletionTimestamp", row[3].utf8.isEmpty ? .null : .string(row[3])),
        JSONMember("FeatureTypes", .array([.string("Teams")])),
      ])
    }
    // A single result is an object.
    let tree = objects.count == 1 ? objects[0] : .array(objects)
    return ("teams-users.json", document(tree))
  }
}
