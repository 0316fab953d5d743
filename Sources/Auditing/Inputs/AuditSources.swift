internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import DumpReading
internal import Files
internal import Inventory
internal import Report

/// One input of an audit, ready to be counted.
struct AuditSource {
  /// The columns: a file on disk, or dumps converted in memory.
  let columns: ColumnSource
  private let origin: Origin

  private enum Origin {
    case columnFile
    case dumps(DumpContents, profile: Provenance.DataFile)
  }

  var isColumnFile: Bool { if case .columnFile = origin { true } else { false } }

  /// The profile under which dumps were read.
  var dumpProfile: Provenance.DataFile? {
    if case .dumps(_, let profile) = origin { profile } else { nil }
  }

  /// A columnar file.
  init(columnFile source: ColumnSource) {
    columns = source
    origin = .columnFile
  }

  /// Dumps that were read together.
  init(
    _ dump: LoadedDump, named name: String, deviceClasses: DeviceClassTable,
    groupPersonCount: Int?, threads: Int
  ) throws(Failure) {
    final class Memory { var bytes: [UInt8] = [] }
    let memory = Memory()
    do {
      try dump.writeColumnFile(
        deviceClasses: deviceClasses, groupPersonCount: groupPersonCount, threads: threads
      ) { memory.bytes += $0 }
    } catch let error as ColumnFileError {
      throw Failure(error)
    } catch let error as FileError {
      throw Failure(error)
    } catch {
      throw Failure(.invariantFailed, "\(error)")
    }
    columns = ColumnSource(name: name, bytes: memory.bytes)
    origin = .dumps(dump.contents, profile: dump.profile.provenance)
  }

  /// The stored files with their digests; reads columnar files once more.
  func files() throws(Failure) -> [CountedInput.File] {
    switch origin {
    case .columnFile:
      let digest = try mapping(Failure.init) { () throws(ColumnFileError) in try columns.digest() }
      let listed = Provenance.Input(
        file: Provenance.DataFile(name: columns.name, sha256: digest),
        digestKind: DigestKind(inputByteCount: columns.byteCount), byteCount: columns.byteCount,
        recordsRead: 0, recordsRejected: 0)
      return [CountedInput.File(listed: listed, recordsCounted: 0)]
    case .dumps(let contents, _): return try Self.files(of: contents)
    }
  }

  /// One per stored file: the records of a zip are those of its entries together.
  private static func files(of contents: DumpContents) throws(Failure) -> [CountedInput.File] {
    var files: [CountedInput.File] = []
    for (index, file) in contents.files.enumerated() {
      if let last = files.indices.last, files[last].listed.file.name.isExactly(file.storedName) {
        files[last].listed.recordsRead += file.recordsRead
        files[last].listed.recordsRejected += file.recordsRejected
        files[last].recordsCounted += file.recordsCounted
        continue
      }
      guard let sha256 = contents.digests[index] else {
        throw Failure(.invariantFailed, "\(file.storedName) has no digest")
      }
      let listed = Provenance.Input(
        file: Provenance.DataFile(name: file.storedName, sha256: sha256),
        digestKind: DigestKind(inputByteCount: file.byteCount), byteCount: file.byteCount,
        recordsRead: file.recordsRead,
        recordsRejected: file.recordsRejected)
      files.append(CountedInput.File(listed: listed, recordsCounted: file.recordsCounted))
    }
    return files
  }
}

/// The inputs of an audit, made ready to be counted.
struct AuditSources {
  private(set) var all: [AuditSource] = []
  /// Names of customers by PKID; nil unless every customer of the audit has names, because columnar
  /// files have them only in their identities.
  private(set) var names: [String: CustomerNames]?
  /// The identities of the columnar files.
  let identities: IdentitySources
  /// Malformed records of dumps.
  private(set) var rejects: [RejectedRecord] = []
  /// The contents of the dumps, less the records; nil without dumps.
  private(set) var contents: DumpContents?
  /// Which models the dumps have, and what they lack.
  private(set) var completeness = Completeness()

  /// The profile under which dumps were read.
  var dumpProfile: Provenance.DataFile? { all.lazy.compactMap(\.dumpProfile).first }

  init(
    _ request: CountRequest, deviceClasses: DeviceClassTable, given: PlatformFacts,
    _ remarks: inout RunRemarks
  ) throws(Failure) {
    let fileSystem = request.dump.fileSystem
    identities = try IdentitySources(
      request.identities, memoryLimit: request.memoryLimit, fileSystem)
    var dumps: [String] = []
    for input in request.inputs {
      switch try CountableInput(at: input, fileSystem) {
      case .columnFile:
        let source = try mapping(Failure.init) { () throws(ColumnFileError) in
          try ColumnSource(path: input, fileSystem: fileSystem)
        }
        all.append(AuditSource(columnFile: source))
      case .dump: dumps.append(input)
      }
    }
    guard !dumps.isEmpty else {
      try Self.checkOptions(request.dump)
      names = try self.names(of: nil, memoryLimit: request.memoryLimit)
      return
    }
    var dumpRequest = request.dump
    dumpRequest.dumps = dumps
    dumpRequest.makesDigests = true
    let dump = try LoadedDump(dumpRequest, given: given, &remarks)
    rejects = dump.rejects
    contents = dump.contents
    completeness = dump.contents.completeness
    all.append(
      try AuditSource(
        dump, named: dumps.map(StandardInput.shown).joined(separator: " and "),
        deviceClasses: deviceClasses,
        groupPersonCount: request.groupPersonCount, threads: request.dump.threads))
    names = try names(of: dump, memoryLimit: request.memoryLimit)
    remarks.times.end("convert")
  }

  /// The names of all customers, of columnar files and of dumps; nil where a columnar file has none.
  private func names(
    of dump: LoadedDump?, memoryLimit: Int
  ) throws(Failure) -> [String: CustomerNames]? {
    let files = all.filter(\.isColumnFile)
    var names = NamesOfCustomers()
    if !identities.files.isEmpty {
      var opened: [ColumnFile] = []
      for source in files {
        opened.append(
          try mapping(Failure.init) { () throws(ColumnFileError) in
            try ColumnFile(source.columns, memoryLimit: memoryLimit)
          })
      }
      try identities.checkUse(by: opened)
      for file in opened {
        let identities = try identities.file(of: file)
        for customer in identities.customers {
          try names.add(customer.names, of: customer.pkid, in: identities.source.name)
        }
      }
    } else if !files.isEmpty {
      return nil
    }
    guard let dump else { return names.names }
    for (customer, more) in zip(dump.inventory.customers, dump.inventory.names) {
      try names.add(more, of: customer.pkid, in: dump.contents.files.first?.name ?? "the dump")
    }
    return names.names
  }

  /// Options of reading dumps mean nothing for columnar files: to take them silently would let the
  /// user believe that they did.
  private static func checkOptions(_ request: DumpRequest) throws(Failure) {
    if request.areOptionsOptional { return }
    let given: [(RequestPart, Bool)] = [
      (.profile, request.profile != nil && !request.isProfileOptional),
      (.rejection, request.onError == .reject),
      (.incompleteness, request.allowIncomplete),
      (.exclusion, !request.exclusions.isEmpty && !request.areExclusionsOptional),
    ]
    if let part = given.first(where: \.1)?.0 {
      throw Failure(.usage, misuse: .ofColumnFiles(part))
    }
    try request.exports.refuse()
  }
}
