internal import CensusModel
internal import DumpReading

extension CustomerJoin {
  private static let microsoftRoles: [Role] = [.microsoft365, .teams, .exchange]

  /// Rules 10 and 11: accounts of one principal name are one person, who may be a UCM user; a PexIP
  /// account may belong to a UCM user, else to a Microsoft person.
  mutating func joinMicrosoftAndPexip(of customer: Int) {
    var factsOfPrincipal = readPrincipals(of: customer)
    joinPexip(of: customer, &factsOfPrincipal)
    for unsafe(index, (principal, facts)) in unsafe zip(principals.keys, factsOfPrincipal)
      .enumerated()
    {
      if index.isMultiple(of: 32) {
        let batch = unsafe principals.keys.dropFirst(index).prefix(32)
        unsafe users.prefetch(mails: batch)
        unsafe users.prefetch(ids: batch)
      }
      if let user = unsafe user(mailOrID: principal) {
        users.add(facts, to: user)
        trace?.give(index, to: .user(user))
      } else {
        strangers.append(facts)
        unsafe trace?.makeStranger(index, named: principal)
      }
    }
    trace?.settlePrincipals()
  }

  private mutating func readPrincipals(of customer: Int) -> [FactSet] {
    let recordCount = Self.microsoftRoles.reduce(0) {
      $0 + distribution.records(of: customer, $1).count
    }
    principals.reset(expecting: recordCount)
    var facts: [FactSet] = []
    for role in Self.microsoftRoles { readPrincipals(of: customer, role, &facts) }
    return facts
  }

  private mutating func readPrincipals(of customer: Int, _ role: Role, _ facts: inout [FactSet]) {
    let records = distribution.records(of: customer, role)
    accounts.reset(expecting: records.count)
    for batch in records.batches {
      unsafe accounts.prefetch(batch.texts(0))
      unsafe principals.prefetch(batch.texts(0))
      for record in batch { readPrincipal(record, &facts) }
    }
  }

  private mutating func readPrincipal(_ record: PackedRecord, _ facts: inout [FactSet]) {
    var texts = record.texts
    let name = unsafe texts.take()
    if unsafe name.isEmpty {
      counters.emptyKeys += 1
      return
    }
    if unsafe !accounts.insert(name).isNew { counters.mergedRecords += 1 }
    let (principal, isNew) = unsafe principals.insert(name)
    if isNew { facts.append([]) }
    facts[principal].formUnion(Self.facts(of: record))
    trace?.principals.add(principal, record)
  }

  private static func facts(of record: PackedRecord) -> FactSet {
    switch (record.role, record.detail) {
    case (.microsoft365, 1): FactSet(.microsoft365)
    case (.teams, 1): [FactSet(.teams), FactSet(.teamsVoice)]
    case (.teams, _): FactSet(.teams)
    case (.exchange, _): FactSet(.exchange)
    default: []
    }
  }

  private mutating func joinPexip(of customer: Int, _ factsOfPrincipal: inout [FactSet]) {
    let records = distribution.records(of: customer, .pexip)
    accounts.reset(expecting: records.count)
    for batch in records.batches {
      unsafe accounts.prefetch(batch.texts(0))
      unsafe users.prefetch(mails: batch.texts(0))
      unsafe principals.prefetch(batch.texts(0))
      for record in batch { joinPexip(record, &factsOfPrincipal) }
    }
    trace?.settleAccounts()
  }

  private mutating func joinPexip(_ record: PackedRecord, _ factsOfPrincipal: inout [FactSet]) {
    var texts = record.texts
    let mail = unsafe texts.take()
    if unsafe mail.isEmpty {
      counters.emptyKeys += 1
      return
    }
    let (account, isNew) = unsafe accounts.insert(mail)
    trace?.accounts.add(account, record)
    if !isNew {
      counters.mergedRecords += 1
    } else if let user = unsafe user(mailOrID: mail) {
      users.add(FactSet(.pexip), to: user)
      trace?.give(account, to: .user(user))
    } else if let principal = unsafe principals.index(of: mail) {
      factsOfPrincipal[principal].insert(.pexip)
      trace?.give(account, to: .principal(principal))
    } else {
      strangers.append(FactSet(.pexip))
      unsafe trace?.makeStranger(account, named: mail)
    }
  }

  private func user(mailOrID name: UnsafeRawBufferPointer) -> Int? {
    unsafe users.user(mail: name) ?? users.user(id: name)
  }
}
