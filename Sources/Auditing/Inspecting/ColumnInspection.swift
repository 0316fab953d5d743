internal import CensusModel
internal import ColumnFile
internal import TextOutput

/// A columnar file: its content and how it is stored. Only header, directory and chunk table are
/// read; groups are not decoded.
struct ColumnInspection {
  private let file: ColumnFile
  private let kernel: KernelChoice

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: the columnar file; `-` for standard input.
  ///   - memoryLimit: the most bytes that its directory may take.
  ///   - kernel: the machine code that an audit of it would run.
  init(of path: String, memoryLimit: Int, kernel: KernelChoice) throws(Failure) {
    self.kernel = kernel
    file = try mapping(Failure.init) { () throws(ColumnFileError) in
      try ColumnFile(ColumnSource(path: path), memoryLimit: memoryLimit)
    }
  }

  // MARK: Text

  /// For people; long lists are cut short where there is a terminal.
  func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    let countMax = InspectionText.countMax(style)
    switch format {
    case .json: return json
    case .csv: return csv
    case .table:
      return
        (head + columnLines + groupLines(countMax) + metadataLines + providerLines
        + customerLines(countMax)).joined(separator: "\n")
    }
  }

  /// The customers.
  private var csv: String {
    var csv = CSVText(beginningWith: "")
    csv.append(row: ["Customer PKID", "Users", "Persons", "Devices", "Sites"])
    for customer in file.customers {
      let counts = [
        customer.counters.users, customer.personCount, customer.deviceCount, customer.siteCount,
      ]
      csv.append(row: [customer.pkid] + counts.map(String.init))
    }
    return AuditOutcome.withoutLastLineEnd(csv.bytes)
  }

  private var head: [String] {
    let persons = sum(\.personCount)
    let perPerson = persons == 0 ? "" : ", \(Self.ratio(file.source.byteCount, persons)) a person"
    return InspectionText.head(
      file.source.name,
      [
        ("format version", "\(ColumnFile.formatVersion)"), ("identity", file.identity),
        ("size", "\(file.source.byteCount) bytes\(perPerson)"),
        ("directory", "\(file.footerByteCount) bytes"),
        ("customers", "\(file.customers.count)"), ("persons", "\(persons)"),
        ("devices", "\(sum(\.deviceCount)) (one row per owner)"),
        ("standalone", "\(sum(\.standaloneCount))"),
        ("device types", "\(file.deviceTypes.count)"), ("groups", "\(file.groupCount)"),
        ("kernel", "\(kernel.name) (this processor has: \(KernelChoice.availableNames))"),
      ])
  }

  private var columnLines: [String] {
    var lines = ["", "column          stored bytes    raw bytes  codecs (groups)"]
    for column in columnSums {
      let codecs = column.codecs.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
      lines.append(
        InspectionText.left(column.name, 14) + InspectionText.right(column.stored, 14)
          + InspectionText.right(column.raw, 13)
          + "  " + codecs)
    }
    return lines
  }

  private func groupLines(_ countMax: Int) -> [String] {
    var lines = ["", "group      persons      devices   standalone    customers  stored bytes"]
    for (index, group) in file.groupDescriptions.prefix(countMax).enumerated() {
      let stored = group.columns.reduce(0) { $0 + $1.storedByteCount }
      lines.append(
        InspectionText.left(String(index), 5) + InspectionText.right(group.personCount, 13)
          + InspectionText.right(group.deviceCount, 13)
          + InspectionText.right(group.standaloneCount, 13)
          + InspectionText.right(group.segmentCount, 13) + InspectionText.right(stored, 14))
    }
    return lines + InspectionText.more(file.groupCount, countMax)
  }

  private var metadataLines: [String] {
    ["", "metadata"]
      + sortedMetadata.map { "  \(AuditOutcome.printable("\($0.key) = \($0.value)"))" }
  }

  private var providerLines: [String] {
    let lines = file.providers.map {
      AuditOutcome.printable("\(InspectionText.left($0.pkid, 24))  \($0.name)")
    }
    return ["", "provider                  name"] + lines
  }

  private func customerLines(_ countMax: Int) -> [String] {
    var lines = ["", "customer                         users      persons      devices  sites"]
    for customer in file.customers.prefix(countMax) {
      lines.append(
        InspectionText.left(customer.pkid, 24) + InspectionText.right(customer.counters.users, 14)
          + InspectionText.right(customer.personCount, 13)
          + InspectionText.right(customer.deviceCount, 13)
          + InspectionText.right(customer.siteCount, 7))
    }
    return lines + InspectionText.more(file.customers.count, countMax)
  }

  /// Hundredths, rounded.
  private static func ratio(_ bytes: Int, _ count: Int) -> String {
    let hundredths = (bytes * 100 + count / 2) / count
    let cents = String(hundredths % 100)
    return "\(hundredths / 100).\(cents.count == 1 ? "0" : "")\(cents) bytes"
  }

  // MARK: JSON

  /// Everything, for programs.
  private var json: String {
    let document = JSONOutput.object([
      ("file", .string(file.source.name)), ("formatVersion", .integer(ColumnFile.formatVersion)),
      ("identity", .string(file.identity)), ("bytes", .integer(file.source.byteCount)),
      ("directoryBytes", .integer(file.footerByteCount)),
      ("kernel", .string(kernel.name)),
      ("metadata", .object(sortedMetadata.map { ($0.key, .string($0.value)) })),
      ("providers", .array(file.providers.map { .string($0.name) })),
      ("providerPKIDs", .array(file.providers.map { .string($0.pkid) })),
      ("deviceTypes", .array(file.deviceTypes.map(Self.json))),
      ("groups", .array(file.groupDescriptions.map(Self.json))),
      ("customers", .array(file.customers.map(json))),
    ])
    return AuditOutcome.withoutLastLineEnd(document.bytes())
  }

  private static func json(_ entry: DeviceTypeEntry) -> JSONOutput {
    let product: [(key: String, value: JSONOutput)] =
      if case .product(let name) = entry.type { [("product", .string(name))] } else { [] }
    return .object(
      product + [
        ("class", .string(entry.deviceClass.name)), ("known", .integer(entry.isKnown ? 1 : 0)),
        ("phones", .integer(entry.phoneCount)),
      ])
  }

  private static func json(_ group: GroupDescription) -> JSONOutput {
    .object([
      ("offset", .integer(group.offset)), ("persons", .integer(group.personCount)),
      ("devices", .integer(group.deviceCount)), ("standalone", .integer(group.standaloneCount)),
      ("surplus", .integer(group.surplusCount)), ("customers", .integer(group.segmentCount)),
      (
        "columns",
        .array(
          group.columns.map { column in
            .object([
              ("name", .string(column.name)), ("codec", .string(column.codec)),
              ("rawBytes", .integer(column.rawByteCount)),
              ("storedBytes", .integer(column.storedByteCount)),
            ])
          })
      ),
    ])
  }

  private func json(_ customer: CustomerEntry) -> JSONOutput {
    .object([
      ("pkid", .string(customer.pkid)), ("provider", .integer(customer.provider)),
      ("users", .integer(customer.counters.users)), ("persons", .integer(customer.personCount)),
      ("devices", .integer(customer.deviceCount)),
      ("standalone", .integer(customer.standaloneCount)),
      ("phones", .integer(customer.counters.phones)), ("sites", .integer(customer.siteCount)),
    ])
  }

  // MARK: Sums

  private var sortedMetadata: [(key: String, value: String)] {
    file.metadata.sorted { $0.key.precedesExactly($1.key) }
  }

  private func sum(_ count: KeyPath<CustomerEntry, Int>) -> Int {
    file.customers.reduce(0) { $0 + $1[keyPath: count] }
  }

  private struct ColumnSum {
    var name: String
    var stored = 0
    var raw = 0
    var codecs: [String: Int] = [:]
  }

  private var columnSums: [ColumnSum] {
    var sums: [ColumnSum] = []
    for group in file.groupDescriptions {
      for column in group.columns {
        // By name: groups need not have the same columns.
        let known = sums.firstIndex { $0.name == column.name }
        if known == nil { sums.append(ColumnSum(name: column.name)) }
        let index = known ?? sums.count - 1
        sums[index].stored += column.storedByteCount
        sums[index].raw += column.rawByteCount
        sums[index].codecs[column.codec, default: 0] += 1
      }
    }
    return sums
  }
}
