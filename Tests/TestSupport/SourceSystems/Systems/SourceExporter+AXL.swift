extension SourceExporter {
  // MARK: Text

  /// An AXL reply in a namespace of some version, under some prefix.
  mutating func axlReply(_ operation: String, _ body: String) -> Bytes {
    let version = random.pick(["11.5", "12.0", "12.5", "14.0", "15.0"])
    let address = "http://www.cisco.com/AXL/API/\(version)"
    let soap = random.pick(["soapenv", "SOAP-ENV", "s"])
    let prefix = random.pick(["ns:", "axl:", "axlapi:", ""])
    let name = prefix.utf8.isEmpty ? "xmlns" : "xmlns:\(prefix.dropLast())"
    let returned =
      body.utf8.isEmpty && random.chance(50) ? "<return/>" : "<return>\(body)</return>"
    let declaration = random.chance(60) ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : ""
    let header = random.chance(40) ? "<\(soap):Header/>" : ""
    let envelope = "http://schemas.xmlsoap.org/soap/envelope/"
    // The result of `return` has no prefix; under a default namespace it is in it all the same.
    return bytes(
      "\(declaration)<\(soap):Envelope xmlns:\(soap)=\"\(envelope)\">\(header)<\(soap):Body>"
        + "<\(prefix)\(operation)Response \(name)=\"\(address)\">\(returned)"
        + "</\(prefix)\(operation)Response></\(soap):Body></\(soap):Envelope>\n")
  }

  /// The rows of a query, in the order of its columns.
  mutating func axlRows(_ table: SQLTable) -> String {
    table.rows.map { row in
      let elements = zip(table.columns, row).map { XMLText.element($0, $1, &random) }
      return "<row>\(elements.joined())</row>"
    }.joined(separator: "\n")
  }

  private mutating func axlObject(_ name: String, _ elements: [String]) -> String {
    let content = XMLText.shuffled(elements, &random)
    return "<\(name) uuid=\"{\(identifier().uppercased())}\">\(content)</\(name)>"
  }

  private mutating func text(_ name: String, _ value: String) -> String {
    XMLText.element(name, value, &random)
  }

  private mutating func reference(_ name: String, _ value: String) -> String {
    let attribute = random.chance(80) ? " uuid=\"{\(identifier().uppercased())}\"" : ""
    return XMLText.element(name, value, attributes: attribute, &random)
  }

  /// A list in pages, or objects one by one.
  private mutating func lists(
    _ object: String, _ objects: [String], canBeSingle: Bool = true
  ) -> [Content] {
    let isSingle = canBeSingle && random.chance(30) && !objects.isEmpty
    let pages = isSingle ? objects.map { [$0] } : pages(objects)
    let operation = isSingle ? "get\(object)" : "list\(object)"
    return pages.enumerated().map { number, page in
      ("\(operation)-\(number).xml", axlReply(operation, page.joined(separator: "\n")))
    }
  }

  // MARK: Objects

  /// Phones and both kinds of profiles.
  mutating func axlDevices(_ group: SourceInventory.Group) -> [Content] {
    var (phones, profiles, reach): ([String], [String], [String]) = ([], [], [])
    for customer in group.customers {
      for phone in customer.phones {
        let elements = [
          text("name", phone.name), text("description", phone.description),
          text("product", phone.product), text("model", phone.product),
          text("class", phone.deviceClass), text("protocol", "SIP"),
          reference("devicePoolName", ClusterTables.pool(customer, phone.site)),
          reference("ownerUserName", spelled(phone.owner)), reference("primaryPhoneName", ""),
        ]
        phones.append(axlObject("phone", elements))
      }
      for profile in customer.mobilityProfiles {
        let elements = [text("name", profile.name), text("class", "Device Profile")]
        profiles.append(axlObject("deviceProfile", elements))
      }
      for profile in customer.reachProfiles {
        let elements = [
          text("name", profile.name), text("class", "Remote Destination Profile"),
          reference("devicePoolName", ClusterTables.pool(customer, profile.site)),
          reference("userId", spelled(profile.user)),
        ]
        reach.append(axlObject("remoteDestinationProfile", elements))
      }
    }
    return lists("Phone", phones) + lists("DeviceProfile", profiles)
      + lists("RemoteDestinationProfile", reach, canBeSingle: false)
  }

  /// Replies of `getUser`, with devices and profiles.
  mutating func axlUsers(_ group: SourceInventory.Group) -> [Content] {
    var contents: [Content] = []
    for user in group.customers.flatMap(\.users) {
      let devices = user.devices.map { text("device", spelled($0)) }.joined()
      let profiles = user.profiles.map { reference("profileName", spelled($0)) }.joined()
      let elements = [
        text("userid", user.id), text("mailid", user.mail), text("lastName", "N"),
        "<associatedDevices>\(devices)</associatedDevices>",
        "<phoneProfiles>\(profiles)</phoneProfiles>",
      ]
      let reply = axlReply("getUser", axlObject("user", elements))
      contents.append(("getUser-\(contents.count).xml", reply))
    }
    // A list beside them is how the ids were found.
    return contents.isEmpty || random.chance(40) ? contents + axlUserList(group) : contents
  }

  /// Replies of `listUser`, which have neither devices nor profiles.
  mutating func axlUserList(_ group: SourceInventory.Group) -> [Content] {
    let users = group.customers.flatMap(\.users).map { user in
      axlObject(
        "user", [text("userid", user.id), text("mailid", user.mail), text("status", "1")])
    }
    return lists("User", users, canBeSingle: false)
  }

  // MARK: Objects of a client

  /// The objects of a Python client as JSON.
  mutating func clientObjects(_ group: SourceInventory.Group) -> [Content] {
    var lists: [(String, [JSONTree])] = [("phones", []), ("users", []), ("em", []), ("rdp", [])]
    for customer in group.customers {
      lists[0].1 += customer.phones.map { phone in
        client([
          ("name", .string(phone.name)), ("description", .string(phone.description)),
          ("product", .string(phone.product)), ("model", .string(phone.product)),
          ("class", .string(phone.deviceClass)),
          ("devicePoolName", wrapped(ClusterTables.pool(customer, phone.site))),
          ("ownerUserName", wrapped(spelled(phone.owner))), ("lines", .null),
        ])
      }
      lists[1].1 += customer.users.map { user in
        let devices = user.devices.map { JSONTree.string(spelled($0)) }
        let profiles = user.profiles.map { wrapped(spelled($0)) }
        return client([
          ("userid", .string(user.id)), ("mailid", .string(user.mail)),
          ("associatedDevices", list("device", devices)),
          ("phoneProfiles", list("profileName", profiles)),
        ])
      }
      lists[2].1 += customer.mobilityProfiles.map { profile in
        client([("name", .string(profile.name)), ("class", .string("Device Profile"))])
      }
      lists[3].1 += customer.reachProfiles.map { profile in
        client([
          ("name", .string(profile.name)), ("class", .string("Remote Destination Profile")),
          ("devicePoolName", wrapped(ClusterTables.pool(customer, profile.site))),
          ("userId", wrapped(spelled(profile.user))),
        ])
      }
    }
    // An empty array shows no type.
    return lists.filter { !$0.1.isEmpty }.map { ("\($0.0).json", document(.array($0.1))) }
  }

  private mutating func client(_ fields: [(String, JSONTree)]) -> JSONTree {
    var members = fields.map { JSONMember($0.0, $0.1) }
    members.append(JSONMember("uuid", .string("{\(identifier().uppercased())}")))
    return .object(members)
  }

  private mutating func wrapped(_ value: String) -> JSONTree {
    .object([
      JSONMember("_value_1", value.utf8.isEmpty ? .null : .string(value)),
      JSONMember("uuid", value.utf8.isEmpty ? .null : .string("{\(identifier())}")),
    ])
  }

  private mutating func list(_ name: String, _ items: [JSONTree]) -> JSONTree {
    if items.isEmpty, random.chance(50) { return .null }
    return .object([JSONMember(name, .array(items))])
  }
}
