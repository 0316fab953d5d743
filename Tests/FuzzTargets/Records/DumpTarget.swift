internal import CensusModel
internal import DumpReading

extension FuzzTarget {
  /// The reader of dumps, whatever form they have: where files are cut must not matter, and what is
  /// refused when the first bad record stops the run is what is left out otherwise.
  static let dump = FuzzTarget("dump") { (input) throws(Finding) in
    let outcome = file.withLock { file in
      file.replace(by: input)
      return Result { () throws(Finding) in try check(file, input) }
    }
    try outcome.get()
  }

  /// To make a file takes as long as to read a small one.
  private static let file = Locked(MemoryFile())

  private static func check(_ file: MemoryFile, _ input: [UInt8]) throws(Finding) {
    // As a whole, with buffers that are not much larger than the input.
    let wholeByteCount = max(1 << 13, input.count)
    let strict = Outcome(of: file, chunkByteCount: wholeByteCount, onError: .fail)
    // What holds no records is refused before anything is cut or rejected.
    if strict.isRefusedAtOnce { return }
    let lenient = Outcome(of: file, chunkByteCount: wholeByteCount, onError: .reject)
    try Finding.unless(
      strict.error == nil || lenient.error != nil || !lenient.rejects.isEmpty,
      "refused, but nothing is rejected: \(strict)")
    try Finding.unless(
      strict.error != nil || lenient == strict, "not refused, but: \(lenient), not \(strict)")
    // Cuts wherever the input says; each piece costs as much as a reading of all, so that there are
    // few, but for very small inputs.
    let choice = Int(input.last ?? 0)
    let chunkByteCount = max(1 + choice % 97, input.count / 12)
    let (onError, whole) = choice < 128 ? (DumpReader.OnError.fail, strict) : (.reject, lenient)
    let cut = Outcome(of: file, chunkByteCount: chunkByteCount, onError: onError)
    try Finding.unless(
      cut == whole, "cut into pieces of \(chunkByteCount): \(cut), as a whole: \(whole)")
  }
}

/// The outcome of reading a dump.
private struct Outcome: Equatable {
  private(set) var error: DumpError?
  private(set) var rejects: [RejectedRecord] = []

  /// True if the file is empty, or of a kind that holds no records.
  var isRefusedAtOnce: Bool {
    switch error {
    case .notDumpFiles, .empty: true
    default: false
    }
  }
  private var modelCounts: [String: Int] = [:]
  private var skippedModels: [String: Int] = [:]
  private var incompleteModels: [IncompleteModel] = []

  /// Fields of every kind and conditions; each reading makes its tables, so that it is short.
  private static let profile: DumpProfile = {
    let models = """
      {"schema": 1, "models": [
        {"role": "customerSettings", "model_type": "relation/HcsCustomerREL",
         "fields": {"publicSector": "publicSector", "inactiveBilling": "inactiveBilling"}},
        {"role": "user", "model_type": "device/cucm/User",
         "fields": {"userId": "userid", "mail": ["mailid", "mail"],
                    "associatedDevices": "associatedDevices.device[]",
                    "profiles": "phoneProfiles.profileName[]"}},
        {"role": "phone", "model_type": "device/cucm/Phone",
         "fields": {"name": "name", "owner": "ownerUserName", "product": "product",
                    "model": "model", "class": "class"}},
        {"role": "teams", "model_type": "device/msteamsonline/CsOnlineUser",
         "fields": {"principalName": "UserPrincipalName",
                    "isVoiceEnabled": "EnterpriseVoiceEnabled"},
         "when": {"AccountType": {"in": [null, "", "User"]},
                  "SoftDeletionTimestamp": {"in": [null, ""]}}}]}
      """
    do {
      return try DumpProfile(parsing: Array(models.utf8), file: "profile")
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  init(of file: MemoryFile, chunkByteCount: Int, onError: DumpReader.OnError) {
    var options = DumpReader.Options(profile: Self.profile)
    options.chunkByteCount = chunkByteCount
    options.onError = onError
    // Small, so that what is too long is met.
    options.recordByteCountMax = 1000
    do throws(DumpError) {
      let contents = try DumpReader(dumps: [file.path], options: options).read()
      rejects = contents.rejects
      modelCounts = contents.modelCounts
      skippedModels = contents.skippedModels
      incompleteModels = contents.incompleteModels
    } catch {
      self.error = error
    }
  }
}
