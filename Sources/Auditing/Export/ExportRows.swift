internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Parquet

/// The rows of one group of a columnar file, column by column.
struct ExportRows {
  private(set) var customers: [Int] = []
  private(set) var facts = [[Bool]](repeating: [], count: Fact.allCases.count)
  private(set) var phones: [Int] = []
  /// The index of the exclusive column; nil for a person in none.
  private(set) var columns: [Int?] = []
  private(set) var licenses: [Int] = []
  private(set) var deviceCustomers: [Int] = []
  private(set) var devicePersons: [Int?] = []
  private(set) var deviceTypes: [Int] = []

  /// - Parameters:
  ///   - group: the group, decoded.
  ///   - firstPerson: the number of its first person.
  ///   - file: by device type of the file the class, and by customer of the file the number in the
  ///     export.
  ///   - verdicts: those on persons.
  init(
    _ group: DecodedGroup, firstPerson: Int, of file: (classes: [DeviceClass], numbers: [Int]),
    _ verdicts: PersonCounts
  ) {
    let persons = group.persons()
    let standalone = group.standaloneTypes()
    var (person, device) = (0, 0)
    for segment in group.segments {
      let customer = file.numbers[segment.customer]
      for index in person..<person + segment.personCount {
        let devices = persons.devices(of: index)
        let count = PersonVerdict.phones(of: devices, classes: file.classes)
        add(persons.facts[index], phones: count, customer, verdicts)
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
    _ facts: FactSet, phones count: Int, _ customer: Int, _ verdicts: PersonCounts
  ) {
    customers.append(customer)
    for fact in Fact.allCases { self.facts[Int(fact.rawValue)].append(facts.contains(fact)) }
    phones.append(count)
    let verdict = verdicts.entry(facts, phones: count).verdict
    columns.append(verdict.bucket)
    licenses.append(verdict.licenses ?? 0)
  }

  private mutating func add(_ type: UInt16, of person: Int?, _ customer: Int) {
    deviceCustomers.append(customer)
    devicePersons.append(person)
    deviceTypes.append(Int(type))
  }

  /// As the table of persons has it.
  ///
  /// - Parameter titles: those of the rule set's columns.
  func persons(first: Int, _ titles: [String]) -> [ParquetValues] {
    let texts = titles.map(Optional.some) + [nil]
    return [.integers(Array(first..<first + customers.count)), .integers(customers)]
      + facts.map(ParquetValues.booleans) + [
        .integers(phones), .texts(indexes: columns.map { $0 ?? titles.count }, of: texts),
        .integers(licenses),
      ]
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
