internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Parquet

/// The rows of one group of a columnar file, column by column.
struct ExportRows {
  private(set) var customers: [Int] = []
  private(set) var facts = [[Bool]](repeating: [], count: Fact.allCases.count)
  private(set) var phones: [Int] = []
  private(set) var deviceCustomers: [Int] = []
  private(set) var devicePersons: [Int?] = []
  private(set) var deviceTypes: [Int] = []

  /// - Parameters:
  ///   - group: the group, decoded.
  ///   - firstPerson: the number of its first person.
  ///   - classes: by device type of the file.
  ///   - numbers: by customer of the file, his number in the export.
  init(
    _ group: DecodedGroup, firstPerson: Int, classes: [DeviceClass], numbers: [Int]
  ) {
    let persons = group.persons()
    let standalone = group.standaloneTypes()
    var (person, device) = (0, 0)
    for segment in group.segments {
      let customer = numbers[segment.customer]
      for index in person..<person + segment.personCount {
        add(persons.facts[index], persons.devices(of: index), classes, customer)
        for type in persons.devices(of: index) { add(type, of: firstPerson + index, customer) }
      }
      person += segment.personCount
      for type in standalone[device..<device + segment.standaloneCount] {
        add(type, of: nil, customer)
      }
      device += segment.standaloneCount
    }
  }

  private mutating func add(
    _ facts: FactSet, _ devices: ArraySlice<UInt16>, _ classes: [DeviceClass], _ customer: Int
  ) {
    customers.append(customer)
    for fact in Fact.allCases { self.facts[Int(fact.rawValue)].append(facts.contains(fact)) }
    phones.append(PersonVerdict.phones(among: devices.lazy.map { classes[Int($0)] }))
  }

  private mutating func add(_ type: UInt16, of person: Int?, _ customer: Int) {
    deviceCustomers.append(customer)
    devicePersons.append(person)
    deviceTypes.append(Int(type))
  }

  /// As the table of persons has it.
  func persons(first: Int) -> [ParquetValues] {
    [.integers(Array(first..<first + customers.count)), .integers(customers)]
      + facts.map(ParquetValues.booleans) + [.integers(phones)]
  }

  /// As the table of devices has it.
  func devices(
    first: Int, _ types: [DeviceTypeEntry], _ classes: [DeviceClass]
  ) -> [ParquetValues] {
    let products = types.map { entry -> String? in
      if case .product(let product) = entry.type { product } else { nil }
    }
    return [
      .integers(Array(first..<first + deviceTypes.count)), .integers(deviceCustomers),
      .optionalIntegers(devicePersons),
      .texts(indexes: deviceTypes, of: products),
      .texts(indexes: deviceTypes, of: classes.map(\.name)),
    ]
  }
}
