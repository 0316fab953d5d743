internal import CensusModel
internal import Glibc
internal import Report

/// Which reports are made of what was counted, and their moment.
public struct ReportScope: Sendable {
  /// `YYYY-MM-DD HH:MM`, UTC.
  public var dateTime: String?
  /// The one provider to report, by name.
  public var provider: String?
  /// `SOURCE_DATE_EPOCH`, if the environment has it.
  public var sourceDateEpoch: String?
  /// The time in seconds since 1970, for reports whose time nothing else decides; nil for the
  /// clock's.
  public var now: Int?

  /// All providers, at a moment that the platform facts or the clock decide.
  public init() {}

  /// Reports that are only checked or looked at: their moment does not matter.
  static func unwritten(provider: String? = nil) -> ReportScope {
    var scope = ReportScope()
    scope.sourceDateEpoch = "0"
    scope.provider = provider
    return scope
  }

  /// True if the time of the audit comes from elsewhere than the platform facts.
  var isDateTimeDecided: Bool { dateTime != nil || !(sourceDateEpoch ?? "").isEmpty }

  /// The moment of the reports.
  func stamp(_ facts: PlatformFacts) throws(ReportError) -> ReportStamp {
    try ReportStamp.resolve(
      option: dateTime, sourceDateEpoch: sourceDateEpoch, facts: facts,
      unixClock: { Int64(now ?? time(nil)) })
  }

  /// Refuses a date and time that is none, before anything is read.
  func checkTime() throws(Failure) {
    guard isDateTimeDecided else { return }
    do throws(ReportError) {
      _ = try stamp(PlatformFacts())
    } catch {
      throw Failure(.usage, error.description)
    }
  }
}
