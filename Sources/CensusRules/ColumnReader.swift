internal import CensusModel
internal import Documents

/// How a column of each kind is written in a rule set.
enum ColumnReader: String, CaseIterable {
  case customerPKID, persons, standaloneDevices, setting, phoneServerPhones, sites

  /// The names of the settings of a customer.
  private static let settings: KeyValuePairs<String, CustomerSettings> = [
    "publicSector": .publicSector, "inactiveBilling": .inactiveBilling,
  ]

  /// The reader of the columns of this kind; nil for an unknown kind.
  init?(kind: String) { self.init(rawValue: kind) }

  /// All kinds, for errors.
  static var kindNames: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The keys that a column of this kind has beside its title and its kind.
  var keys: [String] {
    switch self {
    case .customerPKID, .phoneServerPhones, .sites: []
    case .persons: ["exclusive", "where"]
    case .standaloneDevices: ["class"]
    case .setting: ["setting"]
    }
  }

  /// Reads what is in a column.
  ///
  /// - Parameters:
  ///   - object: the column as it is written.
  ///   - earlier: the columns before it, which its condition may name.
  ///   - document: the file.
  /// - Returns: the kind, and the place of its condition, if it has one.
  func read(
    _ object: CheckedObject, earlier: [Column], in document: SourceDocument
  ) throws(DocumentError) -> (kind: Column.Kind, conditionOffset: Int?) {
    switch self {
    case .customerPKID: return (.customerPKID, nil)
    case .phoneServerPhones: return (.phoneServerPhones, nil)
    case .sites: return (.sites, nil)
    case .standaloneDevices: return (.standaloneDevices(try deviceClass(object, document)), nil)
    case .setting: return (.setting(try setting(object, document)), nil)
    case .persons:
      let isExclusive = try object.bool("exclusive")
      let (text, offset) = try object.string("where")
      do {
        let condition = try ExpressionParser.parse(text, earlier: earlier)
        return (.persons(condition, isExclusive: isExclusive), offset)
      } catch {
        throw document.refusal(
          at: document.byte(ofStringAt: offset, index: error.index), error.reason)
      }
    }
  }

  private func deviceClass(
    _ object: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> DeviceClass {
    let (name, offset) = try object.string("class")
    guard let deviceClass = DeviceClass(name: name) else {
      throw document.refusal(
        at: offset, "\(shown(name)) is not a class of devices; expected \(DeviceClass.names)")
    }
    return deviceClass
  }

  private func setting(
    _ object: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> CustomerSettings {
    let (name, offset) = try object.string("setting")
    guard let setting = Self.settings.first(where: { $0.key == name })?.value else {
      let names = Self.settings.map(\.key).joined(separator: ", ")
      throw document.refusal(
        at: offset, "\(shown(name)) is not a setting of a customer; expected \(names)")
    }
    return setting
  }
}

extension DeviceClass {
  /// All names, for errors.
  static var names: String { allCases.map(\.name).joined(separator: ", ") }
}
