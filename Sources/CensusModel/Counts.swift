/// The counts of the kernel for one customer. Those of several groups and files add up.
public struct CustomerCounts: Equatable, Sendable {
  /// One count per column of the rule set that counts persons or standalone devices, by column
  /// index; 0 in the columns of other kinds.
  public var columns: [Int]
  /// Persons of every kind.
  public var persons = 0
  /// Persons who are UCM users.
  public var users = 0
  /// UCM users in no exclusive column.
  public var unclassifiedUsers = 0
  /// Persons who are not UCM users and in no column that counts persons.
  public var unclassifiedAccounts = 0
  /// UCM users with more phones than one licence covers (ten in the built-in rule set).
  public var usersOverLicense = 0
  /// Persons who need a licence; the UCM users in the built-in rule set.
  public var licensedPersons = 0
  /// The licences of licensed persons beyond the first one of each.
  public var additionalLicenses = 0
  /// Distinct phones by class that belong to somebody.
  public var assignedDevices = DeviceCounts()
  /// Phones by class without an owner.
  public var standaloneDevices = DeviceCounts()

  /// The licences of all licensed persons.
  public var userLicenses: Int { licensedPersons + additionalLicenses }

  /// All zero, for a rule set with this many columns.
  public init(columnCount: Int) { columns = [Int](repeating: 0, count: columnCount) }

  /// These counts of columns, and nothing else yet.
  public init(columns: [Int]) { self.columns = columns }

  /// Adds what was counted of the same customer elsewhere.
  public mutating func add(_ other: CustomerCounts) {
    for index in columns.indices { columns[index] += other.columns[index] }
    persons += other.persons
    users += other.users
    unclassifiedUsers += other.unclassifiedUsers
    unclassifiedAccounts += other.unclassifiedAccounts
    usersOverLicense += other.usersOverLicense
    licensedPersons += other.licensedPersons
    additionalLicenses += other.additionalLicenses
    for index in assignedDevices.indices {
      assignedDevices[index] += other.assignedDevices[index]
      standaloneDevices[index] += other.standaloneDevices[index]
    }
  }
}

/// Devices by class: the index is `DeviceClass.rawValue`. No class has index 0: its number is 0.
/// A value without storage of its own, as there are two for every customer.
public struct DeviceCounts: RandomAccessCollection, MutableCollection, Equatable, Sendable {
  private var counts = SIMD8<Int>()

  /// All zero.
  public init() {}

  /// The number of each class by its raw value.
  public init(_ number: (Int) -> Int) {
    // At once: numbers set one after the other wait for each other.
    counts = SIMD8(number(0), number(1), number(2), number(3), number(4), number(5), 0, 0)
  }

  /// The index of the first number.
  public var startIndex: Int { 0 }
  /// One more than the greatest `DeviceClass.rawValue`.
  public var endIndex: Int { 6 }

  /// The devices of a class, by its raw value.
  public subscript(index: Int) -> Int {
    get { counts[index] }
    set { counts[index] = newValue }
  }

  /// The devices of a class.
  public subscript(deviceClass: DeviceClass) -> Int {
    get { counts[Int(deviceClass.rawValue)] }
    set { counts[Int(deviceClass.rawValue)] = newValue }
  }
}

extension DeviceCounts: ExpressibleByArrayLiteral {
  /// Six numbers.
  public init(arrayLiteral numbers: Int...) {
    precondition(numbers.count == endIndex, "device classes")
    for (index, number) in numbers.enumerated() { counts[index] = number }
  }
}

/// A customer of an audit with all that the report says of them.
public struct CustomerResult: Equatable, Sendable {
  /// 24 hexadecimal digits, as they came.
  public var pkid: String
  /// Settings of the customer.
  public var settings: CustomerSettings
  /// Distinct Site nodes.
  public var siteCount: Int
  /// The counts of the conversion.
  public var counters: CustomerCounters
  /// The counts of the kernel.
  public var counts: CustomerCounts

  /// A result with these parts.
  public init(
    pkid: String, settings: CustomerSettings, siteCount: Int, counters: CustomerCounters,
    counts: CustomerCounts
  ) {
    self.pkid = pkid
    self.settings = settings
    self.siteCount = siteCount
    self.counters = counters
    self.counts = counts
  }
}
