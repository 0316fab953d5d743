import CensusModel
import Testing

@Suite struct PersonTableTests {
  private let devices: [[UInt16]] = [
    [], [7], [2, 1], [1, 2], [3, 3], [3, 1, 2], [9, 9, 1, 0, 65_535, 4], Array((0..<70).reversed()),
  ]

  private var table: PersonTable {
    var table = PersonTable()
    for (index, types) in devices.enumerated() {
      table.append(facts: FactSet(rawValue: UInt16(index)), devices: types)
    }
    return table
  }

  @Test func sortsTheDevicesOfEachPerson() {
    var sorted = table
    sorted.sortDevices()
    #expect(sorted.facts == table.facts)
    for (index, types) in devices.enumerated() {
      #expect(Array(sorted.devices(of: index)) == types.sorted())
    }
  }

  @Test func takesPersonsOfAnotherTable() {
    let order = [3, 0, 7, 7, 1]
    var copy = table
    for person in order { copy.append(person, of: table) }
    #expect(copy.count == devices.count + order.count)
    for (index, person) in (Array(devices.indices) + order).enumerated() {
      #expect(copy.facts[index] == table.facts[person])
      #expect(Array(copy.devices(of: index)) == devices[person])
    }
  }
}
