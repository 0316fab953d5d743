internal import CensusModel

/// Makes the persons and devices of one customer.
struct CustomerMaker {
  private let mix: DeviceMix
  private let facts: FactMix
  private var random: RandomStream
  private var inventory: CustomerInventory

  init(pkid: String, facts: FactMix, devices: DeviceMix, random: RandomStream) {
    mix = devices
    self.facts = facts
    self.random = random
    inventory = CustomerInventory(pkid: pkid, provider: 0)
  }

  /// A customer with so many persons and so many device rows.
  mutating func make(personCount: Int, deviceCount: Int) -> CustomerInventory {
    let accountCount = random.share(personCount, facts.accountsPerThousand)
    let userCount = personCount - accountCount
    let standaloneCount = userCount == 0 ? deviceCount : random.share(deviceCount, 60)
    addPersons(
      deviceCounts: deviceCounts(users: userCount, sum: deviceCount - standaloneCount),
      accountCount: accountCount)
    for _ in 0..<standaloneCount {
      inventory.standaloneDevices.append(mix.standalone(using: &random))
    }
    addTheRest(userCount: userCount, deviceCount: deviceCount)
    return inventory
  }

  /// How many devices each user has: as it comes, then one more or less for some, so that the sum is
  /// right.
  private mutating func deviceCounts(users: Int, sum: Int) -> [Int] {
    var counts: [Int] = []
    counts.reserveCapacity(users)
    var missing = sum
    for _ in 0..<users {
      let count = deviceCount()
      counts.append(count)
      missing -= count
    }
    while missing != 0 {
      let user = random.below(users)
      if missing > 0 {
        counts[user] += 1
        missing -= 1
      } else if counts[user] > 0 {
        counts[user] -= 1
        missing += 1
      }
    }
    return counts
  }

  /// A fifth have none, half have one; three in a thousand have 11 to 19, one in two thousand more.
  private mutating func deviceCount() -> Int {
    switch random.below(2000) {
    case ..<430: 0
    case ..<1380: 1
    case ..<1790: 2
    case ..<1936: 3
    case ..<1980: random.within(4...6)
    case ..<1994: random.within(7...10)
    case ..<1999: random.within(11...19)
    default: random.within(20...40)
    }
  }

  /// Users and accounts as dice have it. A few users share a device with the one before, as an
  /// assistant does with a manager.
  private mutating func addPersons(deviceCounts: [Int], accountCount: Int) {
    var accountsLeft = accountCount
    var latest: UInt16?
    var devices: [UInt16] = []
    var user = 0
    while user < deviceCounts.count || accountsLeft > 0 {
      if random.below(deviceCounts.count - user + accountsLeft) < accountsLeft {
        inventory.persons.append(facts: facts.account(using: &random), devices: [])
        accountsLeft -= 1
        continue
      }
      devices.removeAll(keepingCapacity: true)
      if let shared = latest, deviceCounts[user] > 0, random.chance(5) {
        devices.append(shared)
        inventory.surplusDevices.append(shared)
      }
      while devices.count < deviceCounts[user] {
        devices.append(mix.owned(after: devices.last, using: &random))
      }
      inventory.persons.append(
        facts: facts.user(deviceCount: devices.count, using: &random), devices: devices)
      latest = devices.last
      user += 1
    }
  }

  /// Settings, sites, and what the columns cannot tell.
  private mutating func addTheRest(userCount: Int, deviceCount: Int) {
    if random.chance(50) { inventory.settings.insert(.publicSector) }
    if random.chance(20) { inventory.settings.insert(.inactiveBilling) }
    let siteCount = min(200, (inventory.persons.count + 119) / 80)
    inventory.sites = Set((0..<siteCount).map { _ in random.next() }).sorted()
    inventory.counters.users = userCount
    inventory.counters.phones = deviceCount - inventory.surplusDevices.count
    inventory.counters.phoneServerPhones = random.chance(150) ? random.share(userCount, 40) : 0
    inventory.counters.orphanOwners = min(random.share(userCount, 9), inventory.counters.phones)
    inventory.counters.unknownAssociations = random.share(userCount, 4)
    inventory.counters.mergedRecords = random.share(userCount, 6)
    inventory.counters.aboveSiteLevel = 1 + random.share(userCount, 3)
  }
}
