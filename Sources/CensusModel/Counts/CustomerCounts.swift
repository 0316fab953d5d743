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
