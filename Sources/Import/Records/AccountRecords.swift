/// The records of a dump that the accounts of a source become, before they are placed.
struct AccountRecords {
  private(set) var records: [ImportedRecord] = []
  /// The department of each record, for placement.
  private(set) var departments: [TextID] = []
  private(set) var leftOut: [String: Int] = [:]
  private(set) var gaps: [String] = []
  private(set) var totals: [DeclaredTotal] = []
  /// Licences and products that no table knows, with their number.
  private(set) var unknown: [String: Int] = [:]
  /// Service plans that no table knows; a tenant has many of no concern here.
  private(set) var unknownPlans: [String: Int] = [:]

  private let exported: ExportedRecords
  private let texts: TextPool
  private let tables: ImportTables

  init(_ source: ReadSource, _ texts: TextPool, _ tables: ImportTables) {
    exported = source.exported
    self.texts = texts
    self.tables = tables
    switch source.system {
    case .unity: addEach(.voicemail)
    case .uccx: addEach(.uccxAgent)
    case .ucce: addEach(.ucceAgent)
    case .pexip: addEach(.pexip)
    case .webex: addWebex()
    case .microsoft: addMicrosoft()
    case .cucm, .phoneserver: break
    }
  }

  private mutating func add(_ model: ImportedModel, _ account: Int, flag: Bool = false) {
    let account = exported.accounts[account]
    var record = ImportedRecord(model: model, key: account.key, origin: account.origin)
    record.second = account.second
    record.flag = flag
    records.append(record)
    departments.append(account.department)
  }

  private mutating func leaveOut(_ reason: String, count: Int = 1) {
    if count > 0 { leftOut[reason, default: 0] += count }
  }

  /// Accounts that come twice in a source, as pages repeat when a list changes, are one.
  private mutating func addEach(_ model: ImportedModel) {
    for account in joined(exported.accounts.indices).firsts { add(model, account) }
  }

  /// Accounts of which those with one key are one.
  private struct Joined {
    /// The first account of each key.
    var firsts: [Int] = []
    /// For each account the index of its key among these.
    var indexes: [Int] = []
  }

  /// Joins accounts, given by their indexes.
  private mutating func joined(_ accounts: some Sequence<Int>) -> Joined {
    var known = TextMap()
    var joined = Joined()
    var repeatedCount = 0
    for account in accounts {
      let entry = exported.accounts[account]
      let key = texts.key(of: entry.key.isEmpty ? entry.second : entry.key)
      if let index = known[key] {
        repeatedCount += 1
        joined.indexes.append(index)
      } else {
        known[key] = joined.firsts.count
        joined.indexes.append(joined.firsts.count)
        joined.firsts.append(account)
      }
    }
    leaveOut("given twice", count: repeatedCount)
    return joined
  }
}

// MARK: Webex

extension AccountRecords {
  private mutating func addWebex() {
    var licences = WebexLicences(exported.licences, texts, tables.licences)
    let persons = joined(exported.accounts.indices)
    var held = GroupedTexts()
    var names: [TextID: TextID] = [:]
    var namelessCount = 0
    for (account, person) in zip(exported.accounts, persons.indexes) {
      for text in Set(exported.lists[account.licences.range]) {
        if let licence = licences.licence(text, isName: account.hasLicenceNames) {
          held.add(licence.id, to: person)
          names[licence.id] = licence.name
        } else {
          namelessCount += 1
        }
      }
    }
    var ids: [TextID] = []
    let spans = held.spans(ownerCount: persons.firsts.count, in: &ids) { $0 }
    var holders: [TextID: Int] = [:]
    for id in ids { holders[id, default: 0] += 1 }
    for (account, span) in zip(persons.firsts, spans) {
      add(account, ids[span.range].map { names[$0] ?? $0 }, &licences)
    }
    if namelessCount > 0 {
      gaps.append(
        "the names of licences: \(namelessCount) assignments have ids that no export of "
          + "/v1/licenses has"
      )
    }
    check(holders)
  }

  private mutating func add(
    _ account: Int, _ names: [TextID], _ licences: inout WebexLicences
  ) {
    var services: [LicenceTable.Service] = []
    for name in names {
      if let service = licences.service(name) {
        services.append(service)
      } else {
        unknown["Webex licence \(texts.string(name))", default: 0] += 1
      }
    }
    if services.contains(.meeting) { add(.webex, account) }
    if services.contains(.messaging) || services.contains(.calling) { add(.spark, account) }
    if services.allSatisfy({ $0 == LicenceTable.Service.none }) {
      leaveOut("no licence for meetings, messaging or calling")
    }
  }

