/// The reports of one provider.
public struct ReferenceProvider: Sendable {
  /// The Provider node's name.
  public let name: String
  /// The Provider node's path.
  public let path: String
  /// In ascending byte order of PKID.
  public let customers: [ReferenceCustomer]
  /// The anonymous CSV, whole. Compare its UTF-8, not the `String`.
  public let anonymous: String
  /// The detailed CSV, whole.
  public let detailed: String
  /// The breakdown CSV, whole.
  public let breakdown: String
  /// The names of the three files and of the ZIP, in the order anonymous, detailed, breakdown, ZIP.
  public let fileNames: [String]
  /// The directory inside the ZIP.
  public let archiveDirectory: String

  static let breakdownTitles = [
    "Customer PKID", "UCM Users", "Unclassified Users", "Unclassified Accounts",
    "Users With More Than 10 Phones", "Additional Licenses", "User Licenses", "Phones",
    "Assigned Phones", "Standalone Phones", "Standalone Analog Ports", "CTI Ports",
    "Spark Remote Devices", "Not Phones", "Orphan Owners", "Unknown Associations",
    "Merged Records", "Above Site Level",
  ]

  init(
    _ node: ReferenceNode, _ inputs: [CustomerInput], _ hierarchy: ReferenceHierarchy,
    _ header: ReferenceHeader, _ table: ReferenceDeviceTable
  ) {
    name = String(decoding: node.name, as: UTF8.self)
    path = String(decoding: node.path, as: UTF8.self)
    let rows = inputs.sorted { precedes($0.node.pkid ?? [], $1.node.pkid ?? []) }
    customers = rows.map { ReferenceCustomer($0, table) }
    let owners = rows.map { row in
      ["Provider", "Reseller", "Customer"].map { type in
        let name = hierarchy.nearest(type, row.node.path)?.name ?? []
        return withoutFormula(String(decoding: name, as: UTF8.self))
      }
    }
    anonymous =
      header.lines + csvLine(referenceTitles) + customers.map { csvLine($0.row) }.joined()
    detailed =
      header.lines + csvLine(["Provider", "Reseller", "Customer"] + referenceTitles)
      + zip(owners, customers).map { csvLine($0 + $1.row) }.joined()
    breakdown =
      header.lines + csvLine(Self.breakdownTitles)
      + customers.map { csvLine($0.breakdown) }.joined()
    fileNames = [
      header.fileName("anonymous", ".csv"), header.fileName("detailed", ".csv"),
      header.fileName("anonymous_breakdown", ".csv"), header.fileName("license", ".zip"),
    ]
    archiveDirectory = header.stamp + "_license"
  }

  /// The sum of a column of the breakdown over all customers, by its title.
  public func total(_ title: String) -> Int {
    guard let column = Self.breakdownTitles.firstIndex(where: { $0 == title }) else { return 0 }
    return customers.map { Int($0.breakdown[column]) ?? 0 }.reduce(0, +)
  }

  /// The sum of a column of the report over all customers, by its number from 2 to 36.
  public func total(column: Int) -> Int {
    customers.map { Int($0.row[column - 1]) ?? 0 }.reduce(0, +)
  }

  /// Records without a key at site level.
  public var emptyKeys: Int { customers.map(\.emptyKeys).reduce(0, +) }

  /// Folded products that the device table does not know, with the number of distinct phones.
  public var unknownProducts: [Bytes: Int] {
    customers.reduce(into: [:]) { $0.merge($1.unknownProducts, uniquingKeysWith: +) }
  }
}
