internal import Report

extension PageWriter {
  /// One chart for each trend: small multiples of one form. Licences come first.
  mutating func trends() {
    guard !model.trends.isEmpty else { return }
    section("trends", "Trends")
    html.line("<div class=\"trends\">")
    let isOfLicenses = { (trend: PageModel.Trend) in
      Self.licenseTitles.contains { trend.title.hasPrefix($0) }
    }
    for trend in model.trends.filter(isOfLicenses) + model.trends.filter({ !isOfLicenses($0) }) {
      chart(TrendChart(trend))
    }
    html.line("</div>\n</section>")
  }

  private static let licenseTitles = ["User Licenses", "Licensed Users", "Additional Licenses"]

  private mutating func chart(_ chart: TrendChart) {
    html.markup("<figure class=\"trend\"><figcaption>")
    html.text(chart.trend.title)
    if let last = chart.trend.points.last {
      html.markup(" <b>")
      number(last.count)
      html.markup("</b>")
      if let before = chart.trend.points.dropLast().last { step(last.count - before.count) }
    }
    html.markup("</figcaption>\n<svg viewBox=\"0 0 ")
    html.text("\(TrendChart.width) \(TrendChart.height)")
    html.markup("\" role=\"group\" aria-label=\"")
    html.text(chart.summary)
    html.line("\">")
    for y in chart.gridLines { gridLine(y) }
    html.markup("<path d=\"")
    html.text(chart.path)
    html.line("\"/>")
    for (point, place) in zip(chart.trend.points, chart.places) { self.point(point, place) }
    for label in chart.labels { self.label(label) }
    html.line("</svg>\n<details><summary>Numbers</summary>")
    html.markup("<div class=\"box\"><table>\n<thead><tr><th scope=\"col\">Date and time</th>")
    html.line("<th scope=\"col\" class=\"number\">Count</th></tr></thead>\n<tbody>")
    for point in chart.trend.points {
      html.markup("<tr><td>")
      html.text(point.dateTime)
      html.markup("</td><td class=\"number\">")
      number(point.count)
      html.line("</td></tr>")
    }
    html.line("</tbody>\n</table></div></details></figure>")
  }

  private mutating func label(_ label: TrendChart.Label) {
    html.markup("<text x=\"")
    html.text("\(label.x)")
    html.markup("\" y=\"")
    html.text("\(label.y)")
    html.markup("\" text-anchor=\"")
    html.text(label.anchor)
    html.markup("\">")
    html.text(label.text)
    html.line("</text>")
  }

  private mutating func gridLine(_ y: Int) {
    html.markup("<line x1=\"0\" x2=\"")
    html.text("\(TrendChart.width)")
    html.markup("\" y1=\"")
    html.text("\(y)")
    html.markup("\" y2=\"")
    html.text("\(y)")
    html.line("\"/>")
  }

  private mutating func point(_ point: PageModel.Trend.Point, _ place: (x: Int, y: Int)) {
    html.markup("<circle r=\"4\" tabindex=\"0\" role=\"img\" cx=\"")
    html.text("\(place.x)")
    html.markup("\" cy=\"")
    html.text("\(place.y)")
    html.markup("\" aria-label=\"")
    html.text("\(point.dateTime): \(RunSummary.grouped(point.count))")
    html.markup("\"><title>")
    html.text("\(point.dateTime): \(RunSummary.grouped(point.count))")
    html.line("</title></circle>")
  }
}

/// The places of the points of a trend in its chart.
struct TrendChart {
  static let width = 320
  static let height = 140
  private static let top = 24
  private static let bottom = 112
  private static let margin = 6

  let trend: PageModel.Trend
  /// One for each point.
  let places: [(x: Int, y: Int)]
  private let largest: Int

  init(_ trend: PageModel.Trend) {
    self.trend = trend
    largest = max(1, trend.points.map(\.count).max() ?? 1)
    let minutes = trend.points.map { Self.minutes($0.dateTime) }
    let first = minutes.first ?? 0
    let span = max(1, (minutes.last ?? 0) - first)
    let room = Self.width - 2 * Self.margin
    let scale = Double(Self.bottom - Self.top) / Double(largest)
    places = zip(trend.points, minutes).map { point, minute in
      (
        x: trend.points.count == 1 ? Self.width / 2 : Self.margin + (minute - first) * room / span,
        y: Self.bottom - Int((Double(point.count) * scale).rounded())
      )
    }
  }

  /// The chart begins at zero, so that heights can be compared.
  var gridLines: [Int] { [Self.top, Self.bottom] }

  /// A text in the chart, with its anchor.
  struct Label: Equatable {
    var x: Int
    var y: Int
    var anchor: String
    var text: String
  }

  /// The days of the first and the last point; below each point its value where there is room.
  var labels: [Label] {
    guard let first = trend.points.first, let last = trend.points.last else { return [] }
    let days = [first, last].map { String($0.dateTime.prefix(10)) }
    let y = Self.height - 4
    guard trend.points.count > 1 else {
      return [Label(x: Self.width / 2, y: y, anchor: "middle", text: days[0])]
    }
    var labels = [
      Label(x: 0, y: y, anchor: "start", text: days[0]),
      Label(x: Self.width, y: y, anchor: "end", text: days[1]),
    ]
    var end = Int.min
    for (index, (point, place)) in zip(trend.points, places).enumerated() {
      let text = RunSummary.grouped(point.count)
      let isFirst = index == 0
      let isLast = index == trend.points.count - 1
      let anchor = isFirst ? "start" : isLast ? "end" : "middle"
      let width = Self.digitWidth * text.utf8.count
      let left = isFirst ? place.x : isLast ? place.x - width : place.x - width / 2
      guard left > end else { continue }
      // Above the point, or below it where it would leave the chart.
      let above = place.y - 8 >= Self.top + 4
      labels.append(
        Label(x: place.x, y: above ? place.y - 8 : place.y + 16, anchor: anchor, text: text))
      end = left + width + Self.digitWidth
    }
    return labels
  }

  /// About the width of a digit of 12 pixels.
  private static let digitWidth = 7

  var path: String {
    places.enumerated().map { "\($0 == 0 ? "M" : "L")\($1.x) \($1.y)" }.joined(separator: " ")
  }

  /// The trend in a sentence.
  var summary: String {
    guard let first = trend.points.first, let last = trend.points.last else { return trend.title }
    return "\(trend.title): \(RunSummary.grouped(first.count)) at \(first.dateTime), "
      + "\(RunSummary.grouped(last.count)) at \(last.dateTime)"
  }

  /// Minutes since a day long ago, of `YYYY-MM-DD HH:MM`: days of the Gregorian calendar, its year
  /// beginning in March.
  static func minutes(_ dateTime: String) -> Int {
    let numbers = dateTime.utf8.split(whereSeparator: { !(48...57).contains($0) }).compactMap {
      Int(String($0)!)
    }
    guard numbers.count == 5 else { return 0 }
    let isEarly = numbers[1] < 3
    let year = numbers[0] - (isEarly ? 1 : 0)
    let month = numbers[1] + (isEarly ? 9 : -3)
    let days =
      365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + numbers[2]
    return (days * 24 + numbers[3]) * 60 + numbers[4]
  }
}