  private mutating func check(_ holders: [TextID: Int]) {
    for licence in exported.licences {
      guard let consumed = licence.consumedByUsers else { continue }
      let count = holders[licence.id] ?? 0
      let what = "persons with the licence \(texts.string(licence.name))"
      totals.append(DeclaredTotal(what: what, readCount: count, declaredCount: consumed))
      if count != consumed { gaps.append("\(count) of \(consumed) \(what)") }
    }
  }
}

// MARK: Microsoft

extension AccountRecords {
  /// A user of Graph. Of one that several exports name all plans and products count: one may have
  /// the plans, another the products.
  private struct GraphUser {
    var accounts: [Int]
    var hasPlans = false
    var hasProducts = false
  }

  private mutating func addMicrosoft() {
    var plans = PlanMeanings(tables.plans, exported.products, texts)
    var notPersons: Set<TextID> = []
    var withoutProductsCount = 0
    let online = exported.accounts.indices.filter { exported.accounts[$0].isOnlineUser }
    for user in graphUsers() {
      let meanings = meanings(of: user, &plans)
      let account = user.accounts[0]
      if let reason = meanings.reasonNotPerson {
        leaveOut(reason)
        notPersons.insert(texts.key(of: exported.accounts[account].key))
        continue
      }
      if !user.hasProducts, meanings.contains(.licensed) { withoutProductsCount += 1 }
      add(.microsoft365, account, flag: meanings.contains(.licensed))
      if meanings.contains(.mailbox) { add(.exchange, account) }
      if online.isEmpty, meanings.contains(.teams) {
        add(.teams, account, flag: meanings.contains(.voice))
      }
    }
    for account in joined(online).firsts {
      let entry = exported.accounts[account]
      if notPersons.contains(texts.key(of: entry.key)) {
        leaveOut("room, shared device or resource account")
      } else {
        add(.teams, account, flag: entry.isVoiceEnabled)
      }
    }
    if withoutProductsCount > 0 {
      gaps.append(
        "the products of \(withoutProductsCount) users, by which rooms and shared devices are told "
          + "from persons: add assignedLicenses to $select")
    }
    reportUnknown(plans)
  }

  private mutating func reportUnknown(_ plans: PlanMeanings) {
    leaveOut("suspended licence", count: plans.suspendedCount)
    for (plan, count) in plans.unknownPlans { unknownPlans[texts.foldedString(plan)] = count }
    let products = plans.unknownProducts.map { (name: texts.foldedString($0.key), count: $0.value) }
    for (product, count) in products.sorted(by: { $0.name < $1.name }) {
      unknown["Microsoft product \(product)", default: 0] += count
      gaps.append(
        "the service plans of product \(product), which \(count) users have: export "
          + "/subscribedSkus, or select assignedPlans")
    }
  }

  private mutating func graphUsers() -> [GraphUser] {
    let accounts = exported.accounts.indices.filter { !exported.accounts[$0].isOnlineUser }
    let joined = joined(accounts)
    var users = joined.firsts.map { _ in GraphUser(accounts: []) }
    for (account, index) in zip(accounts, joined.indexes) {
      users[index].accounts.append(account)
      users[index].hasPlans = users[index].hasPlans || exported.accounts[account].hasPlans
      users[index].hasProducts = users[index].hasProducts || exported.accounts[account].hasProducts
    }
    return users
  }

  /// The plans of a user and what they mean; a product says what is not a person.
  private func meanings(
    of user: GraphUser, _ plans: inout PlanMeanings
  ) -> PlanMeanings.Meanings {
    var meanings: PlanMeanings.Meanings = []
    plans.begin()
    for account in user.accounts {
      for index in exported.accounts[account].licences.range { plans.add(exported.lists[index]) }
    }
    for account in user.accounts {
      for product in exported.heldProducts[exported.accounts[account].products] {
        let disabled = exported.lists[product.disabledPlans.range]
        meanings.formUnion(
          plans.add(product.id, disabled, hasPlans: user.hasPlans, lists: exported.lists))
      }
    }
    return meanings.union(plans.end(hasPlans: user.hasPlans))
  }
}
