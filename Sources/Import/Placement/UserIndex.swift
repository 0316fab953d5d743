internal import CensusModel

/// Users of all sources, by the keys that accounts are matched by.
struct UserIndex {
  /// A user, or a Microsoft person, with a place.
  struct Hit {
    var customer: Int
    var place: Int
    /// The folded user id.
    var id: String
  }

  /// Of each customer the one that a key means: the smallest id in byte order.
  private var byId: [ExactText: [Hit]] = [:]
  private var byMail: [ExactText: [Hit]] = [:]
  private var byPrincipalName: [ExactText: [Hit]] = [:]

  enum Key {
    case id(String), mail(String), principalName(String)
  }

  /// The meaning of a key.
  enum Match {
    case nothing
    case place(Int)
    /// Users in several customers, by their ids.
    case several([Hit])
  }

  mutating func add(user: ImportedRecord, customer: Int, place: Int) {
    let id = Folding.key(user.key)
    let hit = Hit(customer: customer, place: place, id: id)
    Self.add(hit, id, &byId)
    Self.add(hit, Folding.key(user.second), &byMail)
  }

  mutating func add(principalName: String, customer: Int, place: Int) {
    let name = Folding.key(principalName)
    Self.add(Hit(customer: customer, place: place, id: name), name, &byPrincipalName)
  }

  private static func add(_ hit: Hit, _ key: String, _ table: inout [ExactText: [Hit]]) {
    if key.isEmpty { return }
    var hits = table[ExactText(key)] ?? []
    if let index = hits.firstIndex(where: { $0.customer == hit.customer }) {
      if hit.id.precedesExactly(hits[index].id) { hits[index] = hit }
    } else {
      hits.append(hit)
    }
    table[ExactText(key)] = hits
  }

  /// The place that the first of these keys with a user means, among some customers.
  func match(_ keys: [Key], among customers: Set<Int>?) -> Match {
    for key in keys {
      let found =
        switch key {
        case .id(let text): byId[ExactText(Folding.key(text))]
        case .mail(let text): byMail[ExactText(Folding.key(text))]
        case .principalName(let text): byPrincipalName[ExactText(Folding.key(text))]
        }
      let hits = (found ?? []).filter { customers?.contains($0.customer) ?? true }
      if hits.count == 1 { return .place(hits[0].place) }
      if !hits.isEmpty { return .several(hits) }
    }
    return .nothing
  }
}
