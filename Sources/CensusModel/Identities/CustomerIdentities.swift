/// The names for the rows of a customer: an inventory keeps them if it was asked to.
public struct CustomerIdentities: Equatable, Sendable {
  /// The kinds of rows of names. The raw value is on disk: never change.
  public enum Section: UInt8, CaseIterable, Sendable {
    /// Persons by user id, or by the key of an account that matched none; their parts are the names
    /// of their devices.
    case persons = 1
    /// Phones without an owner, by name.
    case standaloneDevices = 2
    /// Distinct phone-server phones, by name.
    case phoneServerPhones = 3
    /// Site nodes, by their own paths.
    case sites = 4
    /// Phones with an owner who is not a UCM user of the customer, by name; their parts are those
    /// owners.
    case orphanOwners = 5
    /// Records that were left out above site level, by their keys, which may be empty.
    case aboveSiteLevel = 6
    /// Users whose associated devices name what is not a phone, by user id; their parts are those
    /// names.
    case unknownAssociations = 7
    /// Records beyond the first of their kind and key, by that key; the part is the first record.
    case mergedRecords = 8
    /// Records at site level whose key is empty.
    case emptyKeys = 9
    /// Records above every customer, by their keys, which may be empty. No customer has them.
    case aboveEveryCustomer = 10

    /// Those of a customer.
    public static let ofCustomers = allCases.filter { $0 != .aboveEveryCustomer }
  }

  /// The customer's own path.
  public var path: String
  private var tables = [NameTable](repeating: NameTable(), count: Section.ofCustomers.count)

  /// A customer at this path, of whom nothing is known.
  public init(path: String) { self.path = path }

  /// The rows of a section: persons and standalone devices in the order of the customer's inventory,
  /// and the devices of each person in the order that they have there.
  public subscript(section: Section) -> NameTable {
    get { tables[Int(section.rawValue) - 1] }
    set { tables[Int(section.rawValue) - 1] = newValue }
  }

  /// Every record that is named.
  public mutating func forEachSource(_ body: (inout SourceRecord) -> Void) {
    for table in tables.indices { tables[table].forEachSource(body) }
  }
}

/// The texts that the records of identities refer to.
public struct IdentityContext: Equatable, Sendable {
  /// Model types by the number of their role; several of one role share one text, with ` | `
  /// between them, and a role without a model is empty.
  public var models: [String] = []
  /// The files of the dump, in reading order.
  public var files: [String] = []
  /// Places in the hierarchy, as the records write them.
  public var places: [String] = []
  /// Products as the dump writes them, beside the device types of the columnar file; empty for the
  /// type of another class.
  public var products: [String] = []

  /// Nothing.
  public init() {}
}
