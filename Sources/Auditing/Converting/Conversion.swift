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
    var remarks = RunRemarks()
    let fileSystem = request.dump.fileSystem
    try checkDumps(request.dump)
    let named = request.dump.keepsIdentities ? request.identities : nil
    let classes = try DataFiles.deviceClasses(of: request.dump)
    let given = try DataFiles.givenFacts(
      request.dump.platform, fileSystem, warnings: &remarks.warnings)
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
        request.dump.spilling(beside: request.output), given: given, &remarks)
      remarks.rejectedCount = dump.rejects.count
      let associations = try dump.writeColumnFile(
        deviceClasses: classes.content, groupPersonCount: request.groupPersonCount,
        threads: request.dump.threads,
        identities: identityFile.map { file in { try file.write($0) } }
      ) { try file.write($0) }
      remarks.warnings += PlausibilityWarnings.pageSizes(
        of: dump.contents.modelCounts, in: request.dump.dumps.joined(separator: " and "))
      remarks.warnings += associations.warnings
      if dump.contents.platformFiles.isEmpty, given.values.isEmpty {
        remarks.warnings.append(PlatformFacts.missingWarning)
      }
      if let rejectFile { try RejectFile(rejectFile).write(dump.rejects, of: dump.contents) }
      var outcome = ConversionOutcome(
        dump, path: request.output, byteCount: file.byteCount, identities: named,
        remarks: remarks)
      try outputs.commit { () throws(Failure) in try announce(outcome) }
      request.dump.store(profile: "")?.remove()
      outcome.remarks.times.end("write")
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

  /// Refuses what is not a dump, but was made of one.
  static func checkDumps(_ request: DumpRequest) throws(Failure) {
    for dump in request.dumps {
      guard try CountableInput(at: dump, request.fileSystem) == .columnFile else { continue }
      throw Failure(
        .malformed, "\(StandardInput.shown(dump)) is a columnar file, not a dump",
        remedy: .auditIt)
    }
  }
}

/// The result of a conversion.
public struct ConversionOutcome: RunOutcome {
  /// Warnings, times, and the number of rejected records.
  public internal(set) var remarks: RunRemarks
  private let table: String
  private let json: String

  init(
    _ dump: LoadedDump, path: String, byteCount: Int, identities: String?, remarks: RunRemarks
  ) {
    self.remarks = remarks
    let rejectedCount = remarks.rejectedCount
    let customers = dump.inventory.customers
    let persons = dump.inventory.personCount
    let phones = customers.reduce(0) { $0 + $1.counters.phones }
    let records = dump.contents.files.reduce(0) { $0 + $1.recordsRead }
    let leftOut = rejectedCount == 0 ? "" : " Left out: \(rejectedCount) malformed."
    table = """
      Read \(records.counted("record")) from \(dump.contents.files.count.counted("file")).\(leftOut)
      Written: \(path), \(byteCount) bytes: \(customers.count.counted("customer")), \
      \(persons.counted("person")), \(phones.counted("phone")).
      """ + (identities.map { "\nNames: \($0), which only you can read." } ?? "")
    let names: [(key: String, value: JSONOutput)] =
      identities.map { [("identities", .string($0))] } ?? []
    json = AuditOutcome.withoutLastLineEnd(
      JSONOutput.object(
        [("output", .string(path)), ("bytes", .integer(byteCount))] + names + [
          ("records", .integer(records)), ("files", .integer(dump.contents.files.count)),
          ("rejectedRecords", .integer(rejectedCount)), ("customers", .integer(customers.count)),
          ("persons", .integer(persons)), ("phones", .integer(phones)),
          ("warnings", remarks.warningsJSON),
        ]
      ).bytes())
  }

  /// The inputs and outputs, for people or as JSON.
  public func text(_ format: OutputFormat) -> String { format == .json ? json : table }
}
