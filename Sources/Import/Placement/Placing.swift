/// Gives every record its site (Sources.md, "The sources file").
struct Placing {
  private let sources: SourcesFile
  private let placement: PlacementTable
  private let texts: TextPool
  private var index: UserIndex
  /// True if accounts are matched with users.
  private let hasAccounts: Bool
  /// Records with a place.
  private(set) var records: [ImportedRecord] = []
  /// Records without, each with the reason.
  private(set) var unplaced: [(record: ImportedRecord, source: Int, reason: String)] = []

  /// - Parameter deviceAndUserCount: about how many records there will be.
  init(
    _ sources: SourcesFile, _ placement: PlacementTable, _ texts: TextPool, deviceAndUserCount: Int
  ) {
    self.sources = sources
    self.placement = placement
    self.texts = texts
    index = UserIndex(texts)
    records.reserveCapacity(deviceAndUserCount)
    hasAccounts = sources.sources.contains { ![.cucm, .phoneserver].contains($0.system) }
  }

  private static let noPlace =
    "no line of the placement file matches, it belongs to no user that is placed, and its source "
    + "has no 'customer' and 'site'"

  // MARK: Devices and users

  /// Places the devices and users of a source. All sources with users come before accounts.
  ///
  /// - Parameter lists: the texts of all spans.
  mutating func place(_ source: inout SourceRecords, _ lists: [TextID]) {
    let fallback = sources.sources[source.source].defaultPlace.map(Int32.init)
    for index in source.phones.indices where source.phones[index].place == nil {
      source.phones[index].place = fallback
    }
    UserPlaces(source.phones, texts).place(&source.users, lists, fallback: fallback)
    let users = source.users
    for record in source.phones { keep(record, source.source) }
    for record in users { keep(record, source.source) }
    place(source.remoteDestinationProfiles, of: users, source.source)
    placeProfiles(source.profiles, of: users, lists, source.source)
    guard hasAccounts else { return }
    for user in users {
      guard let place = user.place else { continue }
      index.add(user: user, customer: sources.places[Int(place)].customer, place: place)
    }
  }

  /// Places remote destination profiles: they are where their user is.
  private mutating func place(
    _ profiles: [ImportedRecord], of users: [ImportedRecord], _ source: Int
  ) {
    if profiles.isEmpty { return }
    let fallback = sources.sources[source].defaultPlace.map(Int32.init)
    var places = TextMap()
    for user in users {
      let id = texts.key(of: user.key)
      if places[id] == nil, let place = user.place { places[id] = Int(place) }
    }
    for var profile in profiles {
      let owner = places[texts.key(of: profile.second)].map(Int32.init)
      profile.place = profile.place ?? owner ?? fallback
      keep(profile, source)
    }
  }

  /// Places extension-mobility profiles: they are where their first user in byte order is.
  private mutating func placeProfiles(
    _ profiles: [ImportedRecord], of users: [ImportedRecord], _ lists: [TextID], _ source: Int
  ) {
    if profiles.isEmpty { return }
    let fallback = sources.sources[source].defaultPlace.map(Int32.init)
    var first = TextMap()
    for (index, user) in users.enumerated() where user.place != nil {
      for profile in lists[user.profiles.range] {
        let name = texts.key(of: profile)
        if let known = first[name], !texts.keyPrecedes(user.key, users[known].key) { continue }
        first[name] = index
      }
    }
    for var profile in profiles {
      let user = first[texts.key(of: profile.key)].map { users[$0] }
      profile.place = profile.place ?? user?.place ?? fallback
      keep(profile, source)
    }
  }

  private mutating func keep(_ record: ImportedRecord, _ source: Int) {
    if record.place == nil {
      unplaced.append((record, source, Self.noPlace))
    } else {
      records.append(record)
    }
  }

  // MARK: Accounts

  /// Places the accounts of a source. Microsoft comes before PexIP, whose users may be Microsoft's.
  mutating func place(_ accounts: AccountRecords, source: Int) {
    let own = sources.sources[source]
    let fallback = own.defaultPlace.map(Int32.init)
    for (account, department) in zip(accounts.records, accounts.departments) {
      var account = account
      account.place = placeOfLine(account, department, source)
      if account.place == nil {
        switch index.match(Self.keys(of: account), among: own.customers) {
        case .nothing: account.place = fallback
        case .place(let place): account.place = place
        case .several(let hits):
          unplaced.append((account, source, reason(hits)))
          continue
        }
      }
      keep(account, source)
      if let place = account.place, [.microsoft365, .teams, .exchange].contains(account.model) {
        index.add(
          principalName: account.key, customer: sources.places[Int(place)].customer, place: place)
      }
    }
  }

  private func placeOfLine(
    _ account: ImportedRecord, _ department: TextID, _ source: Int
  ) -> Int32? {
    guard placement.hasLines(source) else { return nil }
    let (key, second) = (texts.slice(account.key), texts.slice(account.second))
    return placement.place(
      source: source,
      [
        (.userid, key), (.mail, key), (.userid, second), (.mail, second),
        (.department, texts.slice(department)),
      ])
  }

  private func reason(_ hits: [UserIndex.Hit]) -> String {
    let users = hits.map { hit in
      "\(texts.foldedString(hit.id)) of \(sources.customers[hit.customer].name)"
    }
    return "it matches users of several customers: " + users.sorted().joined(separator: ", ")
  }

  /// The keys of AuditRules.md §2, rules 8 to 11.
  private static func keys(of account: ImportedRecord) -> [UserIndex.Key] {
    switch account.model {
    case .voicemail, .uccxAgent, .ucceAgent: [.id(account.key)]
    case .webex: [.mail(account.key)]
    case .spark: [.mail(account.key), .id(account.second)]
    case .microsoft365, .teams, .exchange: [.mail(account.key), .id(account.key)]
    case .pexip: [.mail(account.key), .id(account.key), .principalName(account.key)]
    default: []
    }
  }
}
