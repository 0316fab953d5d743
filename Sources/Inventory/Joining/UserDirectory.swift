internal import CensusModel
internal import DumpReading

/// The UCM users of one customer, found by user id or mail address. An empty field finds no user
/// (AuditRules.md §2, rule 6).
struct UserDirectory {
  /// The facts of each user.
  private(set) var facts: [FactSet] = []

  private var ids = KeyTable()
  private var mails = KeyTable()
  /// By mail address: of the users who share it the one with the smallest id (rule 8).
  private var userOfMail: [Int] = []

  /// Forgets all, and makes room for this many users.
  mutating func reset(expecting count: Int) {
    ids.reset(expecting: count)
    mails.reset(expecting: count)
    facts.removeAll(keepingCapacity: true)
    userOfMail.removeAll(keepingCapacity: true)
  }

  /// How many users there are.
  var count: Int { ids.count }

  /// Adds a user's record; records of one id are one user with all their mail addresses (rule 7).
  mutating func insert(
    id: UnsafeRawBufferPointer, mail: UnsafeRawBufferPointer
  ) -> (user: Int, isNew: Bool) {
    let (user, isNew) = unsafe ids.insert(id)
    if isNew { facts.append(FactSet(.ucmUser)) }
    if unsafe !mail.isEmpty { unsafe claim(mail, for: user) }
    return (user, isNew)
  }

  /// The id of a user.
  func id(of user: Int) -> UnsafeRawBufferPointer { unsafe ids.keys[user] }

  /// Gives a user more facts.
  mutating func add(_ more: FactSet, to user: Int) { facts[user].formUnion(more) }

  /// The user with this id.
  func user(id: UnsafeRawBufferPointer) -> Int? { unsafe id.isEmpty ? nil : ids.index(of: id) }

  /// The user with this mail address.
  func user(mail: UnsafeRawBufferPointer) -> Int? {
    guard unsafe !mail.isEmpty, let index = unsafe mails.index(of: mail) else { return nil }
    return userOfMail[index]
  }

  /// Prepares to find users by ids.
  func prefetch(ids wanted: some Sequence<UnsafeRawBufferPointer>) { ids.prefetch(wanted) }

  /// Prepares to find users by mail addresses.
  func prefetch(mails wanted: some Sequence<UnsafeRawBufferPointer>) { mails.prefetch(wanted) }

  private mutating func claim(_ mail: UnsafeRawBufferPointer, for user: Int) {
    let (index, isNew) = unsafe mails.insert(mail)
    if isNew {
      userOfMail.append(user)
    } else if unsafe KeyText.precedes(ids.keys[user], ids.keys[userOfMail[index]]) {
      userOfMail[index] = user
    }
  }
}
