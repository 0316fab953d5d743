import CensusModel
import Testing

@testable import Report

/// Moments, against dates that `date -u` gave.
@Suite struct ReportStampTests {
  @Test(arguments: [
    "2022-11-19 13:11", "2024-02-29 00:00", "2000-02-29 23:59", "1970-01-01 00:00",
    "9999-12-31 23:59", "0001-01-01 00:00", "2022-04-30 09:09",
  ])
  func readsMoments(_ text: String) throws {
    #expect(try #require(ReportStamp(parsing: text)).text == text)
  }

  @Test(arguments: [
    "", "2022-11-19", "2022-11-19T13:11", "2022-11-19 13:11:00", "2022-11-19 13:11Z",
    " 2022-11-19 13:11", "2022-11-19  3:11", "2022-1-19 13:11", "2023-02-29 00:00",
    "2100-02-29 00:00", "2022-04-31 00:00", "2022-13-01 00:00", "2022-00-01 00:00",
    "2022-01-00 00:00", "2022-01-32 00:00", "2022-01-01 24:00", "2022-01-01 23:60",
    "0000-01-01 00:00", "２022-11-19 13:11", "+022-11-19 13:11", "2022-11-19 13-11",
    "2022/11/19 13:11", "2022-11-19 -1:11",
  ])
  func refusesAllElse(_ text: String) {
    #expect(ReportStamp(parsing: text) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01 00:00"), (59, "1970-01-01 00:00"), (60, "1970-01-01 00:01"),
    (951_868_799, "2000-02-29 23:59"), (951_868_800, "2000-03-01 00:00"),
    (1_668_863_502, "2022-11-19 13:11"), (4_107_542_400, "2100-03-01 00:00"),
    (4_107_542_399, "2100-02-28 23:59"), (253_402_300_799, "9999-12-31 23:59"),
  ])
  func knowsTheCalendar(_ seconds: Int64, _ expected: String) throws {
    #expect(try #require(ReportStamp(unixSeconds: seconds)).text == expected)
  }

  @Test(arguments: [-1, 253_402_300_800, .max, .min] as [Int64])
  func yearsEndAt9999(_ seconds: Int64) {
    #expect(ReportStamp(unixSeconds: seconds) == nil)
  }

  @Test func everyDayFollowsTheOneBefore() {
    var (year, month, day) = (1970, 1, 1)
    for number in 0..<200_000 {
      let date = CivilDate(daysSince1970: number)
      guard (date.year, date.month, date.day) == (year, month, day) else {
        Issue.record("day \(number): \(date), expected \(year)-\(month)-\(day)")
        return
      }
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      day += 1
      if day > lengths[month - 1] { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }

  @Test func fileNamesHaveNoColon() throws {
    let stamp = try #require(ReportStamp(parsing: "2022-11-19 13:11"))
    #expect(stamp.fileNameText == "2022-11-19_1311")
  }

  private func resolve(
    _ option: String?, _ epoch: String?, _ fact: String?
  ) throws(ReportError) -> String {
    var facts = PlatformFacts()
    facts[.dateTime] = fact
    return try ReportStamp.resolve(
      option: option, sourceDateEpoch: epoch, facts: facts, unixClock: { 60 }
    ).text
  }

  @Test func theOptionComesFirstThenTheEnvironmentThenTheFactsThenTheClock() throws {
    let (option, fact) = ("2022-11-19 13:11", "2001-01-01 01:01")
    #expect(try resolve(option, "951868800", fact) == option)
    #expect(try resolve(nil, "951868800", fact) == "2000-03-01 00:00")
    #expect(try resolve(nil, "", fact) == fact)
    #expect(try resolve(nil, nil, fact) == fact)
    #expect(try resolve(nil, nil, nil) == "1970-01-01 00:01")
  }

  @Test func whatIsGivenAndWrongIsRefusedNotPassedOver() {
    #expect(throws: ReportError.malformedStamp(text: "x", source: "option Date Time")) {
      try resolve("x", "951868800", nil)
    }
    for epoch in ["x", "-1", "+1", " 1", "1.0", "99999999999999999999", "253402300800"] {
      #expect(throws: ReportError.malformedStamp(text: epoch, source: "SOURCE_DATE_EPOCH")) {
        try resolve(nil, epoch, "2001-01-01 01:01")
      }
    }
  }
}
