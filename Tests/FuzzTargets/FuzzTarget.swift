/// A reader of untrusted bytes, and what must hold whatever the bytes are.
///
/// libFuzzer drives it in `tools/fuzz`, the tests replay its seeds and what was found.
public struct FuzzTarget: Sendable {
  /// The name on the command line, and of the directory of seeds in `Tests/Fuzz`.
  public let name: String
  /// Reads an input. It ends in one of the errors that are documented, or well; anything else that
  /// can be told is thrown, and the rest traps.
  public let run: @Sendable (_ input: UnsafeRawBufferPointer) throws(Finding) -> Void
  /// Changes an input as only somebody who knows its form can: under checksums that are right.
  /// Returns false where it does not know the form.
  public let mutate: @Sendable (_ input: inout [UInt8], _ changes: inout Changes) -> Bool

  init(
    _ name: String,
    mutate: @escaping @Sendable (_ input: inout [UInt8], _ changes: inout Changes) -> Bool = {
      _, _ in false
    },
    run: @escaping @Sendable (_ input: [UInt8]) throws(Finding) -> Void
  ) {
    self.name = name
    self.mutate = mutate
    // A copy of its own, so that the address sanitizer sees a step after its end.
    self.run = { (input) throws(Finding) in try run(Array(input)) }
  }

  /// All of them.
  public static let all: [FuzzTarget] = [
    .columnFile, .kernel, .records, .dump, .packFile, .ruleSet, .dumpProfile, .deviceClasses,
    .partFile,
    .importXML, .importCSV, .importSQL, .partNames,
  ]
}

/// Something that must not be: a defect, of the program or of the target.
public struct Finding: Error, CustomStringConvertible {
  /// The defect, in words.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension Finding {
  /// Throws unless a condition holds.
  static func unless(
    _ condition: Bool, _ description: @autoclosure () -> String
  ) throws(Finding) {
    if !condition { throw Finding(description()) }
  }
}
