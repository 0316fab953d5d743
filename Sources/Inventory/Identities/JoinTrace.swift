internal import DumpReading

/// The notes of a join on a customer, if names are kept: who each person is, and which
/// records made them.
@safe struct JoinTrace {
  /// The owner of an account.
  enum Target {
    case user(Int)
    /// Index into the principals of the customer.
    case principal(Int)
    /// Index into the persons who are not users.
    case stranger(Int)
  }

  let sources: SourceFinding
  var users = RecordLinks()
  var strangers = RecordLinks()
  /// The keys of the persons who are not users, beside `CustomerJoin.strangers`.
  private(set) var strangerNames: [UnsafeRawBufferPointer] = unsafe []
  var profiles = RecordLinks()
  /// Which profile gives which user extension mobility.
  var profileUses: [(profile: Int, user: Int)] = []
  var phoneServerPhones = RecordLinks()
  /// The accounts of the service that is being joined.
  var accounts = RecordLinks()
  var principals = RecordLinks()
  /// By account or principal: whose it is, as far as that is decided.
  private var targets: [Target?] = []

  init(_ sources: SourceFinding) { self.sources = sources }

  /// Forgets the customer.
  mutating func reset() { self = JoinTrace(sources) }

  /// Decides whose an account, or a principal, is.
  mutating func give(_ account: Int, to target: Target) {
    while targets.count <= account { targets.append(nil) }
    targets[account] = target
  }

  /// Makes an account, or a principal, the next of the persons who are not users.
  mutating func makeStranger(_ account: Int, named name: UnsafeRawBufferPointer) {
    unsafe give(account, to: .stranger(strangerNames.count))
    unsafe strangerNames.append(name)
  }

  /// Gives the records of all accounts to those whose they are.
  mutating func settleAccounts() {
    let links = accounts.links
    accounts.reset()
    settle(links)
  }

  /// Gives the records of all principals to those whose they are.
  mutating func settlePrincipals() {
    let links = principals.links
    principals.reset()
    settle(links)
  }

  /// Gives the records of profiles to the users who have them.
  mutating func settleProfiles(count: Int) {
    let rows = profiles.rows(count: count)
    for use in profileUses {
      for record in rows[use.profile] { users.add(use.user, record) }
    }
  }

  private mutating func settle(_ links: [(index: Int, record: PackedRecord)]) {
    for (account, record) in links {
      switch account < targets.count ? targets[account] : nil {
      case .user(let user): users.add(user, record)
      case .principal(let principal): principals.add(principal, record)
      case .stranger(let stranger): strangers.add(stranger, record)
      // A record that matched no user, of an account with another record that did.
      case nil: break
      }
    }
    targets.removeAll(keepingCapacity: true)
  }
}
