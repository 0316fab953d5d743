internal import CensusModel
internal import ColumnFile
internal import DumpReading
internal import Files
internal import Inventory
public import TextOutput

/// A conversion: dumps in, one columnar file out.
public enum Conversion {
  /// Reads the dumps and writes the file.
  ///
  /// - Parameters:
  ///   - request: the dumps and the file.
  ///   - announce: gets the outcome, without times, before any file appears; if it throws,
  ///     none does.
  /// - Throws: what stopped it; then nothing was written.
  @discardableResult
  public static func run(
    _ request: ConversionRequest,
    announce: (ConversionOutcome) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> ConversionOutcome {
    var times = StageTimes()
    var warnings: [String] = []
    let fileSystem = request.dump.fileSystem
    try checkDumps(request.dump)
    let named = request.dump.keepsIdentities ? request.identities : nil
    let classes = try DataFiles.deviceClasses(of: request.dump)
    let given = try DataFiles.givenFacts(
      request.dump.platform, fileSystem, warnings: &warnings)
    let outputs = OutputSet(isReplacing: request.force, fileSystem: fileSystem)
    do {
      try InputProtection.check(
        outputs: [request.output] + [named, request.dump.rejectFile].compactMap(\.self),
        inputs: request.dump.inputs, fileSystem: fileSystem)
      let file = try outputs.create(request.output)
      let identityFile = try named.map {
        try outputs.create($0, turn: .companion, mode: 0o600)
      }
      let rejectFile = try request.dump.rejectFile.map {
        try outputs.create($0, turn: .companion)
      }
      let dump = try LoadedDump(
        request.dump.spilling(beside: request.output), given: given, times: &times,
        warnings: &warnings)
      let associations = try dump.writeColumnFile(
        deviceClasses: classes.content, groupPersonCount: request.groupPersonCount,
        threads: request.dump.threads,
        identities: identityFile.map { file in { try file.write($0) } }
      ) { try file.write($0) }
      warnings += PlausibilityWarnings.pageSizes(
        of: dump.contents.modelCounts, in: request.dump.dumps.joined(separator: " and "))
      warnings += associations.warnings
      if dump.contents.platformFiles.isEmpty, given.values.isEmpty {
        warnings.append(PlatformFacts.missingWarning)
      }
      if let rejectFile { try RejectFile(rejectFile).write(dump.rejects, of: dump.contents) }
      var outcome = ConversionOutcome(
        dump, path: request.output, byteCount: file.byteCount, identities: named,
        warnings: warnings)
      try outputs.commit { () throws(Failure) in try announce(outcome) }
      request.dump.store(profile: "")?.remove()
      times.end("write")
      outcome.times = times
      return outcome
    } catch let failure as Failure {
      throw failure
    } catch let error as FileError {
      throw Failure(error)
    } catch let error as ColumnFileError {
      throw Failure(error)
    } catch {
      throw Failure(.invariantFailed, "\(error)")
    }
  }

  /// Refuses what is no dump, but was made of one.
  static func checkDumps(_ request: DumpRequest) throws(Failure) {
    for dump in request.dumps {
      try PartFile.refuse(dump)
      let isColumnFile = try mapping(Failure.init) { () throws(ColumnFileError) in
        try ColumnFile.isOne(atPath: dump, fileSystem: request.fileSystem)
      }
      guard isColumnFile else {
        try IdentitySources.refuse(dump)
        continue
      }
      throw Failure(
        .malformed, "\(StandardInput.shown(dump)) is a columnar file, not a dump",
        hint: "ucensus audit takes it")
    }
  }
}

/// What a conversion has to tell.
public struct ConversionOutcome: Sendable {
  /// Things that the user should know although the conversion was done.
  public let warnings: [String]
  /// How long the stages took.
  public internal(set) var times = StageTimes()
  /// Malformed records that were left out.
  public let rejectedCount: Int
  private let table: String
  private let json: String

  init(
    _ dump: LoadedDump, path: String, byteCount: Int, identities: String?, warnings: [String]
  ) {
    self.warnings = warnings
    rejectedCount = dump.rejects.count
    let customers = dump.inventory.customers
    let persons = dump.inventory.personCount
    let phones = customers.reduce(0) { $0 + $1.counters.phones }
    let records = dump.contents.files.reduce(0) { $0 + $1.recordsRead }
    let leftOut = rejectedCount == 0 ? "" : " Left out: \(rejectedCount) malformed."
    table = """
      Read \(records.counted("record")) from \(dump.contents.files.count.counted("file")).\(leftOut)
      Written: \(path), \(byteCount) bytes: \(customers.count.counted("customer")), \
      \(persons.counted("person")), \(phones.counted("phone")).
      """ + (identities.map { "\nNames: \($0), which none but you can read." } ?? "")
    let names: [(key: String, value: JSONOutput)] =
      identities.map { [("identities", .string($0))] } ?? []
    json = AuditOutcome.withoutLastLineEnd(
      JSONOutput.object(
        [("output", .string(path)), ("bytes", .integer(byteCount))] + names + [
          ("records", .integer(records)), ("files", .integer(dump.contents.files.count)),
          ("rejectedRecords", .integer(rejectedCount)), ("customers", .integer(customers.count)),
          ("persons", .integer(persons)), ("phones", .integer(phones)),
          ("warnings", .array(warnings.map { .string($0) })),
        ]
      ).bytes())
  }

  /// What was read and written, for people or as JSON.
  public func text(_ format: OutputFormat) -> String { format == .json ? json : table }
}
