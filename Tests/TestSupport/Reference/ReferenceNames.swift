/// The names of a customer's persons and devices: what counts consist of.
public struct ReferenceNames: Sendable {
  /// A UCM user, or an account that matched none.
  public struct Person: Hashable, Comparable, Sendable {
    /// The folded user id or key.
    public let name: Bytes
    /// The symbols of AuditRules.md §1 that they have, in the order in which it lists them.
    public let facts: [String]
    /// P.
    public let phones: Int
    /// The folded names of their devices, in byte order.
    public let devices: [Bytes]
    /// The numbers of the columns that count them.
    public let columns: [Int]
    /// True if the person is reported as unclassified.
    public let isUnclassified: Bool

    /// By name, then facts.
    public static func < (left: Person, right: Person) -> Bool {
      left.name == right.name
        ? left.facts.lexicographicallyPrecedes(right.facts) : precedes(left.name, right.name)
    }
  }

  /// Sorted.
  public let persons: [Person]
  /// The names of phones without an owner, in byte order, with their classes.
  public let standalone: [(name: Bytes, deviceClass: String)]
  /// The names of phone-server phones, in byte order.
  public let phoneServerPhones: [Bytes]
  /// The names of phones with an owner who is not a user, in byte order, each with those owners.
  public let orphans: [(phone: Bytes, owners: [Bytes])]
  /// Users with the associated names that name no phone.
  public let unknownAssociations: [(user: Bytes, names: [Bytes])]

  init(_ input: CustomerInput, _ join: CustomerJoin) {
    let users = join.users.map { id, user in
      var person = user.person
      person.name = id
      return Self.person(person, join.phones.keys.filter { join.owners($0).contains(id) })
    }
    persons = (users + join.others.map { Self.person($0, []) }).sorted()
    standalone = join.phones.keys.filter { join.owners($0).isEmpty }.sorted(by: precedes)
      .map { ($0, join.deviceClass($0)) }
    phoneServerPhones = Set(input.records(of: RecordShape.phoneServer).map(\.key))
      .sorted(by: precedes)
    orphans = join.phones.keys.sorted(by: precedes).compactMap { name in
      let owners = (join.phones[name]?.owners ?? []).filter { join.users[$0] == nil }
      return owners.isEmpty ? nil : (name, owners.sorted(by: precedes))
    }
    unknownAssociations = join.users.keys.sorted(by: precedes).compactMap { id in
      let names = (join.users[id]?.devices ?? []).filter { join.phones[$0] == nil }
      return names.isEmpty ? nil : (id, names.sorted(by: precedes))
    }
  }

  private static func person(_ person: ReferencePerson, _ devices: [Bytes]) -> Person {
    let facts: [(String, Bool)] = [
      ("U", person.user), ("V", person.voicemail), ("W", person.webex), ("S", person.spark),
      ("E", person.mobility), ("R", person.reach), ("CCX", person.express),
      ("CCE", person.enterprise), ("T", person.teams), ("TV", person.teamsVoice),
      ("X", person.mailbox), ("O", person.licensed), ("PX", person.pexip),
    ]
    return Person(
      name: person.name, facts: facts.filter(\.1).map(\.0), phones: person.phones,
      devices: devices.sorted(by: precedes),
      columns: (2...36).filter { isCounted(person, inColumn: $0) },
      isUnclassified: isUnclassifiedUser(person) || isUnclassifiedAccount(person))
  }
}
