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
    identities[.persons] = persons(trace, ownership, phoneRows, &inventory.persons)
    let naming = RowNaming(trace.sources)
    identities[.standaloneDevices] = standalone(ownership, phoneRows, naming)
    identities[.phoneServerPhones] = phoneServerPhones(trace, naming)
    identities[.orphanOwners] = orphanOwners(phoneRows, naming)
    identities[.unknownAssociations] = unknownAssociations(trace, naming)
    return identities
  }

  private func persons(
    _ trace: JoinTrace, _ ownership: Ownership, _ phoneRows: RecordLinks.Rows,
    _ persons: inout PersonTable
  ) -> NameTable {
    let naming = RowNaming(trace.sources)
    let names = (0..<users.count).map { users.id(of: $0) } + trace.strangerNames
    let facts = users.facts + strangers
    let userRows = trace.users.rows(count: users.count)
    let strangerRows = trace.strangers.rows(count: strangers.count)
    let order = names.indices.sorted { left, right in
      ByteOrder.isSame(names[left], names[right])
        ? facts[left].rawValue < facts[right].rawValue
        : ByteOrder.precedes(names[left], names[right])
    }
    var table = NameTable()
    persons = PersonTable()
    for person in order {
      let isUser = person < users.count
      let records = isUser ? userRows[person] : strangerRows[person - users.count]
      table.heads.append(names[person], sources: naming.sources(of: records))
      let devices = isUser ? inTypeOrder(ownership.targets(of: person).map { Int($0) }) : []
      for phone in devices {
        table.parts.append(phones.name(of: phone), sources: naming.sources(of: phoneRows[phone]))
      }
      table.endRow()
      persons.append(facts: facts[person], devices: devices.map { type(of: $0) })
    }
    return table
  }

  private func standalone(
    _ ownership: Ownership, _ phoneRows: RecordLinks.Rows, _ naming: RowNaming
  ) -> NameTable {
    var isOwned = [Bool](repeating: false, count: phones.count)
    for user in 0..<users.count {
      for phone in ownership.targets(of: user) { isOwned[Int(phone)] = true }
    }
    var table = NameTable()
    for phone in inTypeOrder(isOwned.indices.filter { !isOwned[$0] }) {
      table.append(phones.name(of: phone), sources: naming.sources(of: phoneRows[phone]))
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
      table.append(accounts.keys[phone], sources: naming.sources(of: rows[phone]))
    }
    return table
  }

  private func orphanOwners(_ phoneRows: RecordLinks.Rows, _ naming: RowNaming) -> NameTable {
    var pairs = NamePairs()
    for phone in 0..<phones.count {
      for record in phoneRows[phone] {
        var texts = record.texts
        _ = texts.take()
        let owner = texts.take()
        if owner.isEmpty || users.user(id: owner) != nil { continue }
        pairs.add(phones.name(of: phone), owner, record)
      }
    }
    return pairs.table(naming)
  }

  private func unknownAssociations(_ trace: JoinTrace, _ naming: RowNaming) -> NameTable {
    var pairs = NamePairs()
    for (user, record) in trace.users.links where record.role == .user {
      var texts = record.texts
      _ = (texts.take(), texts.take())
      for _ in 0..<record.detail {
        let name = texts.take()
        if name.isEmpty || phones.isKnown(name) { continue }
        pairs.add(users.id(of: user), name, record)
      }
    }
    return pairs.table(naming)
  }
}
