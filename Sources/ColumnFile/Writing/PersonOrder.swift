internal import CensusModel

/// The order of persons inside a customer. It is free, as rows are anonymous; sorted by devices,
/// then facts, planes become runs that LZ4 shrinks. Persons who are the same keep their order, so that
/// equal inventories make equal files.
struct PersonOrder {
  private struct Key {
    var value: UInt64
    var person: Int
  }

  private let persons: PersonTable

  /// - Parameter persons: with the devices of each person in ascending order.
  init(_ persons: PersonTable) { self.persons = persons }

  /// Indexes of the persons in order.
  func sorted() -> [Int] {
    var keys = (0..<persons.count).map { Key(value: key(of: $0), person: $0) }
    keys.sort { $0.value != $1.value ? $0.value < $1.value : precedes($0.person, $1.person) }
    return keys.map(\.person)
  }

  /// Number of devices (8 bits), then the first two types, then the third or, where there is none,
  /// the facts: decides nearly always.
  private func key(of person: Int) -> UInt64 {
    let devices = persons.devices(of: person)
    var key = UInt64(min(devices.count, 255)) << 48
    for (index, type) in devices.prefix(2).enumerated() {
      key |= UInt64(type) << UInt64(32 - 16 * index)
    }
    return key
      | UInt64(devices.count > 2 ? devices[devices.startIndex + 2] : persons.facts[person].rawValue)
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let mine = persons.devices(of: left)
    let other = persons.devices(of: right)
    if mine.count != other.count { return mine.count < other.count }
    if mine != other { return mine.lexicographicallyPrecedes(other) }
    let (facts, others) = (persons.facts[left].rawValue, persons.facts[right].rawValue)
    return facts == others ? left < right : facts < others
  }
}
