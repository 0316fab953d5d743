/// A day of the Gregorian calendar, by arithmetic alone: no time zones, no tables of the system.
struct CivilDate: Equatable {
  var year: Int
  var month: Int
  var day: Int

  /// Days from 1970-01-01 to 10000-01-01.
  static let dayCountMax = 2_932_897

  /// The day so many days after 1970-01-01.
  ///
  /// Counts in cycles of 400 years (146,097 days) that begin on a first of March, so that the day
  /// that comes and goes is the last of its year.
  init(daysSince1970: Int) {
    // 719,468 days lie between 0000-03-01 and 1970-01-01.
    let days = daysSince1970 + 719_468
    let cycle = days / 146_097
    let dayOfCycle = days % 146_097
    // A day for each 4 years but not for each 100; the last day of a cycle belongs to year 399.
    let yearOfCycle =
      (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    // Five months from March, like those from August, have 153 days.
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = 400 * cycle + yearOfCycle + (month <= 2 ? 1 : 0)
  }

  /// How many days a month has.
  static func dayCount(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
