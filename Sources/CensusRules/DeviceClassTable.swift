internal import BuiltInData
public import CensusModel
public import Documents

/// Which class each model of a phone has, as a data file says it (AuditRules.md §2, rule 1).
///
/// The file is CSV with the columns `enum,name,class`; see `data/README.md`.
public struct DeviceClassTable: Equatable, Sendable {
  /// By folded name, byte for byte: `String` would take two spellings of one letter for the same.
  private let classes: [[UInt8]: DeviceClass]

  /// Reads and checks a table.
  ///
  /// - Parameters:
  ///   - bytes: the file, CSV in UTF-8.
  ///   - file: its name, for errors.
  /// - Throws: `DocumentError` at the first thing that is wrong, with its place.
  public init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    let document = SourceDocument(file: file, bytes: bytes)
    var reader = try CSVReader(document)
    let header = try reader.next()
    guard header?.fields == ["enum", "name", "class"] else {
      throw document.refusal(
        at: header?.offset ?? 0, "the first line of a device table must be 'enum,name,class'")
    }
    var classes: [[UInt8]: DeviceClass] = [:]
    while let record = try reader.next() {
      let (name, deviceClass) = try Self.entry(record, in: document)
      guard classes.updateValue(deviceClass, forKey: name) ?? deviceClass == deviceClass else {
        throw document.refusal(
          at: record.offset,
          "the name \(shown(record.fields[1])) has another class in a line above; remove one")
      }
    }
    guard !classes.isEmpty else {
      throw document.refusal(
        at: bytes.count, "the device table names no device, so every device would be a phone")
    }
    self.classes = classes
  }

  /// The table that every program carries within itself.
  public static func builtIn() throws(DocumentError) -> DeviceClassTable {
    try DeviceClassTable(parsing: BuiltInData.deviceClasses, file: "built-in device-classes.csv")
  }

  /// The class of a device. A product that the table does not know is a phone.
  public func deviceClass(of type: DeviceType) -> DeviceClass {
    switch type {
    case .otherClass: .none
    case .product(let product): classes[Self.key(product)] ?? .phone
    }
  }

  /// True if the table names the product, folded or not.
  public func knows(_ product: String) -> Bool { classes[Self.key(product)] != nil }

  private static func key(_ name: String) -> [UInt8] { Array(Folding.product(name).utf8) }

  private static func entry(
    _ record: CSVReader.Record, in document: SourceDocument
  ) throws(DocumentError) -> (name: [UInt8], deviceClass: DeviceClass) {
    let fields = record.fields
    guard fields.count == 3 else {
      throw document.refusal(
        at: record.offset,
        "expected 3 fields (enum, name, class), found \(fields.count); quote names with commas")
    }
    guard fields[0].utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else {
      throw document.refusal(
        at: record.offset, "the enum \(shown(fields[0])) must be digits, or empty where unknown")
    }
    let name = key(fields[1])
    guard !name.isEmpty, !fields[1].unicodeScalars.contains(where: \.isControl) else {
      throw document.refusal(
        at: record.offset, "the name must not be empty and must not hold control characters")
    }
    guard let deviceClass = DeviceClass(name: fields[2]) else {
      throw document.refusal(
        at: record.offset,
        "\(shown(fields[2])) is not a class of devices; expected \(DeviceClass.names)")
    }
    return (name, deviceClass)
  }
}
