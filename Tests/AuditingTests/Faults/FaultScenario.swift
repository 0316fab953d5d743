import Files
import Foundation
import TestSupport
import Testing

@testable import Auditing

/// A whole run over a small dump, whose outputs all lie below one directory. Two sets of inputs make
/// outputs of the same names and of other contents.
struct FaultScenario: Sendable, CustomTestStringConvertible {
  enum Operation: Sendable {
    case convert, convertNamed, auditDump, auditColumns, export
    /// With so little memory that every record is spilled.
    case convertSpilling
    var isConversion: Bool { [.convert, .convertNamed, .convertSpilling].contains(self) }
  }
  enum Input: String, Sendable { case old, new }

  let operation: Operation
  /// True if the outputs of the old input stand there, to be replaced.
  let isReplacing: Bool

  static let all =
    [Operation.convert, .convertNamed, .auditDump, .auditColumns, .export].flatMap { operation in
      [false, true].map { FaultScenario(operation: operation, isReplacing: $0) }
    } + [FaultScenario(operation: .convertSpilling, isReplacing: true)]

  var testDescription: String { "\(operation)\(isReplacing ? ", replacing" : "")" }

  /// Runs on an input, with outputs below a directory that has a place for rejects.
  func run(_ input: Input, _ inputs: FaultInputs, in target: String, _ fileSystem: FileSystem)
    -> Result<Void, Failure>
  {
    Result { () throws(Failure) in
      switch operation {
      case .convert, .convertNamed, .convertSpilling:
        var request = ConversionRequest(
          dumps: [inputs.dump(input)], output: target + "/dump.ucol")
        request.dump = dumpRequest(request.dump, inputs, target, fileSystem)
        request.dump.keepsIdentities = operation == .convertNamed
        if operation == .convertSpilling { request.dump.memoryLimit = 1 }
        request.force = isReplacing
        request.groupPersonCount = 2
        try Conversion.run(request)
      case .auditDump, .auditColumns:
        let isDump = operation == .auditDump
        var request = AuditRequest(
          inputs: [isDump ? inputs.dump(input) : inputs.columns(input)],
          outputDirectory: target + "/reports")
        request.dump = dumpRequest(request.dump, inputs, target, fileSystem)
        if !isDump { (request.dump.profile, request.dump.rejectFile) = (nil, nil) }
        if !isDump { request.dump.onError = .fail }
        request.force = isReplacing
        request.rules = inputs.rules
        request.groupPersonCount = 2
        _ = try Audit.run(request)
      case .export:
        var request = ExportRequest(
          inputs: [inputs.dump(input)], directory: target + "/tables")
        request.count.dump = dumpRequest(request.count.dump, inputs, target, fileSystem)
        request.force = isReplacing
        request.count.rules = inputs.rules
        request.count.groupPersonCount = 2
        request.rowGroupRowCount = 2
        _ = try Export.run(request)
      }
    }
  }

  private func dumpRequest(
    _ request: DumpRequest, _ inputs: FaultInputs, _ target: String, _ fileSystem: FileSystem
  ) -> DumpRequest {
    var request = request
    request.platform = inputs.platform
    request.profile = inputs.profile
    request.deviceClasses = inputs.deviceClasses
    request.onError = .reject
    request.rejectFile = target + "/rejects/rejects.jsonl"
    request.chunkByteCount = 200
    request.fileSystem = fileSystem
    return request
  }
}

/// Two dumps of one platform, as they are and converted, and data files.
final class FaultInputs: Sendable {
  private let workdir: Workdir

  var rules: String { workdir.path("rules.json") }
  var platform: String { workdir.path("platform.json") }
  var profile: String { workdir.path("profile.json") }
  var deviceClasses: String { workdir.path("classes.csv") }

  func dump(_ input: FaultScenario.Input) -> String { workdir.path(input.rawValue) }
  func columns(_ input: FaultScenario.Input) -> String { workdir.path("\(input.rawValue).ucol") }

  init() throws {
    workdir = try Workdir()
    // Small ones: they are read again for every fault.
    try workdir.write(
      "rules.json",
      """
      {"schema": 1, "auditVersion": "4.1.5", "phonesPerLicense": 10, "columns": [
        {"title": "Customer PKID", "kind": "customerPKID"},
        {"title": "Users", "kind": "persons", "exclusive": true, "where": "U"}]}
      """)
    try workdir.write("classes.csv", "enum,name,class\n1,Cisco 30 SP+,phone\n")
    try workdir.write("profile.json", Repository.bytes("data/dump-profile.json"))
    try workdir.write(
      "platform.json", #"{"hostname": "host", "Date Time": "2026-06-30 12:00"}"#)
    try writeDump(.old, users: 3)
    try writeDump(.new, users: 5)
  }

  private func writeDump(_ input: FaultScenario.Input, users: Int) throws {
    let name = input.rawValue
    try workdir.write(
      "\(name)/hierarchy.jsonl",
      """
      {"meta":{"model_type":"data/HierarchyNode","path":"sys"},"data":{"name":"P","node_type":"Provider"}}
      {"meta":{"model_type":"data/HierarchyNode","path":"sys.P","pkid":"5e54067d116fa10046313224"},"data":{"name":"C","node_type":"Customer"}}
      {"meta":{"model_type":"data/HierarchyNode","path":"sys.P.C"},"data":{"name":"S","node_type":"Site"}}

      """)
    for index in 0..<users {
      let user = #"{"userid":"\#(name)\#(index)"}"#
      let phone = #"{"name":"SEP\#(index)","ownerUserName":"\#(name)\#(index)"}"#
      try workdir.write(
        "\(name)/part\(index).json",
        """
        [{"meta":{"model_type":"device/cucm/User","path":"sys.P.C.S"},"data":\(user)},
         {"meta":{"model_type":"device/cucm/Phone","path":"sys.P.C.S"},"data":\(phone)}]
        """)
    }
    let stray =
      #"{"meta":{"model_type":"device/cucm/User","path":"nowhere"},"data":{"userid":"x"}}"#
    try workdir.write("\(name)/strays.jsonl", "not a record of \(name)\n\(stray)\n")
    var request = ConversionRequest(dumps: [dump(input)], output: columns(input))
    request.dump.onError = .reject
    request.dump.platform = platform
    request.groupPersonCount = 2
    try Conversion.run(request)
  }
}
