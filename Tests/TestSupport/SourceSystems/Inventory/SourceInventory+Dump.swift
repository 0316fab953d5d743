extension SourceInventory {
  /// The inventory as records of the platform.
  public var records: [RawRecord] {
    let root = "sys.hcs.\(provider)"
    var records = [Self.node("sys.hcs", provider, "Provider", providerPKID)]
    var resellers: [String] = []
    for customer in groups.flatMap(\.customers) {
      var parent = root
      if let reseller = customer.reseller {
        parent += ".\(reseller)"
        if !resellers.contains(reseller) {
          let pkid = String(repeating: "0", count: 23) + String(resellers.count + 1)
          records.append(Self.node(root, reseller, "Reseller", pkid))
          resellers.append(reseller)
        }
      }
      records += Self.records(of: customer, below: parent)
    }
    return records
  }

  private static func node(
    _ parent: String, _ name: String, _ type: String, _ pkid: String
  ) -> RawRecord {
    RawRecord(
      RecordShape.node, .path(parent), pkid: pkid,
      data: [JSONMember("name", .string(name)), JSONMember("node_type", .string(type))])
  }

  private static func records(of customer: Customer, below parent: String) -> [RawRecord] {
    let path = "\(parent).\(customer.name)"
    var records = [node(parent, customer.name, "Customer", customer.pkid)]
    for (index, site) in customer.sites.enumerated() {
      let pkid = String(customer.pkid.dropLast(2)) + "f\(index)"
      records.append(node(path, site, "Site", pkid))
    }
    records.append(
      RawRecord(
        RecordShape.settings, .path(path),
        data: [
          JSONMember("publicSector", .bool(customer.publicSector)),
          JSONMember("inactiveBilling", .bool(customer.inactiveBilling)),
        ]))
    let sites = customer.sites.map { "\(path).\($0)" }
    return records + devices(of: customer, sites) + accounts(of: customer, sites)
      + microsoft(of: customer, sites)
  }

  private static func record(
    _ model: String, _ site: String, _ fields: [(String, String)]
  ) -> RawRecord {
    RawRecord(model, .path(site), data: fields.map { JSONMember($0.0, .string($0.1)) })
  }

  private static func devices(of customer: Customer, _ sites: [String]) -> [RawRecord] {
    var records: [RawRecord] = []
    for phone in customer.phones {
      records.append(
        record(
          RecordShape.phone, sites[phone.site],
          [
            ("name", phone.name), ("product", phone.product), ("model", phone.product),
            ("class", phone.deviceClass), ("ownerUserName", phone.owner),
          ]))
    }
    for user in customer.users {
      var entry = record(
        RecordShape.user, sites[user.site], [("userid", user.id), ("mailid", user.mail)])
      entry.data.append(list("associatedDevices", "device", user.devices))
      entry.data.append(list("phoneProfiles", "profileName", user.profiles))
      records.append(entry)
    }
    for profile in customer.mobilityProfiles {
      records.append(
        record(RecordShape.deviceProfile, sites[profile.site], [("name", profile.name)]))
    }
    for profile in customer.reachProfiles {
      records.append(
        record(
          RecordShape.remoteDestinationProfile, sites[profile.site],
          [("name", profile.name), ("userId", profile.user)]))
    }
    return records
  }

  private static func list(_ outer: String, _ inner: String, _ names: [String]) -> JSONMember {
    JSONMember(outer, .object([JSONMember(inner, .array(names.map { .string($0) }))]))
  }

  private static func accounts(of customer: Customer, _ sites: [String]) -> [RawRecord] {
    let models: [(String, String, [Account])] = [
      (RecordShape.voicemail, "Alias", customer.voicemail),
      (RecordShape.contactExpress, "userID", customer.express),
      (RecordShape.contactEnterprise, "userID", customer.enterprise),
      (RecordShape.pexip, "email", customer.pexip),
      (RecordShape.phoneServer, "name", customer.phoneServer),
    ]
    var records = models.flatMap { model, field, accounts in
      accounts.map { record(model, sites[$0.site], [(field, $0.key)]) }
    }
    for person in customer.webex {
      if person.services.contains(.meeting) {
        records.append(record(RecordShape.webex, sites[person.site], [("email", person.mail)]))
      }
      if person.services.contains(where: { $0 != .meeting }) {
        records.append(record(RecordShape.spark, sites[person.site], [("email", person.mail)]))
      }
    }
    return records
  }

  private static func microsoft(of customer: Customer, _ sites: [String]) -> [RawRecord] {
    customer.microsoft.flatMap { person -> [RawRecord] in
      let name = JSONMember("UserPrincipalName", .string(person.name))
      let place = RawRecord.Place.path(sites[person.site])
      var records: [RawRecord] = []
      if person.isLicensed || !person.hasTeams {
        records.append(
          RawRecord(
            RecordShape.msolUser, place,
            data: [name, JSONMember("IsLicensed", .bool(person.isLicensed))]))
      }
      if person.hasTeams {
        let voice = JSONMember("EnterpriseVoiceEnabled", .bool(person.hasVoice))
        records.append(RawRecord(RecordShape.teams, place, data: [name, voice]))
      }
      if person.hasMailbox { records.append(RawRecord(RecordShape.mailbox, place, data: [name])) }
      return records
    }
  }
}
