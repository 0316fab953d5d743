internal import CensusModel

/// The records of a dump that the accounts of a source become, before they are placed.
struct AccountRecords {
  private(set) var records: [ImportedRecord] = []
  /// The department of each record, for placement.
  private(set) var departments: [String] = []
  private(set) var leftOut: [String: Int] = [:]
  private(set) var gaps: [String] = []
  private(set) var totals: [DeclaredTotal] = []
  /// Licences and products that no table knows, with their number.
  private(set) var unknown: [String: Int] = [:]
  /// Service plans that no table knows; a tenant has many of no concern here.
  private(set) var unknownPlans: [String: Int] = [:]

  private let tables: ImportTables

  init(_ files: [FileRecords], system: SourceSystem, tables: ImportTables) {
    self.tables = tables
    let all = files.flatMap(\.accounts)
    switch system {
    case .unity: addEach(all, .voicemail)
    case .uccx: addEach(all, .uccxAgent)
    case .ucce: addEach(all, .ucceAgent)
    case .pexip: addEach(all, .pexip)
    case .webex: addWebex(all, files)
    case .microsoft: addMicrosoft(all, files)
    case .cucm, .phoneserver: break
    }
  }

  private mutating func add(
    _ model: ImportedModel, _ account: FileRecords.Account, flag: Bool = false
  ) {
    var record = ImportedRecord(model: model, key: account.key, origin: account.origin)
    record.second = account.second
    record.flag = flag
    records.append(record)
    departments.append(account.department)
  }

  private mutating func leaveOut(_ reason: String) { leftOut[reason, default: 0] += 1 }

  /// Accounts that come twice in a source, as pages repeat when a list changes, are one.
  private mutating func addEach(_ accounts: [FileRecords.Account], _ model: ImportedModel) {
    for account in distinct(accounts) { add(model, account) }
  }

  private mutating func distinct(_ accounts: [FileRecords.Account]) -> [FileRecords.Account] {
    joined(accounts) { _, _ in }
  }

  /// The first of the accounts of each key.
  ///
  /// - Parameter body: gets every account with the index of its key's first one.
  private mutating func joined(
    _ accounts: [FileRecords.Account], _ body: (FileRecords.Account, _ index: Int) -> Void
  ) -> [FileRecords.Account] {
    var indexes: [ExactText: Int] = [:]
    var firsts: [FileRecords.Account] = []
    for account in accounts {
      let key = ExactText(Folding.key(account.key.isEmpty ? account.second : account.key))
      let index = indexes[key] ?? firsts.count
      if index == firsts.count {
        indexes[key] = index
        firsts.append(account)
      } else {
        leaveOut("given twice")
      }
      body(account, index)
    }
    return firsts
  }
}

// MARK: Webex

extension AccountRecords {
  /// Names of licences by id. SCIM gives the last part of what the id of REST holds.
  private struct LicenceNames {
    private var known: [String: (id: String, name: String)] = [:]

    init(_ licences: [FileRecords.Licence]) {
      for licence in licences {
        known[licence.id] = (licence.id, licence.name)
        if let short = Base64.decode(licence.id)?.split(separator: ":").last {
          known[String(short)] = (licence.id, licence.name)
        }
      }
    }

    /// The id of REST and the name of what an account has; nil for an unknown id.
    func licence(
      _ text: String, of account: FileRecords.Account
    ) -> (id: String, name: String)? {
      account.hasLicenceNames ? (text, text) : known[text]
    }
  }

  private mutating func addWebex(_ accounts: [FileRecords.Account], _ files: [FileRecords]) {
    let licences = files.flatMap(\.licences)
    let names = LicenceNames(licences)
    var held: [[String: String]] = []
    var namelessCount = 0
    let persons = joined(accounts) { account, index in
      if index == held.count { held.append([:]) }
      for text in Set(account.licences) {
        if let licence = names.licence(text, of: account) {
          held[index][licence.id] = licence.name
        } else {
          namelessCount += 1
        }
      }
    }
    var holders: [String: Int] = [:]
    for (person, held) in zip(persons, held) {
      for id in held.keys { holders[id, default: 0] += 1 }
      add(person, Array(held.values))
    }
    if namelessCount > 0 {
      gaps.append(
        "the names of licences: \(namelessCount) assignments have ids that no export of "
          + "/v1/licenses has"
      )
    }
    check(licences, holders)
  }

  private mutating func add(_ account: FileRecords.Account, _ licences: [String]) {
    var services: Set<LicenceTable.Service> = []
    for name in licences {
      if let service = tables.licences.service(of: name) {
        services.insert(service)
      } else {
        unknown["Webex licence \(name)", default: 0] += 1
      }
    }
    if services.contains(.meeting) { add(.webex, account) }
    if services.contains(.messaging) || services.contains(.calling) { add(.spark, account) }
    if services.subtracting([.none]).isEmpty {
      leaveOut("no licence for meetings, messaging or calling")
    }
  }

