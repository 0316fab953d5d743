extension SourceExporter {
  /// Subscribers of Unity Connection, with the system users and a template.
  mutating func exportVoicemail(_ group: SourceInventory.Group) {
    var aliases = group.customers.flatMap(\.voicemail).map { (spelled($0.key), false) }
    for name in ["operator", "undeliverablemessagesmailbox", "UnityConnection"] {
      if random.chance(50) { aliases.append((spelled(name), false)) }
    }
    if random.chance(30) { aliases.append(("voicemailusertemplate", true)) }
    aliases = random.shuffled(aliases)
    let isXML = random.chance(40)
    var contents: [Content] = []
    for (number, page) in pages(aliases).enumerated() {
      let users = page.map { subscriber($0.0, isTemplate: $0.1) }
      let name = "users-\(number)." + (isXML ? "xml" : "json")
      let content =
        isXML ? xmlPage(users, total: aliases.count) : jsonPage(users, total: aliases.count)
      contents.append((name, content))
    }
    for customer in group.customers {
      placeAccounts("unity", ["userid"], customer, customer.voicemail)
    }
    add("unity", contents, group)
  }

  private mutating func subscriber(_ alias: String, isTemplate: Bool) -> [(String, String)] {
    let identity = identifier()
    return [
      ("URI", "/vmrest/users/\(identity)"), ("ObjectId", identity), ("Alias", alias),
      ("DisplayName", random.pick(["Zoë N", "A & B", ""])), ("DtmfAccessId", "100"),
      ("IsTemplate", isTemplate ? "true" : "false"),
      ("IsVmEnrolled", random.pick(["true", "false"])),
    ]
  }

  private mutating func jsonPage(_ users: [[(String, String)]], total: Int) -> Bytes {
    let objects = users.map { fields in
      JSONTree.object(fields.map { JSONMember($0.0, .string($0.1)) })
    }
    var members = [JSONMember("@total", .string(String(total)))]
    // One hit is an object, none is nothing.
    if objects.count == 1, random.chance(70) {
      members.append(JSONMember("User", objects[0]))
    } else if !objects.isEmpty || random.chance(50) {
      members.append(JSONMember("User", .array(objects)))
    }
    return document(.object(members))
  }

  private mutating func xmlPage(_ users: [[(String, String)]], total: Int) -> Bytes {
    let objects = users.map { fields in
      let elements = fields.map { XMLText.element($0.0, $0.1, &random) }
      return "<User>\(XMLText.shuffled(elements, &random))</User>"
    }
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    return bytes("\(declaration)\n<Users total=\"\(total)\">\(objects.joined())</Users>")
  }
}
