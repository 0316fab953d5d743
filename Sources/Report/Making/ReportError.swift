internal import TextOutput

/// Why a report was not written.
public enum ReportError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A date and time that is none; `source` names where it comes from.
  case malformedStamp(text: String, source: String)
  /// A value of the metadata lines with a control character.
  case controlCharacter(key: String, codePoint: UInt32)
  /// A Customer PKID that is not 24 hexadecimal digits.
  case malformedPKID(String)
  /// Two customers with one PKID.
  case duplicatePKID(String)
  /// A customer of whom the detailed report has no names.
  case missingNames(pkid: String)
  /// The numbers of a customer contradict each other; `what` gives them.
  case doesNotAddUp(pkid: String, what: String)

  /// The fault, what was expected and what to do, in one line.
  public var description: String {
    switch self {
    case .malformedStamp(let text, let source):
      "\(source): \"\(PrintableText.escaped(text))\" is not a date and time; expected "
        + (source == ReportStamp.Source.epoch
          ? "seconds since 1970-01-01 00:00 UTC, up to the year 9999"
          : "YYYY-MM-DD HH:MM in UTC, such as 2022-11-19 13:11")
    case .controlCharacter(let key, let codePoint):
      "\(key): control character \(PrintableText.codePoint(codePoint)) is not allowed in a report; "
        + "correct the value in the platform facts or in the Provider node"
    case .malformedPKID(let pkid):
      "customer \"\(PrintableText.escaped(pkid))\": expected a PKID of 24 hexadecimal digits"
    case .duplicatePKID(let pkid):
      "customer \(pkid): two customers have this PKID; expected one"
    case .missingNames(let pkid):
      "customer \(pkid): its names are not known; convert the dump again with identities"
    case .doesNotAddUp(let pkid, let what):
      "customer \(PrintableText.escaped(pkid)): \(what); nothing was written, because the "
        + "columnar file or the program is at fault: convert the dump again and report this"
    }
  }
}
