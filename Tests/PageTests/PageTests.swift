import Foundation
import Report
import TestSupport
import Testing

@testable import Page

/// The elements of the page; Tests/Browser looks at it as its reader does.
@Suite struct PageTests {
  private func table(_ rows: Int) throws -> ReportTable {
    var text = "#Provider Name=P\nCustomer PKID,One,Two,Public Sector\n"
    for row in 0..<rows {
      let digits = String(row, radix: 16)
      text += String(repeating: "0", count: 24 - digits.count) + digits + ",\(row),7,Y\n"
    }
    return try ReportTable(parsing: Array(text.utf8), file: "report.csv")
  }

  private func page(_ model: PageModel) -> String {
    String(decoding: PageWriter.bytes(model), as: UTF8.self)
  }

  /// RFC 4648, section 10, and the bytes between.
  @Test(arguments: [
    ("", ""), ("66", "Zg=="), ("666f", "Zm8="), ("666f6f", "Zm9v"), ("666f6f62", "Zm9vYg=="),
    ("666f6f626172", "Zm9vYmFy"), ("fbff", "+/8="),
  ])
  func base64(_ hexadecimal: String, _ expected: String) {
    #expect(String(decoding: Base64.bytes(ofHexadecimal: hexadecimal), as: UTF8.self) == expected)
  }

  @Test func foreignTextIsEscapedEverywhere() throws {
    let hostile = "</script><b a='\"'>&\u{7}"
    var model = PageModel(
      provider: hostile, host: hostile, dateTime: "2026-06-30 12:00", table: try table(3))
    model.names = Dictionary(
      uniqueKeysWithValues: model.table.rows.map { ($0.pkid, [hostile, hostile, hostile]) })
    model.facts = [(hostile, hostile)]
    model.leftOut = [PageModel.LeftOut(hostile, 1, hostile)]
    model.trends = [
      PageModel.Trend(title: hostile, points: [.init(dateTime: "2026-06-30 12:00", count: 1)])
    ]
    model.inputs = [PageModel.Input(name: hostile, digest: hostile, recordsRead: 1)]
    let page = page(model)
    #expect(!page.contains("<b a="))
    #expect(!page.contains("\u{7}"))
    // The only scripts that end are the page's own two.
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.contains("&lt;/script&gt;&lt;b a=&#39;&quot;&#39;&gt;&amp;\u{FFFD}"))
  }

  @Test(arguments: [0, 1, 49, 50, 51, 300]) func plainTableIsCapped(_ count: Int) throws {
    let page = page(
      PageModel(provider: "P", host: "h", dateTime: "2026-06-30 12:00", table: try table(count)))
    let rows = page.components(separatedBy: "<tr><th scope=\"row\" class=\"code\">").count - 1
    #expect(rows == min(count, 50))
    #expect(page.contains("The first 50 of") == (count > 50))
    // The script gets all of them.
    let data = try #require(page.components(separatedBy: "id=\"data\">").last)
    #expect(data.components(separatedBy: ", 7, 1]").count - 1 == count)
  }

  @Test func anAnonymousPageHasNoColumnsForNames() throws {
    var model = PageModel(
      provider: "P", host: "h", dateTime: "2026-06-30 12:00", table: try table(1))
    #expect(!page(model).contains(">Reseller<"))
    model.names = [:]
    #expect(page(model).contains(">Reseller<"))
  }

  // MARK: Charts

  @Test(arguments: [
    ("2026-06-30 12:00", "2026-06-30 12:01", 1), ("2026-06-30 23:59", "2026-07-01 00:00", 1),
    ("2024-02-28 00:00", "2024-03-01 00:00", 2 * 1440),
    ("2023-02-28 00:00", "2023-03-01 00:00", 1440),
    ("2025-12-31 00:00", "2026-01-01 00:00", 1440),
    ("2000-01-01 00:00", "2001-01-01 00:00", 366 * 1440),
    ("1900-01-01 00:00", "1901-01-01 00:00", 365 * 1440),
  ])
  func minutesAreThoseOfTheCalendar(_ first: String, _ second: String, _ expected: Int) {
    #expect(TrendChart.minutes(second) - TrendChart.minutes(first) == expected)
  }

  @Test func pointsStandWhereTheirNumbersAre() {
    let chart = TrendChart(
      PageModel.Trend(
        title: "T",
        points: [
          .init(dateTime: "2026-01-01 00:00", count: 0),
          .init(dateTime: "2026-01-02 00:00", count: 50),
          .init(dateTime: "2026-01-05 00:00", count: 100),
        ]))
    // The first at the left and the last at the right edge, a quarter of the time between; zero at the
    // bottom and the largest at the top.
    #expect(chart.places.map(\.x) == [6, 83, 314])
    #expect(chart.places.map(\.y) == [112, 68, 24])
    #expect(chart.path == "M6 112 L83 68 L314 24")
    // The days of the ends, and values: above the line, or below it at the top.
    #expect(
      chart.labels.map { "\($0.x) \($0.y) \($0.anchor) \($0.text)" } == [
        "0 136 start 2026-01-01", "320 136 end 2026-01-05", "6 104 start 0", "83 60 middle 50",
        "314 40 end 100",
      ])
  }

  /// Halves are rounded up; nothing has no share.
  @Test(
    arguments: [
      (1, 3, "33.3 %"), (2, 3, "66.7 %"), (0, 7, "0.0 %"), (7, 7, "100.0 %"), (1, 2000, "0.1 %"),
      (1, 2001, "0.0 %"), (1, 0, nil),
    ] as [(Int, Int, String?)])
  func sharesAreRounded(_ count: Int, _ whole: Int, _ expected: String?) {
    #expect(PageWriter.share(count, of: whole) == expected)
  }

  // MARK: Colours

  /// WCAG 2.2, 1.4.3: text has a contrast of 4.5 at least, in both schemes.
  @Test func contrastIsEnough() throws {
    let css = String(decoding: try Repository.bytes("Sources/Page/page.css"), as: UTF8.self)
    let schemes = css.components(separatedBy: "prefers-color-scheme: dark")
    for scheme in [schemes[0], schemes[1].components(separatedBy: "@media print")[0]] {
      let colours = try Self.colours(scheme)
      for ground in ["paper", "raised"] {
        for text in ["ink", "soft", "accent", "more", "less"] {
          let ratio = Self.contrast(
            try #require(colours[text]), try #require(colours[ground]))
          #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
        }
        #expect(Self.contrast(try #require(colours["bar"]), try #require(colours[ground])) >= 3)
      }
    }
  }

  private static func colours(_ css: String) throws -> [String: [Double]] {
    var colours: [String: [Double]] = [:]
    for match in css.matches(of: /--([a-z]+): #([0-9a-f]{6});/) {
      let number = try #require(Int(match.2, radix: 16))
      colours[String(match.1)] = [16, 8, 0].map { Double(number >> $0 & 255) / 255 }
    }
    return colours
  }

  private static func contrast(_ left: [Double], _ right: [Double]) -> Double {
    let luminances = [left, right].map { colour in
      let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    return (max(luminances[0], luminances[1]) + 0.05) / (min(luminances[0], luminances[1]) + 0.05)
  }
}
