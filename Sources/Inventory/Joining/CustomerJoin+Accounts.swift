internal import CensusModel
internal import DumpReading

extension CustomerJoin {
  /// Rules 7 to 9: each record is matched by itself, and the account is a person of its own only if
  /// none of its records finds a user.
  mutating func join(_ service: AccountService, of customer: Int) {
    let records = distribution.records(of: customer, service.role)
    accounts.reset(expecting: records.count)
    var isMatched: [Bool] = []
    for batch in records.batches {
      prefetch(batch, service.fields)
      for record in batch { join(record, service, &isMatched) }
    }
    for (account, isMatched) in isMatched.enumerated() where !isMatched {
      unsafe trace?.makeStranger(account, named: accounts.keys[account])
      strangers.append(FactSet(service.fact))
    }
    trace?.settleAccounts()
  }

  private mutating func join(
    _ record: PackedRecord, _ service: AccountService, _ isMatched: inout [Bool]
  ) {
    guard let (key, user) = unsafe match(record, by: service.fields) else {
      counters.emptyKeys += 1
      return
    }
    let (account, isNew) = unsafe accounts.insert(key)
    if isNew { isMatched.append(false) } else { counters.mergedRecords += 1 }
    guard let user else {
      trace?.accounts.add(account, record)
      return
    }
    isMatched[account] = true
    trace?.users.add(user, record)
    users.add(FactSet(service.fact), to: user)
  }

  private func prefetch(_ batch: ArraySlice<PackedRecord>, _ fields: [AccountService.Field]) {
    unsafe accounts.prefetch(batch.texts(0))
    for (place, field) in fields.enumerated() {
      switch field {
      case .userID: unsafe users.prefetch(ids: batch.texts(place))
      case .mailAddress: unsafe users.prefetch(mails: batch.texts(place))
      }
    }
  }

  /// The first non-empty field, and the user whom the first field that finds one finds; nil if all
  /// fields are empty.
  private func match(
    _ record: PackedRecord, by fields: [AccountService.Field]
  ) -> (key: UnsafeRawBufferPointer, user: Int?)? {
    var texts = record.texts
    var key: UnsafeRawBufferPointer?
    for field in fields {
      let text = unsafe texts.take()
      if unsafe text.isEmpty { continue }
      unsafe key = unsafe key ?? text
      let user =
        switch field {
        case .userID: unsafe users.user(id: text)
        case .mailAddress: unsafe users.user(mail: text)
        }
      if let user { return unsafe (key ?? text, user) }
    }
    return unsafe key.map { unsafe ($0, nil) }
  }
}
