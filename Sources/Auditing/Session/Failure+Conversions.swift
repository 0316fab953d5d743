internal import CensusRules
internal import ColumnFile
internal import Documents
package import Files
internal import Report

/// Errors of modules as failures that the user sees. The exit status of every error type is here
/// and nowhere else.
extension Failure {
  init(_ error: DocumentError) { self.init(.malformed, error.description) }

  package init(_ error: FileError) {
    let status: ExitStatus =
      switch error.kind {
      case .inputUnreadable: .inputUnreadable
      case .cannotCreate, .inTheWay: .cannotCreate
      case .inputOutput: .inputOutput
      }
    self.init(
      status, error.description, remedy: error.kind == .inTheWay ? .replaceOutput : nil)
  }

  init(_ error: ColumnFileError) {
    switch error {
    case .unreadable: self.init(.inputUnreadable, error.description)
    case .inputOutput: self.init(.inputOutput, error.description)
    case .limit, .otherColumnFile: self.init(.malformed, error.description)
    case .memoryLimit: self.init(.corrupt, error.description, remedy: .raiseMemoryLimit)
    case .notAColumnFile, .notAnIdentityFile, .unsupported, .corrupt:
      self.init(.corrupt, error.description)
    }
  }

  init(_ error: ReportError) {
    switch error {
    case .malformedStamp, .controlCharacter, .malformedPKID, .duplicatePKID:
      self.init(.malformed, error.description)
    case .missingNames, .doesNotAddUp: self.init(.invariantFailed, error.description)
    }
  }
}

/// Runs a body that throws one module's error and turns that error into a failure.
func mapping<Value, ModuleError: Error>(
  _ convert: (ModuleError) -> Failure, _ body: () throws(ModuleError) -> Value
) throws(Failure) -> Value {
  do throws(ModuleError) {
    return try body()
  } catch {
    throw convert(error)
  }
}
