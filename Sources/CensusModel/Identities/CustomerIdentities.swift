/// Whose and which the rows of a customer are: what an inventory keeps of names where it was asked
/// to.
public struct CustomerIdentities: Equatable, Sendable {
  /// What rows of names stand for. The raw value is on disk: never change.
  public enum Section: UInt8, CaseIterable, Sendable {
    /// Persons by user id, or by the key of an account that matched none; their parts are the names
    /// of their devices.
    case persons = 1
    /// Phones that belong to nobody, by name.
    case standaloneDevices = 2
    /// Distinct phone-server phones, by name.
    case phoneServerPhones = 3
    /// Site nodes, by their own paths.
    case sites = 4
    /// Phones with an owner who is no UCM user of the customer, by name; their parts are those
    /// owners.
    case orphanOwners = 5
    /// Records that were left out above site level, by their keys, which may be empty.
    case aboveSiteLevel = 6
    /// Users whose associated devices name what is no phone, by user id; their parts are those
    /// names.
    case unknownAssociations = 7
  }

  /// The customer's own path.
  public var path: String
  private var tables = [NameTable](repeating: NameTable(), count: Section.allCases.count)

  /// A customer at this path, of whom nothing is known.
  public init(path: String) { self.path = path }

  /// The rows of a section: persons and standalone devices in the order of the customer's inventory,
  /// and the devices of a person in the order of his.
  public subscript(section: Section) -> NameTable {
    get { tables[Int(section.rawValue) - 1] }
    set { tables[Int(section.rawValue) - 1] = newValue }
  }

  /// Every record that is named.
  public mutating func forEachSource(_ body: (inout SourceRecord) -> Void) {
    for table in tables.indices {
      for source in tables[table].heads.sources.indices {
        body(&tables[table].heads.sources[source])
      }
      for source in tables[table].parts.sources.indices {
        body(&tables[table].parts.sources[source])
      }
    }
  }
}

/// What the records that identities name refer to.
public struct IdentityContext: Equatable, Sendable {
  /// Model types by the number of their role; several of one role stand in one text, with ` | `
  /// between them, and a role without a model is empty.
  public var models: [String] = []
  /// The files of the dump, in reading order.
  public var files: [String] = []
  /// Places in the hierarchy, as the records write them.
  public var places: [String] = []

  /// Nothing.
  public init() {}
}
