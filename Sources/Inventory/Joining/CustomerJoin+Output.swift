internal import CensusModel

extension CustomerJoin {
  /// Hands the joined customer over: persons with their devices, and devices without a person.
  func hand(over inventory: inout CustomerInventory) {
    var ownerCounts = [UInt32](repeating: 0, count: phones.count)
    inventory.persons = persons(counting: &ownerCounts)
    for (phone, owners) in ownerCounts.enumerated() {
      let type = typeOfRank[Int(phones.ranks[phone])]
      switch owners {
      case 0: inventory.standaloneDevices.append(type)
      case 1: break
      default:
        inventory.surplusDevices += repeatElement(type, count: Int(owners) - 1)
      }
    }
    inventory.standaloneDevices.sort()
    inventory.surplusDevices.sort()
    inventory.counters = counters
    inventory.counters.users = users.count
    inventory.counters.phones = phones.count
    inventory.counters.orphanOwners = phones.orphanOwners
    inventory.counters.unknownAssociations = phones.unknownAssociations(userCount: users.count)
  }

  /// The users, each with the types of their devices in ascending order, then everybody else.
  private func persons(counting ownerCounts: inout [UInt32]) -> PersonTable {
    let owned = phones.ownedDevices(userCount: users.count)
    var persons = PersonTable()
    persons.reserve(persons: users.count + strangers.count, devices: owned.linkCount)
    var types: [UInt16] = []
    for (user, facts) in users.facts.enumerated() {
      types.removeAll(keepingCapacity: true)
      for phone in owned.targets(of: user) {
        ownerCounts[Int(phone)] += 1
        types.append(typeOfRank[Int(phones.ranks[Int(phone)])])
      }
      types.sort()
      persons.append(facts: facts, devices: types)
    }
    for facts in strangers { persons.append(facts: facts, devices: EmptyCollection()) }
    return persons
  }
}
