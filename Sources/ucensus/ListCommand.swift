internal import ArgumentParser
internal import Auditing
internal import Report
internal import Terminal
internal import TextOutput

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the persons, phones or records that a column counts.",
    discussion: """
      EXAMPLES
        ucensus list dump/ --column 'Users With More Than 10 Phones'
        ucensus list june.ucol --column unclassified --format json
        ucensus list june.ucol --column 'orphan owners' --customer 'Alder Bank'
        ucensus list june.ucol --all --customer 'Alder Bank' > annex.csv
        ucensus list june.ucol --all --parquet annex.parquet
        ucensus list dump/ --left-out

      A column is one of the report, or one of these: ucm users, additional licences (users who \
      need more than one licence), unclassified (persons in no column), orphan \
      owners (phones whose owner is not a user of the customer), above site level and above every \
      customer (records that were left out), unknown associations (device names of users that \
      name no phone), merged records (with the place of the first record of their key), empty keys \
      (records that have none). There is a row \
      for each one counted: if there are not as many as the report counts, the exit status is 70. \
      Of settings, the customers with Y are listed. Names are as the dump writes them. \
      With --left-out the records of a dump are listed that conditions of the dump profile leave \
      out, each with the field and the value that decided. Without --format the list is CSV; a \
      table is kept in memory until its last row is known.
      """)

  @OptionGroup var named: NamedOptions

  @Option(help: ArgumentHelp("The title of the column.", valueName: "title"))
  var column: String?

  @Flag(help: "List every person with column, rule, phones, licences and devices.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Write the list of --all to this Parquet file, which only its owner can read, and its "
        + "hash beside it.", valueName: "file"))
  var parquet: String?

  @Flag(help: "Replace an existing Parquet file.")
  var force = false
  @Flag(help: "List the records that conditions of the dump profile leave out.")
  var leftOut = false

  @OptionGroup var output: FormatOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    guard [column != nil, all, leftOut].count(where: \.self) == 1 else {
      throw ValidationError("give one of --column, --all and --left-out")
    }
    guard let parquet else {
      if force { throw ValidationError("--force goes with --parquet") }
      return
    }
    if parquet == "-" { throw ValidationError("--parquet writes a file and its hash: no -") }
    if parquet.isEmpty || !all { throw ValidationError("--parquet takes a file and --all") }
    if output.format != nil { throw ValidationError("--parquet or \(output.option): one of them") }
  }

  func run() throws {
    if let parquet { return try writeAnnex(parquet) }
    let format = output.format ?? .csv
    if leftOut {
      let (listing, remarks) = try named.read { request in
        let listing = try LeftOutListing(request)
        return (listing, listing.remarks)
      }
      try listing.write(format, style: Console.style) { Console.write($0, as: format) }
      return try named.dump.end(remarks)
    }
    let (listing, remarks) = try named.read { request in
      let listing = try Listing(request, column.map(ListSubject.column) ?? .all)
      return (listing, listing.remarks)
    }
    try listing.write(format, style: Console.style) { Console.write($0, as: format) }
    try named.dump.end(remarks)
  }

  private func writeAnnex(_ path: String) throws {
    let (annex, remarks) = try named.read { request in
      let annex = try Annex(request, path: path, isReplacing: force)
      return (annex, annex.remarks)
    }
    try annex.write { (line) throws(Failure) in
      if !named.quiet { try Console.announce(line) }
    }
    try named.dump.end(remarks)
  }
}

extension ListCommand: ConfigurableCommand {
  var namesConfiguration: Bool { named.quiet }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    named.take(&defaults)
    // A Parquet file is not text.
    if parquet == nil { output.take(&defaults) }
  }
}
