import Auditing
import FaultSupport
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Runs of one scenario, each with one fault, and what must hold afterwards.
struct FaultTrial {
  let scenario: FaultScenario
  private let inputs: FaultInputs
  private var old: [String: [UInt8]] = [:]
  private var new: [String: [UInt8]] = [:]

  init(_ scenario: FaultScenario) throws {
    self.scenario = scenario
    inputs = try FaultInputs()
    if scenario.isReplacing { old = try outputs(.old) }
    new = try outputs(.new)
    #expect(Set(old.keys).isSubset(of: new.keys))
    for (name, bytes) in old { #expect(bytes != new[name], "\(name) proves nothing") }
  }

  /// The outputs of a run without fault.
  private func outputs(_ input: FaultScenario.Input) throws -> [String: [UInt8]] {
    let target = try FaultTarget()
    try scenario.run(input, inputs, in: target.path, .live).get()
    return try target.files()
  }

  /// Runs with one fault.
  ///
  /// - Returns: whether it came to the fault.
  func run(_ fault: Fault) throws -> Bool {
    let target = try FaultTarget(old)
    let faulty = FaultyFileSystem(fault)
    let result = scenario.run(.new, inputs, in: target.path, faulty.fileSystem)
    let comment = Comment(rawValue: "\(scenario.testDescription), \(fault): \(result)")
    var files = try target.files()
    if fault.call == .unlink {
      // What cannot be removed stays, under a name that a later run knows.
      files = files.filter { !FaultTarget.isLeftover($0.key) }
    }
    #expect(faulty.openCount == 0, comment)
    switch result {
    case .success: #expect(files == new, comment)
    case .failure(let failure):
      #expect(faulty.hasStruck, comment)
      #expect(files == old, comment)
      #expect(Self.statuses(of: fault).contains(failure.status), comment)
    }
    return faulty.hasStruck
  }

  /// How the program may exit after a fault. Interruptions and short calls are none.
  private static func statuses(of fault: Fault) -> [Auditing.ExitStatus] {
    switch (fault.call, fault.effect) {
    case (_, .error(.interrupted)), (_, .short): []
    case (.readAt, .end): [.inputOutput, .corrupt]
    case (_, .error(.noSpace)): [.inputOutput]
    case (.open, _): [.inputUnreadable, .inputOutput]
    case (.create, .error(.permissionDenied)), (.makeDirectory, .error(.permissionDenied)):
      [.cannotCreate]
    default: [.inputOutput]
    }
  }

  // MARK: Runs that cannot take back what they did

  /// Runs until a fault after which nothing works, looks at what is there, and runs again.
  ///
  /// - Returns: whether it came to the fault.
  func runCutShort(by fault: Fault, hasLinks: Bool = true) throws -> Bool {
    let target = try FaultTarget(old)
    var fileSystem = FileSystem.live
    if !hasLinks { fileSystem.link = { _, _ throws(Errno) in throw .notPermitted } }
    let faulty = FaultyFileSystem(fault, over: fileSystem)
    let result = scenario.run(.new, inputs, in: target.path, faulty.fileSystem)
    let comment = Comment(rawValue: "\(scenario.testDescription), \(fault): \(result)")
    let found = try target.files().filter { !FaultTarget.isLeftover($0.key) }
    if case .success = result { #expect(found == new, comment) }
    for (name, bytes) in found {
      let isClaim = !hasLinks && bytes.isEmpty && !scenario.isReplacing
      #expect([old[name], new[name]].contains(bytes) || isClaim, comment)
    }
    #expect(Set(old.keys).isSubset(of: found.keys), comment)
    if found != old, found != new { #expect(isRecognised(found), comment) }
    try runAgain(in: target, after: found, comment)
    return faulty.hasStruck
  }

  /// True if a set that is neither the old nor the new one shows it.
  private func isRecognised(_ found: [String: [UInt8]]) -> Bool {
    if scenario.operation.isConversion {
      // Only the rejects may be ahead, and identities, which name their columnar file.
      return found["dump.ucol"] == old["dump.ucol"] || found["dump.ucol"] == []
    }
    return found.keys.contains { name in
      let file = String(name.dropLast(".hash".count))
      return name.hasSuffix(".hash")
        && (found[file] == nil || (found[name] == new[name]) != (found[file] == new[file]))
    }
  }

  /// The next run removes what is left over; it may be refused, but only where `--force` is missing.
  private func runAgain(
    in target: FaultTarget, after found: [String: [UInt8]], _ comment: Comment
  ) throws {
    try target.pretendThatItsProcessIsDead()
    let again = scenario.run(.new, inputs, in: target.path, .live)
    if case .failure(let failure) = again {
      #expect(!scenario.isReplacing && failure.status == .cannotCreate, comment)
      #expect(!found.isEmpty, comment)
    }
    let forced = FaultScenario(operation: scenario.operation, isReplacing: true)
    #expect(throws: Never.self, comment) {
      try forced.run(.new, inputs, in: target.path, .live).get()
    }
    #expect(try target.files() == new, comment)
  }
}
