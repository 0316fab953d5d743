internal import CensusModel
public import TextOutput

/// Rows of persons, the way `ListText` writes them, to be made by several threads. Those of CSV are
/// made of bytes: what many rows have in common is made once, and names are copied as they are.
public struct ListPiece: Sendable {
  /// Fields that stand together, each with a comma after it.
  public struct Fields: Sendable {
    fileprivate var bytes: [UInt8]
  }

  /// The fields that the rows of one record of the dump have in common.
  public struct Source {
    /// The fields of its model and file.
    public var file: Fields
    /// The line; nil where it is not known.
    public var line: Int?
    /// The last field.
    public var place: Fields

    /// A record there.
    public init(file: Fields, line: Int?, place: Fields) {
      (self.file, self.line, self.place) = (file, line, place)
    }
  }

  /// The rows so far.
  public private(set) var bytes: [UInt8] = []
  /// How many there are.
  public private(set) var rowCount = 0
  let format: OutputFormat
  private let isComplete: Bool
  private var devices: [UInt8] = []
  private var deviceCount = 0

  /// No rows.
  ///
  /// - Parameters:
  ///   - format: CSV or JSON.
  ///   - isComplete: whether persons have what decided their column and licences.
  public init(_ format: OutputFormat, isComplete: Bool) {
    self.format = format
    self.isComplete = isComplete
  }

  // MARK: What is made once

  private var fields: [ListField] { isComplete ? ListField.ofAll : ListField.ofColumn }

  /// The fields of the customer of a row.
  public func customer(of row: ListRow) -> Fields { text(of: row, fields.prefix { $0 != .kind }) }

  /// The field before the name.
  public func kind(of row: ListRow) -> Fields { text(of: row, [.kind]) }

  /// The fields after the name that are the same for all persons with the same facts and phones.
  public func verdict(of row: ListRow) -> Fields {
    let rest = fields.drop { $0 != .name }.dropFirst()
    return text(of: row, rest.prefix { $0 != .devices && $0 != .model })
  }

  /// The fields of the model and the file of a row.
  public func file(of row: ListRow) -> Fields { text(of: row, [.model, .file]) }

  /// The field of the place of a row.
  public func place(of row: ListRow) -> Fields { text(of: row, [.place]) }

  private func text(of row: ListRow, _ fields: some Sequence<ListField>) -> Fields {
    var text = Fields(bytes: [])
    for field in fields {
      var csv = CSVText(beginningWith: "")
      csv.append(field.text(of: row))
      text.bytes += csv.take()
      text.bytes.append(Self.comma)
    }
    return text
  }

  // MARK: Rows

  /// Adds a row of JSON; each has a comma before it, which the first of a list loses.
  public mutating func append(_ row: ListRow) {
    bytes += Array(",\n".utf8)
    bytes += row.json(isComplete: isComplete).line().dropLast()
    rowCount += 1
  }

  /// Begins a row, up to its name.
  public mutating func beginRow(_ customer: Fields, _ kind: Fields, name: ArraySlice<UInt8>) {
    bytes.append(contentsOf: customer.bytes)
    bytes.append(contentsOf: kind.bytes)
    append(name)
    devices.removeAll(keepingCapacity: true)
    deviceCount = 0
  }

  /// Adds a device to those of the row.
  public mutating func add(device name: ArraySlice<UInt8>) {
    if deviceCount > 0 { devices.append(UInt8(ascii: " ")) }
    deviceCount += 1
    devices.append(contentsOf: name)
  }

  /// Ends the row.
  public mutating func endRow(_ verdict: Fields, _ source: Source) {
    bytes.append(contentsOf: verdict.bytes)
    if isComplete { append(devices[...]) }
    bytes.append(contentsOf: source.file.bytes)
    if let line = source.line { append(line) }
    bytes.append(Self.comma)
    bytes.append(contentsOf: source.place.bytes)
    bytes[bytes.count - 1] = UInt8(ascii: "\n")
    rowCount += 1
  }

  private static let comma = UInt8(ascii: ",")

  /// Adds a field that is a name, and its comma. Most need neither quotes nor a guard.
  private mutating func append(_ name: ArraySlice<UInt8>) {
    var isPlain = true
    for byte in name where !Self.isPlain[Int(byte)] { isPlain = false }
    if isPlain {
      bytes.append(contentsOf: name)
    } else {
      var csv = CSVText(beginningWith: "")
      csv.append(CustomerNames.harmless(String(decoding: name, as: UTF8.self)))
      bytes += csv.take()
    }
    bytes.append(Self.comma)
  }

  /// By byte, whether it may stand anywhere in a field without quotes or guard.
  private static let isPlain: [Bool] = (0..<256).map { byte in
    !",\"\r\n=+-@\t".utf8.contains(UInt8(byte))
  }

  private mutating func append(_ number: Int) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
