internal import CensusModel

/// Gives every record its site (Sources.md, "The sources file").
struct Placing {
  private let sources: SourcesFile
  private let placement: PlacementTable
  private var index = UserIndex()
  /// Records with a place.
  private(set) var records: [ImportedRecord] = []
  /// Records without, each with the reason.
  private(set) var unplaced: [(record: ImportedRecord, source: Int, reason: String)] = []

  init(_ sources: SourcesFile, _ placement: PlacementTable) {
    self.sources = sources
    self.placement = placement
  }

  private static let noPlace =
    "no line of the placement file matches, it belongs to no user that is placed, and its source "
    + "has no 'customer' and 'site'"

  // MARK: Devices and users

  /// Places the devices and users of a source. All sources with users come before accounts.
  mutating func place(_ source: SourceRecords) {
    let fallback = sources.sources[source.source].defaultPlace
    let phones = source.phones.map { phone in
      var phone = phone
      phone.place = phone.place ?? fallback
      return phone
    }
    let users = placedUsers(source, phones, fallback)
    let userPlaces = Dictionary(
      users.map { (ExactText(Folding.key($0.key)), $0.place) }, uniquingKeysWith: { $0 ?? $1 })
    for record in phones + users { keep(record, source.source) }
    for profile in source.remoteDestinationProfiles {
      var profile = profile
      let owner = userPlaces[ExactText(Folding.key(profile.second))] ?? nil
      profile.place = profile.place ?? owner ?? fallback
      keep(profile, source.source)
    }
    let profileUsers = firstUsersOfProfiles(users)
    for profile in source.profiles {
      var profile = profile
      let user = profileUsers[ExactText(Folding.key(profile.key))]
      profile.place = profile.place ?? user?.place ?? fallback
      keep(profile, source.source)
    }
    for user in users {
      guard let place = user.place else { continue }
      index.add(user: user, customer: sources.places[place].customer, place: place)
    }
  }

  /// A user without a line of their own goes where their first owned phone is, else their first
  /// associated one, in byte order of the names.
  private func placedUsers(
    _ source: SourceRecords, _ phones: [ImportedRecord], _ fallback: Int?
  ) -> [ImportedRecord] {
    var firstOwned: [ExactText: (name: String, place: Int)] = [:]
    var places: [ExactText: Int] = [:]
    for phone in phones {
      guard let place = phone.place else { continue }
      let name = Folding.key(phone.key)
      places[ExactText(name)] = places[ExactText(name)] ?? place
      let owner = ExactText(Folding.key(phone.second))
      if owner.string.isEmpty { continue }
      if let known = firstOwned[owner], !name.precedesExactly(known.name) { continue }
      firstOwned[owner] = (name, place)
    }
    // A user with two mail addresses is two records in one place.
    var devices: [ExactText: [String]] = [:]
    for user in source.users where !user.devices.isEmpty {
      devices[ExactText(Folding.key(user.key))] = user.devices
    }
    return source.users.map { user in
      var user = user
      let id = ExactText(Folding.key(user.key))
      if user.place == nil { user.place = firstOwned[id]?.place }
      if user.place == nil {
        let names = (devices[id] ?? []).map { ExactText(Folding.key($0)) }
        let first = names.filter { places[$0] != nil }.min()
        user.place = first.flatMap { places[$0] }
      }
      user.place = user.place ?? fallback
      return user
    }
  }

  private func firstUsersOfProfiles(_ users: [ImportedRecord]) -> [ExactText: ImportedRecord] {
    var first: [ExactText: ImportedRecord] = [:]
    for user in users where user.place != nil {
      for profile in user.profiles {
        let name = ExactText(Folding.key(profile))
        if let known = first[name],
          !Folding.key(user.key).precedesExactly(Folding.key(known.key))
        {
          continue
        }
        first[name] = user
      }
    }
    return first
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
    for (account, department) in zip(accounts.records, accounts.departments) {
      var account = account
      account.place = placement.place(
        source: source,
        [
          (.userid, account.key), (.mail, account.key), (.userid, account.second),
          (.mail, account.second), (.department, department),
        ])
      if account.place == nil {
        switch index.match(Self.keys(of: account), among: own.customers) {
        case .nothing: account.place = own.defaultPlace
        case .place(let place): account.place = place
        case .several(let hits):
          let users = hits.map { "\($0.id) of \(sources.customers[$0.customer].name)" }.sorted()
          unplaced.append(
            (
              account, source,
              "it matches users of several customers: "
                + users.joined(separator: ", ")
            ))
          continue
        }
      }
      keep(account, source)
      if let place = account.place,
        [.microsoft365, .teams, .exchange].contains(account.model)
      {
        index.add(
          principalName: account.key, customer: sources.places[place].customer, place: place)
      }
    }
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
