internal import CensusModel
internal import DumpReading

/// Joins the records of one customer at a time, exactly after AuditRules.md §2. Its tables are kept
/// from customer to customer; the largest decides their memory, about 60 bytes a user, phone or
/// account.
struct CustomerJoin {
  let distribution: Distribution
  let typeOfRank: [UInt16]

  var users = UserDirectory()
  var phones = PhoneOwners()
  /// The extension-mobility profiles of the customer.
  var profiles = KeyTable()
  /// The keys of the service that is being joined.
  var accounts = KeyTable()
  /// The principal names of the customer.
  var principals = KeyTable()
  /// The persons who are not users.
  var strangers: [FactSet] = []
  var counters = CustomerCounters()
  /// The owners of the rows; nil unless names are kept.
  var trace: JoinTrace?

  /// A join of records sorted so, with phones of these device types.
  ///
  /// - Parameter sources: where records stand, if names are to be kept.
  init(_ distribution: Distribution, typeOfRank: [UInt16], sources: SourceFinding? = nil) {
    self.distribution = distribution
    self.typeOfRank = typeOfRank
    trace = sources.map(JoinTrace.init)
  }

  /// Adds to a customer all that their records at site level say.
  mutating func complete(_ inventory: inout CustomerInventory, customer: Int) {
    counters = CustomerCounters()
    counters.aboveSiteLevel = distribution.aboveSite[customer]
    strangers.removeAll(keepingCapacity: true)
    trace?.reset()
    readProfiles(of: customer)
    readPhones(of: customer)
    readUsers(of: customer)
    phones.own(distribution.records(of: customer, .phone), by: users)
    joinSingleNumberReach(of: customer)
    for service in AccountService.all { join(service, of: customer) }
    joinMicrosoftAndPexip(of: customer)
    countPhoneServerPhones(of: customer)
    hand(over: &inventory)
  }

  private mutating func readProfiles(of customer: Int) {
    let records = distribution.records(of: customer, .extensionMobilityProfile)
    profiles.reset(expecting: records.count)
    for record in records {
      var texts = record.texts
      let name = unsafe texts.take()
      if unsafe name.isEmpty {
        counters.emptyKeys += 1
        continue
      }
      let (profile, _) = unsafe profiles.insert(name)
      trace?.profiles.add(profile, record)
    }
  }

  private mutating func readPhones(of customer: Int) {
    let records = distribution.records(of: customer, .phone)
    phones.reset(expecting: records.count)
    let (merged, emptyKeys) = phones.insert(
      records, ranks: distribution.phoneRanks(of: customer))
    counters.mergedRecords += merged
    counters.emptyKeys += emptyKeys
  }

  private mutating func readUsers(of customer: Int) {
    let records = distribution.records(of: customer, .user)
    users.reset(expecting: records.count)
    for batch in records.batches {
      unsafe users.prefetch(ids: batch.texts(0))
      unsafe users.prefetch(mails: batch.texts(1))
      phones.prefetch(namedBy: batch)
      for record in batch { readUser(record) }
    }
  }

  private mutating func readUser(_ record: PackedRecord) {
    var texts = record.texts
    let id = unsafe texts.take()
    let mail = unsafe texts.take()
    if unsafe id.isEmpty {
      counters.emptyKeys += 1
      return
    }
    let (user, isNew) = unsafe users.insert(id: id, mail: mail)
    if !isNew { counters.mergedRecords += 1 }
    trace?.users.add(user, record)
    for _ in 0..<record.detail { unsafe phones.associate(texts.take(), with: user) }
    while let profile = unsafe texts.next() {
      guard let profile = unsafe profiles.index(of: profile) else { continue }
      trace?.profileUses.append((profile, user))
      users.add(FactSet(.extensionMobility), to: user)
    }
  }

  /// Rule 8, R. A profile without a name counts nowhere (rule 6), whichever user it names.
  private mutating func joinSingleNumberReach(of customer: Int) {
    for record in distribution.records(of: customer, .singleNumberReachProfile) {
      var texts = record.texts
      if unsafe texts.take().isEmpty {
        counters.emptyKeys += 1
      } else if let user = unsafe users.user(id: texts.take()) {
        users.add(FactSet(.singleNumberReach), to: user)
        trace?.users.add(user, record)
      }
    }
  }

  /// Rule 12.
  private mutating func countPhoneServerPhones(of customer: Int) {
    let records = distribution.records(of: customer, .phoneServerPhone)
    accounts.reset(expecting: records.count)
    for record in records {
      var texts = record.texts
      let name = unsafe texts.take()
      if unsafe name.isEmpty {
        counters.emptyKeys += 1
        continue
      }
      let (phone, _) = unsafe accounts.insert(name)
      trace?.phoneServerPhones.add(phone, record)
    }
    counters.phoneServerPhones = accounts.count
  }
}
