internal import CensusModel
internal import DumpReading

extension CustomerJoin {
  /// Says whose and which the rows of the joined customer are, and brings them into an order that
  /// depends on records only: persons by name, then facts; devices by type, then name.
  mutating func identify(_ inventory: inout CustomerInventory, customer: Int) -> CustomerIdentities
  {
    var identities = CustomerIdentities(path: "")
    trace?.settleProfiles(count: profiles.count)
    guard let trace else { return identities }
    var naming = RowNaming(trace.sources)
    let owned = phones.ownedDevices(userCount: users.count)
    let names = unsafe TracedNames(
      users: trace.users.rows(count: users.count),
      strangers: trace.strangers.rows(count: strangers.count),
      strangerNames: trace.strangerNames,
      phones: phones.recordRows(distribution.records(of: customer, .phone)),
      phoneNames: phoneNames(of: customer, &naming),
      phoneKeys: KeyTexts(phones.keys))
    identities[.persons] = persons(owned, names, &naming, &inventory.persons)
    identities[.standaloneDevices] = standalone(owned, names, &naming)
    identities[.phoneServerPhones] = phoneServerPhones(trace, &naming)
    identities[.orphanOwners] = orphanOwners(names, &naming)
    identities[.unknownAssociations] = unknownAssociations(trace, names, &naming)
    identities[.aboveSiteLevel] = Self.leftOut(distribution.leftOut(of: customer), &naming)
    if counters.mergedRecords > 0 {
      identities[.mergedRecords] = mergedRecords(of: customer, &naming)
    }
    if counters.emptyKeys > 0 { identities[.emptyKeys] = emptyKeys(of: customer, naming) }
    return identities
  }

  private func persons(
    _ owned: OwnedDevices, _ traced: TracedNames, _ naming: inout RowNaming,
    _ persons: inout PersonTable
  ) -> NameTable {
    let keys =
      unsafe (0..<users.count).map { unsafe users.id(of: $0) } + traced.strangerNames
    let names = unsafe KeyTexts(keys)
    let facts = users.facts + strangers
    let relations = phones.relations(userCount: users.count)
    let order = unsafe keys.indices.sorted { left, right in
      let order = unsafe ByteOrder.order(names[left], names[right])
      return order == 0 ? facts[left].rawValue < facts[right].rawValue : order < 0
    }
    var table = NameTable()
    persons = PersonTable()
    unsafe persons.reserve(persons: keys.count, devices: owned.linkCount)
    var devices: [Int] = []
    var types: [UInt16] = []
    for person in order {
      let isUser = person < users.count
      let records = isUser ? traced.users[person] : traced.strangers[person - users.count]
      unsafe table.heads.append(
        naming.spelling(of: records, by: isUser ? .user : nil, else: keys[person]),
        sources: naming.sources(of: records))
      devices.removeAll(keepingCapacity: true)
      types.removeAll(keepingCapacity: true)
      if isUser { devices.append(contentsOf: owned.targets(of: person).lazy.map { Int($0) }) }
      sortByType(&devices, traced.phoneKeys)
      for phone in devices {
        table.append(
          part: traced.phoneNames[phone], sources: naming.sources(of: traced.phones[phone]),
          relations[phone, person])
        types.append(type(of: phone))
      }
      table.endRow()
      persons.append(facts: facts[person], devices: types)
    }
    return table
  }

  /// The names of phones as the dump writes them.
  private func phoneNames(of customer: Int, _ naming: inout RowNaming) -> SpelledNames {
    let records = phones.recordRows(distribution.records(of: customer, .phone))
    var names = SpelledNames(expecting: phones.count)
    for phone in 0..<phones.count {
      unsafe names.append(naming.spelling(of: records[phone], else: phones.name(of: phone)))
    }
    return names
  }

  private func standalone(
    _ owned: OwnedDevices, _ names: TracedNames, _ naming: inout RowNaming
  ) -> NameTable {
    var isOwned = [Bool](repeating: false, count: phones.count)
    for user in 0..<users.count {
      for phone in owned.targets(of: user) { isOwned[Int(phone)] = true }
    }
    var devices = isOwned.indices.filter { !isOwned[$0] }
    sortByType(&devices, names.phoneKeys)
    var table = NameTable()
    for phone in devices {
      table.heads.append(names.phoneNames[phone], sources: naming.sources(of: names.phones[phone]))
      table.endRow()
    }
    return table
  }

  private func type(of phone: Int) -> UInt16 { typeOfRank[Int(phones.ranks[phone])] }

  private func sortByType(_ some: inout [Int], _ keys: KeyTexts) {
    if some.count < 2 { return }
    some.sort { left, right in
      let (mine, other) = (type(of: left), type(of: right))
      return unsafe mine == other
        ? ByteOrder.precedes(keys[left], keys[right]) : mine < other
    }
  }

  private func phoneServerPhones(_ trace: JoinTrace, _ naming: inout RowNaming) -> NameTable {
    // The last keys that were collected are theirs.
    let rows = trace.phoneServerPhones.rows(count: accounts.count)
    let keys = unsafe KeyTexts(accounts.keys)
    var table = NameTable()
    for phone in unsafe accounts.keys.indices.sorted(by: {
      unsafe ByteOrder.precedes(keys[$0], keys[$1])
    }) {
      unsafe table.heads.append(
        naming.spelling(of: rows[phone], else: accounts.keys[phone]),
        sources: naming.sources(of: rows[phone]))
      table.endRow()
    }
    return table
  }

  private func orphanOwners(_ names: TracedNames, _ naming: inout RowNaming) -> NameTable {
    var pairs = NamePairs()
    for phone in 0..<phones.count {
      for record in names.phones[phone] {
        var texts = record.texts
        _ = unsafe texts.take()
        let owner = unsafe texts.take()
        if unsafe owner.isEmpty || users.user(id: owner) != nil { continue }
        unsafe pairs.add(phones.name(of: phone), names.phoneNames[phone], owner, record)
      }
    }
    return pairs.table(&naming)
  }

  private func unknownAssociations(
    _ trace: JoinTrace, _ names: TracedNames, _ naming: inout RowNaming
  ) -> NameTable {
    var pairs = NamePairs()
    for (user, record) in trace.users.links where record.role == .user {
      var texts = record.texts
      _ = unsafe (texts.take(), texts.take())
      for _ in 0..<record.detail {
        let name = unsafe texts.take()
        if unsafe name.isEmpty || phones.isKnown(name) { continue }
        let id = unsafe users.id(of: user)
        let spelling = unsafe naming.spelling(of: names.users[user], by: .user, else: id)
        unsafe pairs.add(id, spelling, name, record)
      }
    }
    return pairs.table(&naming)
  }
}

/// The records of a customer by whose they are, and names.
@safe private struct TracedNames {
  let users: RecordLinks.Rows
  let strangers: RecordLinks.Rows
  let strangerNames: [UnsafeRawBufferPointer]
  let phones: RecordLinks.Rows
  let phoneNames: SpelledNames
  let phoneKeys: KeyTexts
}
