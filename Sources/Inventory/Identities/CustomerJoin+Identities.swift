internal import CensusModel
internal import DumpReading

extension CustomerJoin {
  /// Says whose and which the rows of the joined customer are, and brings them into an order that
  /// depends on records only: persons by name, then facts; devices by type, then name.
  func identify(_ inventory: inout CustomerInventory, customer: Int) -> CustomerIdentities {
    var identities = CustomerIdentities(path: "")
    guard var trace else { return identities }
    trace.settleProfiles(count: profiles.count)
    let ownership = phones.ownership(userCount: users.count)
    let phoneRows = phones.recordRows(distribution.records(of: customer, .phone))
    let names = TracedNames(
      users: trace.users.rows(count: users.count),
      strangers: trace.strangers.rows(count: strangers.count), phones: phoneRows,
      phoneNames: (0..<phones.count).map {
        Spelling.ofKey(phoneRows[$0], else: phones.name(of: $0))
      }, naming: RowNaming(trace.sources))
    identities[.persons] = persons(trace, ownership, names, &inventory.persons)
    identities[.standaloneDevices] = standalone(ownership, names)
    identities[.phoneServerPhones] = phoneServerPhones(trace, names.naming)
    identities[.orphanOwners] = orphanOwners(names)
    identities[.unknownAssociations] = unknownAssociations(trace, names)
    if counters.mergedRecords > 0 {
      identities[.mergedRecords] = mergedRecords(of: customer, names.naming)
    }
    if counters.emptyKeys > 0 { identities[.emptyKeys] = emptyKeys(of: customer, names.naming) }
    return identities
  }

  private func persons(
    _ trace: JoinTrace, _ ownership: Ownership, _ traced: TracedNames,
    _ persons: inout PersonTable
  ) -> NameTable {
    let names = (0..<users.count).map { users.id(of: $0) } + trace.strangerNames
    let facts = users.facts + strangers
    let relations = phones.relations(userCount: users.count)
    let order = names.indices.sorted { left, right in
      ByteOrder.isSame(names[left], names[right])
        ? facts[left].rawValue < facts[right].rawValue
        : ByteOrder.precedes(names[left], names[right])
    }
    var table = NameTable()
    persons = PersonTable()
    for person in order {
      let isUser = person < users.count
      let records = isUser ? traced.users[person] : traced.strangers[person - users.count]
      let name =
        isUser
        ? traced.name(ofUser: person, else: names[person])
        : Spelling.ofKey(records, else: names[person])
      table.heads.append(name, sources: traced.naming.sources(of: records))
      let devices = isUser ? inTypeOrder(ownership.targets(of: person).map { Int($0) }) : []
      for phone in devices {
        table.append(
          part: traced.phoneNames[phone], sources: traced.naming.sources(of: traced.phones[phone]),
          relations[phone, person])
      }
      table.endRow()
      persons.append(facts: facts[person], devices: devices.map { type(of: $0) })
    }
    return table
  }

  private func standalone(_ ownership: Ownership, _ names: TracedNames) -> NameTable {
    var isOwned = [Bool](repeating: false, count: phones.count)
    for user in 0..<users.count {
      for phone in ownership.targets(of: user) { isOwned[Int(phone)] = true }
    }
    var table = NameTable()
    for phone in inTypeOrder(isOwned.indices.filter { !isOwned[$0] }) {
      table.append(
        names.phoneNames[phone], sources: names.naming.sources(of: names.phones[phone]))
    }
    return table
  }

  private func type(of phone: Int) -> UInt16 { typeOfRank[Int(phones.ranks[phone])] }

  private func inTypeOrder(_ some: [Int]) -> [Int] {
    some.sorted { left, right in
      let (mine, other) = (type(of: left), type(of: right))
      return mine == other
        ? ByteOrder.precedes(phones.name(of: left), phones.name(of: right)) : mine < other
    }
  }

  private func phoneServerPhones(_ trace: JoinTrace, _ naming: RowNaming) -> NameTable {
    // The last keys that were collected are theirs.
    let rows = trace.phoneServerPhones.rows(count: accounts.count)
    var table = NameTable()
    for phone in accounts.keys.indices.sorted(by: {
      ByteOrder.precedes(accounts.keys[$0], accounts.keys[$1])
    }) {
      table.append(
        Spelling.ofKey(rows[phone], else: accounts.keys[phone]),
        sources: naming.sources(of: rows[phone]))
    }
    return table
  }

  private func orphanOwners(_ names: TracedNames) -> NameTable {
    var pairs = NamePairs()
    for phone in 0..<phones.count {
      for record in names.phones[phone] {
        var texts = record.texts
        _ = texts.take()
        let owner = texts.take()
        if owner.isEmpty || users.user(id: owner) != nil { continue }
        pairs.add(phones.name(of: phone), names.phoneNames[phone], owner, record)
      }
    }
    return pairs.table(names.naming)
  }

  private func unknownAssociations(_ trace: JoinTrace, _ names: TracedNames) -> NameTable {
    var pairs = NamePairs()
    for (user, record) in trace.users.links where record.role == .user {
      var texts = record.texts
      _ = (texts.take(), texts.take())
      for _ in 0..<record.detail {
        let name = texts.take()
        if name.isEmpty || phones.isKnown(name) { continue }
        let id = users.id(of: user)
        pairs.add(id, names.name(ofUser: user, else: id), name, record)
      }
    }
    return pairs.table(names.naming)
  }
}

/// The records of a customer by whose they are, and names as the dump writes them.
private struct TracedNames {
  let users: RecordLinks.Rows
  let strangers: RecordLinks.Rows
  let phones: RecordLinks.Rows
  let phoneNames: [[UInt8]]
  let naming: RowNaming

  /// The user id as user records write it.
  func name(ofUser user: Int, else id: UnsafeRawBufferPointer) -> [UInt8] {
    Spelling.ofKey(users[user].lazy.filter { $0.role == .user }, else: id)
  }
}
