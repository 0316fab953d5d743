internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import DumpReading
internal import Files
internal import Inventory
internal import Report

/// The inputs of an audit, made ready to be counted: columnar files as they are, dumps converted in
/// memory.
struct AuditSources {
  private(set) var columns: [ColumnSource] = []
  /// Names of customers by PKID, from dumps.
  private(set) var names: [String: CustomerNames] = [:]
  /// Whether every customer of the audit has names: no columnar file is among the inputs.
  let hasNames: Bool
  let dumpProfile: Provenance.DataFile?

  private let columnPaths: [String]
  private let contents: DumpContents?
  let rejects: [RejectedRecord]

  init(
    _ request: AuditRequest, deviceClasses: DeviceClassTable, given: PlatformFacts,
    times: inout StageTimes,
    warnings: inout [String]
  ) throws(Failure) {
    let fileSystem = request.dump.fileSystem
    var dumps: [String] = []
    for input in request.inputs {
      if let source = try Self.columnSource(input, fileSystem) {
        columns.append(source)
      } else {
        dumps.append(input)
      }
    }
    columnPaths = columns.map(\.name)
    hasNames = columns.isEmpty
    if dumps.isEmpty { try Self.checkOptions(request.dump) }
    guard !dumps.isEmpty else {
      (dumpProfile, contents, rejects) = (nil, nil, [])
      return
    }
    var dumpRequest = request.dump
    dumpRequest.dumps = dumps
    dumpRequest.isDateTimeDecided = request.isDateTimeDecided
    let dump = try LoadedDump(dumpRequest, given: given, times: &times, warnings: &warnings)
    (dumpProfile, contents, rejects) = (dump.profile.provenance, dump.contents, dump.rejects)
    try convert(dump, request, deviceClasses, name: dumps.joined(separator: " and "))
    times.end("convert")
  }

  /// The input as a columnar file, or nil where it is none.
  private static func columnSource(
    _ input: String, _ fileSystem: FileSystem
  ) throws(Failure) -> ColumnSource? {
    try mapping(Failure.init) { () throws(ColumnFileError) in
      guard try ColumnFile.isOne(atPath: input, fileSystem: fileSystem) else { return nil }
      return try ColumnSource(path: input, fileSystem: fileSystem)
    }
  }

  /// Options of reading dumps mean nothing for columnar files: to take them silently would let the
  /// user believe that they did.
  private static func checkOptions(_ request: DumpRequest) throws(Failure) {
    let given = [
      ("--profile", request.profile != nil), ("--on-error reject", request.onError == .reject),
      ("--allow-incomplete", request.allowIncomplete),
    ]
    guard let option = given.first(where: \.1)?.0 else { return }
    throw Failure(.usage, "\(option) is for dumps, and the inputs are columnar files")
  }

  private mutating func convert(
    _ dump: LoadedDump, _ request: AuditRequest, _ deviceClasses: DeviceClassTable, name: String
  ) throws(Failure) {
    let memory = Memory()
    do {
      try dump.writeColumnFile(
        deviceClasses: deviceClasses, groupPersonCount: request.groupPersonCount,
        threads: request.dump.threads
      ) { memory.bytes += $0 }
    } catch let error as ColumnFileError {
      throw Failure(error)
    } catch {
      throw Failure(.invariantFailed, "\(error)")
    }
    columns.append(ColumnSource(name: name, bytes: memory.bytes))
    for (customer, names) in zip(dump.inventory.customers, dump.inventory.names) {
      self.names[customer.pkid] = names
    }
  }

  private final class Memory { var bytes: [UInt8] = [] }

  /// The inputs as the provenance names them; reads each once more, for its digest.
  func provenance(anonymously: Bool) throws(Failure) -> [Provenance.Input] {
    var inputs: [Provenance.Input] = []
    for (path, source) in zip(columnPaths, columns) {
      inputs.append(
        Provenance.Input(
          file: Provenance.DataFile(name: path, sha256: try digest(source)),
          byteCount: source.byteCount, recordsRead: 0, recordsRejected: 0))
    }
    inputs += try contents.map { contents throws(Failure) in try Self.inputs(of: contents) } ?? []
    if anonymously { for index in inputs.indices { inputs[index].file.name = "" } }
    return inputs
  }

  /// One input per stored file: the records of a zip are those of its entries together.
  private static func inputs(of contents: DumpContents) throws(Failure) -> [Provenance.Input] {
    var inputs: [Provenance.Input] = []
    for (index, file) in contents.files.enumerated() {
      if let last = inputs.indices.last, inputs[last].file.name.isExactly(file.storedName) {
        inputs[last].recordsRead += file.recordsRead
        inputs[last].recordsRejected += file.recordsRejected
        continue
      }
      var digest = FileDigest()
      try mapping(Failure.init) { () throws(DumpError) in
        try contents.readStored(file: index) { digest.update($0) }
      }
      inputs.append(
        Provenance.Input(
          file: Provenance.DataFile(name: file.storedName, sha256: digest.hexadecimal()),
          byteCount: file.byteCount, recordsRead: file.recordsRead,
          recordsRejected: file.recordsRejected))
    }
    return inputs
  }

  private func digest(_ source: ColumnSource) throws(Failure) -> String {
    var digest = FileDigest()
    try mapping(Failure.init) { () throws(ColumnFileError) in
      try source.forEachPiece { digest.update($0) }
    }
    return digest.hexadecimal()
  }
}
