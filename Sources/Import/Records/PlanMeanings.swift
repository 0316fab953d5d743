internal import CensusModel

/// The meaning of the Microsoft plans and products of one user after the other.
struct PlanMeanings {
  /// Everything that a user's plans and products say.
  struct Meanings: OptionSet {
    let rawValue: UInt8
    static let teams = Meanings(rawValue: 1)
    static let voice = Meanings(rawValue: 2)
    static let mailbox = Meanings(rawValue: 4)
    static let resource = Meanings(rawValue: 8)
    static let shared = Meanings(rawValue: 16)
    static let room = Meanings(rawValue: 32)
    /// The user has a licence that is in use.
    static let licensed = Meanings(rawValue: 64)

    static let notPersons: Meanings = [.resource, .shared, .room]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ meaning: PlanTable.Meaning) {
      self =
        switch meaning {
        case .teams: .teams
        case .voice: .voice
        case .mailbox: .mailbox
        case .resource: .resource
        case .shared: .shared
        case .room: .room
        case .none: []
        }
    }

    /// Why the account is not that of a person; nil if it is.
    var reasonNotPerson: String? {
      if contains(.resource) { return "resource account" }
      if contains(.room) { return "room" }
      if contains(.shared) { return "shared device" }
      return nil
    }
  }

  private let table: PlanTable
  private let texts: TextPool
  /// The products that the tenant has subscribed to.
  private var subscribed: [TextID: ExportedRecords.Product] = [:]
  /// The meaning of the plans and products that came; none for one that no table knows.
  private var knownPlans: [TextID: Meanings?] = [:]
  private var knownProducts: [TextID: Meanings?] = [:]
  /// The plans of the user at hand, and the user who had a plan last.
  private var plans: [TextID] = []
  private var seen = TextMap()
  private var user = 0
  private var isLicensed = false
  /// How many users have a plan, or a product, that no table knows.
  private(set) var unknownPlans: [TextID: Int] = [:]
  private(set) var unknownProducts: [TextID: Int] = [:]
  private(set) var suspendedCount = 0

  init(_ table: PlanTable, _ products: [ExportedRecords.Product], _ texts: TextPool) {
    self.table = table
    self.texts = texts
    for product in products { subscribed[texts.key(of: product.id)] = product }
  }

  /// Begins a user.
  mutating func begin() {
    plans.removeAll(keepingCapacity: true)
    user += 1
    isLicensed = false
  }

  /// Adds a plan of the user.
  mutating func add(_ plan: TextID) { plans.append(texts.key(of: plan)) }

  /// Adds a product of the user.
  ///
  /// - Parameters:
  ///   - disabled: its plans that are switched off.
  ///   - hasPlans: true if the user's plans are known without products.
  ///   - lists: the texts of all spans.
  /// - Returns: what the product itself says.
  mutating func add(
    _ product: TextID, _ disabled: ArraySlice<TextID>, hasPlans: Bool, lists: [TextID]
  ) -> Meanings {
    let id = texts.key(of: product)
    let known = meanings(ofProduct: id)
    let ofPersons = (known ?? []).intersection(.notPersons)
    if hasPlans { return ofPersons }
    if subscribed[id]?.isSuspended == true {
      suspendedCount += 1
      return ofPersons
    }
    isLicensed = true
    if let subscribed = subscribed[id] {
      let off = disabled.map(texts.key(of:))
      for plan in lists[subscribed.plans.range].lazy.map(texts.key(of:)) where !off.contains(plan) {
        plans.append(plan)
      }
      return ofPersons
    }
    guard let known else {
      unknownProducts[id, default: 0] += 1
      return ofPersons
    }
    var off: Meanings = []
    for plan in disabled { off.formUnion(meanings(ofPlan: texts.key(of: plan)) ?? []) }
    return ofPersons.union(known.subtracting(off))
  }

  /// Ends a user.
  ///
  /// - Returns: what the plans say.
  mutating func end(hasPlans: Bool) -> Meanings {
    var all: Meanings = (hasPlans ? !plans.isEmpty : isLicensed) ? .licensed : []
    for plan in plans where seen[plan] != user {
      seen[plan] = user
      if let meaning = meanings(ofPlan: plan) {
        all.formUnion(meaning)
      } else {
        unknownPlans[plan, default: 0] += 1
      }
    }
    return all
  }

  private mutating func meanings(ofPlan plan: TextID) -> Meanings? {
    if let known = knownPlans[plan] { return known }
    let meanings = table.plans[texts.foldedString(plan)].map { Meanings($0) }
    knownPlans[plan] = .some(meanings)
    return meanings
  }

  private mutating func meanings(ofProduct product: TextID) -> Meanings? {
    if let known = knownProducts[product] { return known }
    let meanings = table.products[texts.foldedString(product)].map { all in
      all.reduce(into: Meanings()) { $0.formUnion(Meanings($1)) }
    }
    knownProducts[product] = .some(meanings)
    return meanings
  }
}