  private mutating func check(_ licences: [FileRecords.Licence], _ holders: [String: Int]) {
    for licence in licences {
      guard let consumed = licence.consumedByUsers else { continue }
      let count = holders[licence.id] ?? 0
      let what = "persons with the licence \(licence.name)"
      totals.append(DeclaredTotal(what: what, readCount: count, declaredCount: consumed))
      if count != consumed { gaps.append("\(count) of \(consumed) \(what)") }
    }
  }
}

// MARK: Microsoft

extension AccountRecords {
  private mutating func addMicrosoft(_ accounts: [FileRecords.Account], _ files: [FileRecords]) {
    var products: [String: FileRecords.Product] = [:]
    for product in files.flatMap(\.products) { products[product.id] = product }
    var notPersons: Set<ExactText> = []
    var unknownProducts: [String: Int] = [:]
    let hasOnlineUsers = accounts.contains(where: \.isOnlineUser)
    var withoutProductsCount = 0
    for account in users(accounts.filter { !$0.isOnlineUser }) {
      let meanings = meanings(of: account, products, &unknownProducts)
      if let reason = Self.reasonNotPerson(meanings) {
        leaveOut(reason)
        notPersons.insert(ExactText(Folding.key(account.key)))
        continue
      }
      if !account.hasProducts, meanings.isLicensed { withoutProductsCount += 1 }
      add(.microsoft365, account, flag: meanings.isLicensed)
      if meanings.all.contains(.mailbox) { add(.exchange, account) }
      if !hasOnlineUsers, meanings.all.contains(.teams) {
        add(.teams, account, flag: meanings.all.contains(.voice))
      }
    }
    for account in distinct(accounts.filter(\.isOnlineUser)) {
      if notPersons.contains(ExactText(Folding.key(account.key))) {
        leaveOut("room, shared device or resource account")
      } else {
        add(.teams, account, flag: account.isVoiceEnabled)
      }
    }
    if withoutProductsCount > 0 {
      gaps.append(
        "the products of \(withoutProductsCount) users, by which rooms and shared devices are told "
          + "from persons: add assignedLicenses to $select")
    }
    for (product, count) in unknownProducts.sorted(by: { $0.key < $1.key }) {
      unknown["Microsoft product \(product)", default: 0] += count
      gaps.append(
        "the service plans of product \(product), which \(count) users have: export "
          + "/subscribedSkus, or select assignedPlans")
    }
  }

  /// Users of Graph. Of one that several exports name all plans and products count: one may have
  /// the plans, another the products.
  private mutating func users(_ accounts: [FileRecords.Account]) -> [FileRecords.Account] {
    var all: [FileRecords.Account] = []
    _ = joined(accounts) { account, index in
      guard index < all.count else { return all.append(account) }
      all[index].licences += account.licences
      all[index].products += account.products
      all[index].hasPlans = all[index].hasPlans || account.hasPlans
      all[index].hasProducts = all[index].hasProducts || account.hasProducts
    }
    return all
  }

  private struct Meanings {
    var all: Set<PlanTable.Meaning> = []
    var isLicensed = false
  }

  /// The plans of a user and what they mean; a product says what is not a person.
  private mutating func meanings(
    of account: FileRecords.Account, _ products: [String: FileRecords.Product],
    _ unknownProducts: inout [String: Int]
  ) -> Meanings {
    let table = tables.plans
    var meanings = Meanings()
    var plans = account.licences
    for product in account.products {
      let known = table.products[product.id]
      meanings.all.formUnion((known ?? []).intersection([.resource, .shared, .room]))
      if account.hasPlans { continue }
      if products[product.id]?.isSuspended == true {
        leaveOut("suspended licence")
        continue
      }
      meanings.isLicensed = true
      if let subscribed = products[product.id] {
        plans += subscribed.plans.filter { !product.disabledPlans.contains($0) }
      } else if let known {
        let disabled = product.disabledPlans.compactMap { table.plans[$0] }
        meanings.all.formUnion(known.subtracting(disabled))
      } else {
        unknownProducts[product.id, default: 0] += 1
      }
    }
    if account.hasPlans { meanings.isLicensed = !plans.isEmpty }
    for plan in Set(plans) {
      if let meaning = table.plans[plan] {
        meanings.all.insert(meaning)
      } else {
        unknownPlans[plan, default: 0] += 1
      }
    }
    return meanings
  }

  private static func reasonNotPerson(_ meanings: Meanings) -> String? {
    if meanings.all.contains(.resource) { return "resource account" }
    if meanings.all.contains(.room) { return "room" }
    if meanings.all.contains(.shared) { return "shared device" }
    return nil
  }
}
