internal import CensusModel
internal import ColumnFile

/// The names of persons and devices, in step with the groups of a columnar file.
struct ExportNames {
  private let fileName: String
  private var persons: IdentityRows
  private var standalone: IdentityRows

  /// The names of all customers.
  ///
  /// - Parameter file: the identities, verified against the columnar file.
  init(_ file: IdentityFile) {
    fileName = file.source.name
    persons = IdentityRows(file, .persons, of: file.customers.indices)
    standalone = IdentityRows(file, .standaloneDevices, of: file.customers.indices)
  }

  /// The names of the next group.
  ///
  /// - Parameter rows: of this group.
  /// - Returns: one for each person and one for each device, in their order.
  mutating func next(
    _ group: DecodedGroup, _ rows: ExportRows
  ) throws(Failure) -> (persons: [String], devices: [String]) {
    var (ofPersons, ofDevices) = ([String](), [String]())
    for segment in group.segments {
      for _ in 0..<segment.personCount {
        let row = try Self.next(&persons, segment.customer, fileName)
        ofPersons.append(row.name)
        ofDevices += row.parts.map(\.name)
      }
      for _ in 0..<segment.standaloneCount {
        ofDevices.append(try Self.next(&standalone, segment.customer, fileName).name)
      }
    }
    guard ofDevices.count == rows.deviceTypes.count else { throw Self.contradiction(fileName) }
    return (ofPersons, ofDevices)
  }

  private static func next(
    _ rows: inout IdentityRows, _ customer: Int, _ fileName: String
  ) throws(Failure) -> IdentityRow {
    let row = try mapping(Failure.init) { () throws(ColumnFileError) in try rows.next() }
    guard let row, row.customer == customer else { throw contradiction(fileName) }
    return row
  }

  private static func contradiction(_ fileName: String) -> Failure {
    Failure(
      .corrupt, "\(fileName): its rows are not those of the columnar file",
      remedy: .convertAgainWithIdentities)
  }
}
