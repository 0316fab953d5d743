/// Users of all sources, by the keys that accounts are matched by.
struct UserIndex {
  /// A user, or a Microsoft person, with a place.
  struct Hit {
    var customer: Int
    var place: Int32
    /// The key of the user id.
    var id: TextID
    /// The index of the next hit of the same key.
    fileprivate var next: Int?
  }

  /// The hits of keys: of each customer the one with the smallest id in byte order.
  private struct Table {
    private var first = TextMap()
    private var hits: [Hit] = []

    mutating func add(_ hit: Hit, _ key: TextID, _ texts: TextPool) {
      if key.isEmpty { return }
      guard var index = first[key] else {
        first[key] = hits.count
        return hits.append(hit)
      }
      while hits[index].customer != hit.customer {
        guard let next = hits[index].next else {
          hits[index].next = hits.count
          return hits.append(hit)
        }
        index = next
      }
      guard texts.keyPrecedes(hit.id, hits[index].id) else { return }
      hits[index].place = hit.place
      hits[index].id = hit.id
    }

    subscript(key: TextID) -> [Hit] {
      var found: [Hit] = []
      var index = first[key]
      while let at = index {
        found.append(hits[at])
        index = hits[at].next
      }
      return found
    }
  }

  private let texts: TextPool
  private var byId = Table()
  private var byMail = Table()
  private var byPrincipalName = Table()

  enum Key {
    case id(TextID), mail(TextID), principalName(TextID)
  }

  /// The meaning of a key.
  enum Match {
    case nothing
    case place(Int32)
    /// Users in several customers, by their ids.
    case several([Hit])
  }

  init(_ texts: TextPool) { self.texts = texts }

  mutating func add(user: ImportedRecord, customer: Int, place: Int32) {
    let id = texts.key(of: user.key)
    let hit = Hit(customer: customer, place: place, id: id)
    byId.add(hit, id, texts)
    byMail.add(hit, texts.key(of: user.second), texts)
  }

  mutating func add(principalName: TextID, customer: Int, place: Int32) {
    let name = texts.key(of: principalName)
    byPrincipalName.add(Hit(customer: customer, place: place, id: name), name, texts)
  }

  /// The place that the first of these keys with a user means, among some customers.
  func match(_ keys: [Key], among customers: Set<Int>?) -> Match {
    for key in keys {
      let found =
        switch key {
        case .id(let text): byId[texts.key(of: text)]
        case .mail(let text): byMail[texts.key(of: text)]
        case .principalName(let text): byPrincipalName[texts.key(of: text)]
        }
      let hits = found.filter { customers?.contains($0.customer) ?? true }
      if hits.count == 1 { return .place(hits[0].place) }
      if !hits.isEmpty { return .several(hits) }
    }
    return .nothing
  }
}
