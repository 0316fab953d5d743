internal import DumpReading

/// The phones of one customer, and who is said to own them (AuditRules.md §2, rules 3 and 7).
struct PhoneOwners {
  /// The rank of each phone's product: the smallest of its records.
  private(set) var ranks: [UInt32] = []

  private var names = KeyTable()
  /// The phone of each record; nil where the name is empty.
  private var phoneOfRecord: [Int?] = []
  private var hasOrphanOwner: [Bool] = []
  /// Those that associations make, then those that owners make.
  private var links: [OwnedDevices.Link] = []
  private var associationCount = 0
  private var strangers = KeyTable()
  /// User and index into `strangers`, with duplicates.
  private var strangerLinks: [OwnedDevices.Link] = []

  /// Forgets all, and makes room for this many records.
  mutating func reset(expecting count: Int) {
    names.reset(expecting: count)
    strangers.reset(expecting: 0)
    ranks.removeAll(keepingCapacity: true)
    phoneOfRecord.removeAll(keepingCapacity: true)
    hasOrphanOwner.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
    strangerLinks.removeAll(keepingCapacity: true)
  }

  /// How many distinct phones there are.
  var count: Int { names.count }

  /// The names of all phones, coded.
  var keys: [UnsafeRawBufferPointer] { unsafe names.keys }

  /// The name of a phone, coded.
  func name(of phone: Int) -> UnsafeRawBufferPointer { unsafe names.keys[phone] }

  /// True if a phone has this name.
  func isKnown(_ name: UnsafeRawBufferPointer) -> Bool { unsafe names.index(of: name) != nil }

  /// The records of each phone, given those that were inserted.
  func recordRows(_ records: ArraySlice<PackedRecord>) -> RecordLinks.Rows {
    var links = RecordLinks()
    for (record, phone) in zip(records, phoneOfRecord) {
      if let phone { links.add(phone, record) }
    }
    return links.rows(count: count)
  }

  /// Adds the customer's phone records, and gives the numbers of those that are merged with an
  /// earlier one and of those without a name.
  mutating func insert(
    _ records: ArraySlice<PackedRecord>, ranks recordRanks: ArraySlice<UInt32>
  ) -> (merged: Int, emptyKeys: Int) {
    var emptyKeys = 0
    for batch in records.batches {
      unsafe names.prefetch(batch.texts(0))
      let first = batch.startIndex - records.startIndex
      for (record, rank) in zip(batch, recordRanks.dropFirst(first)) {
        var texts = record.texts
        let name = unsafe texts.take()
        if unsafe name.isEmpty {
          emptyKeys += 1
          phoneOfRecord.append(nil)
          continue
        }
        let (phone, isNew) = unsafe names.insert(name)
        phoneOfRecord.append(phone)
        if isNew { ranks.append(rank) } else { ranks[phone] = min(ranks[phone], rank) }
      }
    }
    hasOrphanOwner = [Bool](repeating: false, count: names.count)
    return (records.count - emptyKeys - names.count, emptyKeys)
  }

  /// Takes note of the owners that the phone records name; all users' records come before.
  mutating func own(_ records: ArraySlice<PackedRecord>, by users: UserDirectory) {
    associationCount = links.count
    for batch in records.batches {
      unsafe users.prefetch(ids: batch.texts(1))
      let first = batch.startIndex - records.startIndex
      for (record, phone) in zip(batch, phoneOfRecord.dropFirst(first)) {
        guard let phone else { continue }
        var texts = record.texts
        _ = unsafe texts.take()
        let owner = unsafe texts.take()
        if unsafe owner.isEmpty { continue }
        if let user = unsafe users.user(id: owner) {
          links.append(OwnedDevices.Link(user: user, target: phone))
        } else {
          hasOrphanOwner[phone] = true
        }
      }
    }
  }

  /// Prepares to find the devices that users' records name.
  func prefetch(namedBy records: ArraySlice<PackedRecord>) {
    names.prefetch(records.lazy.flatMap { unsafe $0.texts.dropFirst(2).prefix($0.detail) })
  }

  /// Takes note of a device that a user's record names.
  mutating func associate(_ name: UnsafeRawBufferPointer, with user: Int) {
    if unsafe name.isEmpty { return }
    if let phone = unsafe names.index(of: name) {
      links.append(OwnedDevices.Link(user: user, target: phone))
    } else {
      let stranger = unsafe strangers.insert(name).index
      strangerLinks.append(OwnedDevices.Link(user: user, target: stranger))
    }
  }

  /// Phones with at least one owner who is not a user of the customer (AuditRules.md §3, Orphan
  /// Owners).
  var orphanOwners: Int { hasOrphanOwner.reduce(0) { $0 + ($1 ? 1 : 0) } }

  /// Distinct pairs of a user and a device name that names no phone (§3, Unknown Associations).
  func unknownAssociations(userCount: Int) -> Int {
    strangerLinks.isEmpty ? 0 : OwnedDevices(strangerLinks, userCount: userCount).linkCount
  }

  /// The phones that name each user as their owner, and those that users' records name.
  func relations(userCount: Int) -> DeviceRelations {
    DeviceRelations(
      owners: OwnedDevices(Array(links[associationCount...]), userCount: userCount),
      associations: OwnedDevices(Array(links[..<associationCount]), userCount: userCount))
  }

  /// The distinct phones of each user.
  func ownedDevices(userCount: Int) -> OwnedDevices { OwnedDevices(links, userCount: userCount) }
}
