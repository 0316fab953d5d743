internal import CensusModel

/// A field of a list: its title and where a row has it.
enum ListField: String, CaseIterable {
  case customerPKID = "Customer PKID"
  case customer = "Customer"
  case kind = "Kind"
  case name = "Name"
  case column = "Column"
  case rule = "Rule"
  case phones = "Phones"
  case licenses = "Licences"
  case facts = "Facts"
  case alsoIn = "Also In"
  case devices = "Devices"
  case product = "Product"
  case deviceClass = "Class"
  case others = "Others"
  case condition = "Condition"
  case value = "Value"
  case model = "Model"
  case file = "File"
  case line = "Line"
  case place = "Place"

  /// The fields of the list of one column.
  static let ofColumn: [ListField] = [
    .customerPKID, .customer, .kind, .name, .facts, .phones, .product, .deviceClass, .others,
    .model, .file, .line, .place,
  ]

  /// The fields of the list of all persons.
  static let ofAll: [ListField] = [
    .customerPKID, .customer, .kind, .name, .column, .rule, .phones, .licenses, .facts, .alsoIn,
    .devices, .model, .file, .line, .place,
  ]

  /// The fields of the list of records that are left out.
  static let ofLeftOut: [ListField] = [
    .customerPKID, .customer, .kind, .name, .condition, .value, .model, .file, .line, .place,
  ]

  var isNumber: Bool { [.phones, .licenses, .line].contains(self) }

  /// The value of a row; empty where it has none. Names are safe for spreadsheets.
  func text(of row: ListRow) -> String {
    switch self {
    case .customerPKID: row.pkid
    case .customer: CustomerNames.harmless(row.customer)
    case .kind: row.kind.rawValue
    case .name: CustomerNames.harmless(row.name)
    case .column: row.count?.column ?? ""
    case .rule: row.count?.rule ?? ""
    case .phones: row.count.map { String($0.phones) } ?? ""
    case .licenses: row.count?.licenses.map(String.init) ?? ""
    case .facts: row.count?.factsText ?? ""
    case .alsoIn: row.count?.alsoInText ?? ""
    case .devices: CustomerNames.harmless(Self.joined(row.devices))
    case .product: CustomerNames.harmless(row.product ?? "")
    case .deviceClass: row.deviceClass ?? ""
    case .others: CustomerNames.harmless(Self.joined(row.others))
    case .condition: CustomerNames.harmless(row.condition?.field ?? "")
    case .value: CustomerNames.harmless(row.condition?.value ?? "")
    case .model: CustomerNames.harmless(row.source?.model ?? "")
    case .file: CustomerNames.harmless(row.source?.file ?? "")
    case .line: row.source?.line.map(String.init) ?? ""
    case .place: CustomerNames.harmless(row.source?.place ?? "")
    }
  }

  /// Names with blanks between them. Most rows have one or none.
  private static func joined(_ names: [String]) -> String {
    names.count < 2 ? names.first ?? "" : names.joined(separator: " ")
  }
}
