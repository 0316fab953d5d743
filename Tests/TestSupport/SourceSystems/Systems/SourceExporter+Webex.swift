import Foundation

extension SourceExporter {
  /// `short` is the last part of what the id holds: SCIM's id.
  private typealias License = (id: String, short: String, name: String, site: String?)

  /// People of a Webex organization, with bots and licences that count nowhere.
  mutating func exportWebex(_ group: SourceInventory.Group) {
    let people = random.shuffled(group.customers.flatMap(\.webex))
    let contents: [Content]
    switch random.below(3) {
    case 0: contents = peoplePages(people)
    case 1: contents = directoryPages(people)
    default: contents = [controlHubFile(people)]
    }
    for customer in group.customers {
      let accounts = customer.webex.map { SourceInventory.Account(site: $0.site, key: $0.mail) }
      placeAccounts("webex", ["mail"], customer, accounts)
    }
    add("webex", contents, group)
  }

  private static let names: [(SourceInventory.WebexService?, String)] = [
    (.meeting, "Meeting - Webex Enterprise Edition"), (.messaging, "Messaging"),
    (.calling, "Webex Calling - Professional"),
    (.calling, "Unified Communication Manager (UCM)"), (nil, "Contact Center Standard Agent"),
  ]

  /// Licences by service; one without a service counts nowhere.
  private func licenses() -> [(service: SourceInventory.WebexService?, license: License)] {
    Self.names.enumerated().map { number, name in
      let site = name.0 == .meeting ? "site.webex.example" : nil
      let short = "MC_0a1b-\(number)"
      let id = Data("ciscospark://us/LICENSE/0a1b:\(short)".utf8).base64EncodedString()
      return (name.0, (id, short, name.1, site))
    }
  }

  /// One licence for each service of a person; calling may be either of two.
  private mutating func held(_ person: SourceInventory.WebexPerson) -> [License] {
    var held: [License] = []
    for service in person.services {
      let fitting = licenses().filter { $0.service == service }.map(\.license)
      held.append(random.pick(fitting))
    }
    if random.chance(10) { held += licenses().filter { $0.service == nil }.map(\.license) }
    return held
  }

  private mutating func licensePage(_ held: [License]) -> Content {
    let items = licenses().map { _, license in
      let count = String(held.filter { bytes($0.id) == bytes(license.id) }.count)
      var members = [
        JSONMember("id", .string(license.id)), JSONMember("name", .string(license.name)),
        JSONMember("totalUnits", .number("1000")), JSONMember("consumedUnits", .number(count)),
        JSONMember("consumedByUsers", .number(count)),
        JSONMember("consumedByWorkspaces", .number("0")),
        JSONMember("subscriptionId", .string("Sub1")),
      ]
      if let site = license.site { members.append(JSONMember("siteUrl", .string(site))) }
      return JSONTree.object(members)
    }
    return ("licenses.json", document(.object([JSONMember("items", .array(items))])))
  }

  // MARK: REST

  private mutating func peoplePages(_ people: [SourceInventory.WebexPerson]) -> [Content] {
    var all: [License] = []
    var items: [JSONTree] = []
    for person in people {
      let held = held(person)
      all += held
      items.append(self.person(spelled(person.mail), held, type: "person"))
    }
    if random.chance(40) { items.append(self.person("helper@webex.bot", [], type: "bot")) }
    if random.chance(20) { items.append(self.person("app@webex.example", [], type: "appuser")) }
    items = random.shuffled(items)
    return pages(items).enumerated().map { number, page in
      ("people-\(number).json", document(.object([JSONMember("items", .array(page))])))
    } + [licensePage(all)]
  }

  private mutating func person(_ mail: String, _ held: [License], type: String) -> JSONTree {
    let ids = random.shuffled(held).map { JSONTree.string($0.id) }
    return .object([
      JSONMember("id", .string(identifier())), JSONMember("emails", .array([.string(mail)])),
      JSONMember("displayName", .string("Zoë")), JSONMember("licenses", .array(ids)),
      JSONMember("userName", .string(mail)), JSONMember("type", .string(type)),
      JSONMember("invitePending", .bool(false)),
    ])
  }

  // MARK: SCIM

  private mutating func directoryPages(_ people: [SourceInventory.WebexPerson]) -> [Content] {
    var all: [License] = []
    var start = 1
    var contents: [Content] = []
    for page in pages(people) {
      var resources: [JSONTree] = []
      for person in page {
        let held = held(person)
        all += held
        resources.append(resource(spelled(person.mail), held))
      }
      let body: [JSONMember] = [
        JSONMember(
          "schemas", .array([.string("urn:ietf:params:scim:api:messages:2.0:ListResponse")])),
        JSONMember("totalResults", .number(String(people.count))),
        JSONMember("itemsPerPage", .number(String(page.count))),
        JSONMember("startIndex", .number(String(start))),
        JSONMember("Resources", .array(resources)),
      ]
      start += page.count
      contents.append(("scim-\(contents.count).json", document(.object(body))))
    }
    return contents + [licensePage(all)]
  }

  private mutating func resource(_ mail: String, _ held: [License]) -> JSONTree {
    let user = "urn:ietf:params:scim:schemas:core:2.0:User"
    let webex = "urn:scim:schemas:extension:cisco:webexidentity:2.0:User"
    let ids = held.map { JSONTree.string(random.chance(50) ? $0.id : $0.short) }
    let address = [JSONMember("value", .string(mail)), JSONMember("primary", .bool(true))]
    return .object([
      JSONMember("schemas", .array([.string(user), .string(webex)])),
      JSONMember("id", .string(identifier())), JSONMember("userName", .string(mail)),
      JSONMember("active", .bool(true)),
      JSONMember("emails", .array([.object(address)])),
      JSONMember(
        webex,
        .object([
          JSONMember("accountStatus", .array([.string("active")])),
          JSONMember("licenseID", .array(ids)),
        ])),
    ])
  }

  // MARK: Control Hub

  private mutating func controlHubFile(_ people: [SourceInventory.WebexPerson]) -> Content {
    let (yes, no) = random.pick([("TRUE", "FALSE"), ("true", "false")])
    let titles =
      ["First Name", "Last Name", "Display Name", "User ID/Email (Required)", "User Status"]
      + [
        "Webex Enterprise Edition (Suspended)", "site.webex.example - Webex Enterprise Edition",
        "Messaging", "Webex Calling - Professional",
      ]
    let services: [SourceInventory.WebexService] = [.meeting, .messaging, .calling]
    let rows = people.map { person in
      ["Zoë", "N, M", "Zoë N", spelled(person.mail), "Active", random.pick([yes, no])]
        + services.map { person.services.contains($0) ? yes : no }
    }
    return ("exported_users.csv", CSVDialect.any(&random).text(titles, rows))
  }
}
