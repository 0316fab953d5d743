internal import CensusModel
internal import ColumnFile
internal import DumpReading
internal import Files
internal import Report

/// A plan of a conversion: files and models, how large and about how long. Nothing is written.
public struct ConversionPlan: Sendable {
  /// Records of a model type.
  struct Model {
    /// The roles that the profile gives it; nil for a model that would be skipped.
    var role: String?
    /// How many files have it near their beginning.
    var fileCount = 0
    /// In the beginnings of files.
    var sampledCount = 0
    /// In all of them.
    var recordCount = 0.0
  }

  let survey: DumpSurvey
  let request: ConversionRequest
  /// By type.
  let models: [String: Model]
  /// Fields of the records at the beginnings of files.
  let schema: SchemaReport
  /// Things that the user should know.
  public let warnings: [String]
  /// The faults that would stop the conversion, as far as they are known.
  public let failures: [Failure]

  /// Looks at the dumps of a request and checks all that a conversion checks before it reads.
  ///
  /// - Throws: what would keep it from beginning.
  public init(_ request: ConversionRequest) throws(Failure) {
    self.request = request
    var warnings: [String] = []
    try Conversion.checkDumps(request.dump)
    _ = try DataFiles.deviceClasses(of: request.dump)
    let given = try DataFiles.givenFacts(
      request.dump.platform, request.dump.fileSystem, warnings: &warnings)
    let profile = try LoadedDump.profile(request.dump)
    try Self.checkOutputs(request)
    var dump = request.dump
    if !request.output.isEmpty { dump = dump.spilling(beside: request.output) }
    let imported = try ImportedSources(dump, &warnings)
    var options = DumpReader.Options(profile: profile.content)
    options.exclusions = request.dump.exclusions
    options.temporaryDirectory = dump.temporaryDirectory ?? "."
    var survey = try mapping(Failure.init) { [options] () throws(DumpError) in
      try DumpSurvey(of: imported.dumps, options: options)
    }
    imported.describe(&survey)
    self.survey = survey
    schema = try SchemaReport(of: request.dump.dumps, options, isSample: true)
    let agreement = FactsAgreement(given: given)
    var facts: [(name: String, facts: PlatformFacts)] = []
    for file in survey.platformFiles + imported.platformFiles {
      facts.append(
        (file.name, try DataFiles.platform(file.bytes, name: file.name, warnings: &warnings)))
    }
    _ = try agreement.facts(of: facts)
    if !survey.skippedFiles.isEmpty {
      warnings.append(
        "hidden files are skipped: " + survey.skippedFiles.joined(separator: ", "))
    }
    if !survey.excludedFiles.isEmpty {
      warnings.append("excluded, as asked: " + survey.excludedFiles.joined(separator: ", "))
    }
    models = Self.models(of: survey, profile.content)
    if (survey.platformFiles + imported.platformFiles).isEmpty, given.values.isEmpty {
      warnings.append(PlatformFacts.missingWarning)
    }
    if survey.files.allSatisfy(\.isWhole) {
      let counts = models.filter { $0.value.role != nil }.mapValues(\.sampledCount)
      warnings += PlausibilityWarnings.pageSizes(
        of: counts, in: request.dump.dumps.joined(separator: " and "))
    }
    self.warnings = warnings
    failures = Self.failures(of: survey, request.dump)
  }

  private static func checkOutputs(_ request: ConversionRequest) throws(Failure) {
    guard !request.output.isEmpty else { return }
    let outputs = [
      request.output, request.dump.keepsIdentities ? request.identities : nil,
      request.dump.rejectFile,
    ].compactMap(\.self)
    let set = OutputSet(isReplacing: request.force, fileSystem: request.dump.fileSystem)
    try mapping(Failure.init) { () throws(FileError) in
      try InputProtection.check(
        outputs: outputs, inputs: request.dump.inputs, fileSystem: request.dump.fileSystem)
      for output in outputs { try set.check(output) }
    }
  }

  private static func models(
    of survey: DumpSurvey, _ profile: DumpProfile
  ) -> [String: Model] {
    var roles: [String: [String]] = [:]
    for role in Role.allCases {
      for type in profile.modelTypes(of: role) { roles[type, default: []].append(role.profileName) }
    }
    var models: [String: Model] = [:]
    for file in survey.files {
      for (type, count) in file.models {
        var model = models[type] ?? Model(role: roles[type]?.joined(separator: ", "))
        model.fileCount += 1
        model.sampledCount += count
        model.recordCount += Double(count) * file.scale
        models[type] = model
      }
    }
    return listed(models)
  }

  /// Of models that would be skipped, those that a conversion would list.
  private static func listed(_ models: [String: Model]) -> [String: Model] {
    let skipped = ListedNames.listed(
      models.filter { $0.value.role == nil }.mapValues(\.sampledCount))
    var listed = models.filter { $0.value.role != nil || skipped[$0.key] != nil }
    let others = models.filter { listed[$0.key] == nil }.values
    if others.isEmpty { return listed }
    var sum = listed[ListedNames.others] ?? Model(role: nil)
    for model in others {
      sum.fileCount = max(sum.fileCount, model.fileCount)
      sum.sampledCount += model.sampledCount
      sum.recordCount += model.recordCount
    }
    listed[ListedNames.others] = sum
    return listed
  }

  private static func failures(of survey: DumpSurvey, _ request: DumpRequest) -> [Failure] {
    var failures: [Failure] = []
    if !survey.manifestDifferences.isEmpty, !request.allowIncomplete {
      let differences = survey.manifestDifferences.map(\.description).joined(separator: "; ")
      failures.append(Failure(.incomplete, "the dump is incomplete: " + differences))
    }
    for fault in survey.files.compactMap(\.fault) {
      // A record that is left out stops nothing.
      if case .malformed = fault, request.onError == .reject { continue }
      failures.append(Failure(fault))
    }
    return failures
  }

  /// True if every file was read to its end: then numbers of records are exact.
  var isWhole: Bool { survey.files.allSatisfy(\.isWhole) }

  /// Bytes that were looked at, decompressed.
  var sampledByteCount: Int { survey.files.reduce(0) { $0 + $1.sampledByteCount } }

  /// Seconds of reading with the threads of the request, if they share it evenly.
  var seconds: Double {
    let alone = survey.files.reduce(0.0) { sum, file in
      let (seconds, attoseconds) = file.duration.components
      return sum + (Double(seconds) + Double(attoseconds) / 1e18) * file.scale
    }
    return alone / Double(max(1, request.dump.threads))
  }
}
