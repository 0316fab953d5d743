/// Where the users of a source are, and what follows from it.
struct UserPlaces {
  private let texts: TextPool
  /// The first owned phone of each user in byte order of the names.
  private var firstOwned = TextMap()
  /// The first phone of each name that has a place.
  private var phones = TextMap()
  private let records: [ImportedRecord]

  /// - Parameter phones: the phones of the source, with their places.
  init(_ phones: [ImportedRecord], _ texts: TextPool) {
    self.texts = texts
    records = phones
    for (index, phone) in phones.enumerated() where phone.place != nil {
      let name = texts.key(of: phone.key)
      if self.phones[name] == nil { self.phones[name] = index }
      let owner = texts.key(of: phone.second)
      if owner.isEmpty { continue }
      if let known = firstOwned[owner], !texts.keyPrecedes(phone.key, records[known].key) {
        continue
      }
      firstOwned[owner] = index
    }
  }

  /// A user without a line of their own goes where their first owned phone is, else their first
  /// associated one, in byte order of the names.
  func place(_ users: inout [ImportedRecord], _ lists: [TextID], fallback: Int32?) {
    // A user with two mail addresses is two records in one place.
    var devices = TextMap()
    for (index, user) in users.enumerated() where !user.devices.isEmpty {
      devices[texts.key(of: user.key)] = index
    }
    for index in users.indices where users[index].place == nil {
      let id = texts.key(of: users[index].key)
      if let phone = firstOwned[id] {
        users[index].place = records[phone].place
      } else if let other = devices[id] {
        users[index].place = placeOfFirst(lists[users[other].devices.range])
      }
      users[index].place = users[index].place ?? fallback
    }
  }

  private func placeOfFirst(_ devices: ArraySlice<TextID>) -> Int32? {
    var first: Int?
    for device in devices {
      guard let index = phones[texts.key(of: device)] else { continue }
      if let known = first, !texts.keyPrecedes(records[index].key, records[known].key) { continue }
      first = index
    }
    return first.flatMap { records[$0].place }
  }
}
