internal import CensusModel

/// The records of a dump that the accounts of a source become, before they are placed.
struct AccountRecords {
  private(set) var records: [ImportedRecord] = []
  /// The department of each record, for placement.
  private(set) var departments: [String] = []
  private(set) var leftOut: [String: Int] = [:]
  private(set) var gaps: [String] = []
  private(set) var totals: [DeclaredTotal] = []
  /// Licences and plans that no table knows, with their number.
  private(set) var unknown: [String: Int] = [:]

  init(_ files: [FileRecords], system: SourceSystem) {
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
    var known: Set<ExactText> = []
    return accounts.filter { account in
      let key = account.key.isEmpty ? account.second : account.key
      if known.insert(ExactText(Folding.key(key))).inserted { return true }
      leaveOut("given twice")
      return false
    }
  }
}

// MARK: Webex

extension AccountRecords {
  private mutating func addWebex(_ accounts: [FileRecords.Account], _ files: [FileRecords]) {
    let licences = files.flatMap(\.licences)
    var names: [String: String] = [:]
    for licence in licences {
      names[licence.id] = licence.name
      // SCIM gives the last part of what the id of REST holds.
      if let short = Base64.decode(licence.id)?.split(separator: ":").last {
        names[String(short)] = licence.name
      }
    }
    var holders: [String: Int] = [:]
    var namelessCount = 0
    for account in distinct(accounts) {
      var services: Set<LicenceTable.Service> = []
      for licence in Set(account.licences) {
        guard let name = account.hasLicenceNames ? licence : names[licence] else {
          namelessCount += 1
          continue
        }
        holders[licence, default: 0] += 1
        if let service = LicenceTable.builtIn.service(of: name) {
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
    if namelessCount > 0 {
      gaps.append(
        "the names of licences: \(namelessCount) assignments have ids that no export of "
          + "/v1/licenses has"
      )
    }
    check(licences, holders)
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
    for account in distinct(accounts.filter { !$0.isOnlineUser }) {
      let meanings = meanings(of: account, products, &unknownProducts)
      if let reason = Self.reasonNotPerson(meanings) {
        leaveOut(reason)
        notPersons.insert(ExactText(Folding.key(account.key)))
        continue
      }
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
    for (product, count) in unknownProducts.sorted(by: { $0.key < $1.key }) {
      unknown["Microsoft product \(product)", default: 0] += count
      gaps.append(
        "the service plans of product \(product), which \(count) users have: export "
          + "/subscribedSkus, or select assignedPlans")
    }
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
    let table = PlanTable.builtIn
    var meanings = Meanings()
    var plans = account.licences
    for product in account.products {
      if let meaning = table.products[product.id] { meanings.all.insert(meaning) }
      if account.hasPlans { continue }
      if products[product.id]?.isSuspended == true {
        leaveOut("suspended licence")
        continue
      }
      meanings.isLicensed = true
      if let known = products[product.id] {
        plans += known.plans.filter { !product.disabledPlans.contains($0) }
      } else if table.products[product.id] == nil {
        unknownProducts[product.id, default: 0] += 1
      }
    }
    if account.hasPlans { meanings.isLicensed = !plans.isEmpty }
    for plan in plans {
      if let meaning = table.plans[plan] { meanings.all.insert(meaning) }
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
