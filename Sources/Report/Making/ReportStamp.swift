public import CensusModel

/// The moment of a report, to the minute, in UTC (AuditRules.md §1, `Date Time`).
public struct ReportStamp: Hashable, Sendable {
  /// Where a moment may come from, in the words of an error.
  enum Source {
    static let option = "option Date Time"
    static let epoch = "SOURCE_DATE_EPOCH"
    static let facts = "platform facts, Date Time"
    static let clock = "clock"
  }

  /// `YYYY-MM-DD HH:MM`, as the head of the report has it.
  public let text: String

  /// `YYYY-MM-DD_HHMM`, as file names have it.
  public var fileNameText: String {
    String(text.map { $0 == " " ? "_" : $0 }.filter { $0 != ":" })
  }

  /// Reads `YYYY-MM-DD HH:MM`; nil for anything else, also for days and hours that do not exist.
  /// Years are 0001–9999.
  public init?(parsing text: String) {
    let bytes = Array(text.utf8)
    let shape = Array("dddd-dd-dd dd:dd".utf8)
    guard bytes.count == shape.count else { return nil }
    for (byte, expected) in zip(bytes, shape) {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard expected == UInt8(ascii: "d") ? isDigit : byte == expected else { return nil }
    }
    func number(_ range: Range<Int>) -> Int {
      bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    guard year >= 1, (1...12).contains(month),
      (1...CivilDate.dayCount(month: month, year: year)).contains(day),
      number(11..<13) <= 23, number(14..<16) <= 59
    else { return nil }
    self.text = text
  }

  /// The minute in which a second lies; nil outside the years 1970–9999.
  ///
  /// - Parameter unixSeconds: seconds since 1970-01-01 00:00 UTC, without leap seconds.
  public init?(unixSeconds: Int64) {
    guard unixSeconds >= 0, unixSeconds / 86_400 < CivilDate.dayCountMax else { return nil }
    let date = CivilDate(daysSince1970: Int(unixSeconds / 86_400))
    let minutes = Int(unixSeconds % 86_400) / 60
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: width - digits.utf8.count) + digits
    }
    text =
      "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2)) "
      + "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
  }

  /// The moment of a report: that of the option, else of `SOURCE_DATE_EPOCH`, else of the platform
  /// facts, else of the clock (AuditRules.md §1).
  ///
  /// - Parameters:
  ///   - option: what the user asked for.
  ///   - sourceDateEpoch: the environment variable, seconds in decimal; empty is as good as absent.
  ///   - facts: the facts of the platform.
  ///   - unixClock: the seconds since 1970 now.
  /// - Throws: `malformedStamp` where the first of these that is there is none.
  public static func resolve(
    option: String?, sourceDateEpoch: String?, facts: PlatformFacts, unixClock: () -> Int64
  ) throws(ReportError) -> ReportStamp {
    if let option { return try required(ReportStamp(parsing: option), option, Source.option) }
    if let epoch = sourceDateEpoch, !epoch.isEmpty {
      let isDecimal = epoch.utf8.allSatisfy { (48...57).contains($0) }
      let seconds = isDecimal ? Int64(epoch) : nil
      return try required(seconds.flatMap(ReportStamp.init(unixSeconds:)), epoch, Source.epoch)
    }
    if let text = facts[.dateTime] {
      return try required(ReportStamp(parsing: text), text, Source.facts)
    }
    let seconds = unixClock()
    return try required(ReportStamp(unixSeconds: seconds), String(seconds), Source.clock)
  }

  private static func required(
    _ stamp: ReportStamp?, _ text: String, _ source: String
  ) throws(ReportError) -> ReportStamp {
    guard let stamp else { throw .malformedStamp(text: text, source: source) }
    return stamp
  }
}
