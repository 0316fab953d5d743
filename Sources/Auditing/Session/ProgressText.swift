public import CensusModel

/// How far reading has come, in words for a terminal or a log.
public struct ProgressText {
  private let moment: RunProgress.Moment
  private let elapsed: Duration

  /// The words for a moment, so long after the reading began.
  public init(_ moment: RunProgress.Moment, elapsed: Duration) {
    self.moment = moment
    self.elapsed = elapsed
  }

  /// As much as fits into a line: what matters most comes first, and is never left out.
  public func line(width: Int) -> String {
    var line = parts[0]
    for part in parts.dropFirst() {
      let longer = "\(line)  \(part)"
      if longer.utf8.count > width { break }
      line = longer
    }
    return line
  }

  private var parts: [String] {
    if moment.totalByteCount == 0 { return arriving }
    let total = max(moment.totalByteCount, 1)
    // What is looked at twice, such as the directory of a zip, may be read twice.
    let done = min(moment.byteCount, total)
    let percent = Int(Double(done) / Double(total) * 100)
    var parts = ["reading \(percent)%"]
    if done == total { parts = ["reading 100%, joining"] }
    parts.append("\(Self.bytes(done)) of \(Self.bytes(total))")
    let seconds = elapsed / .seconds(1)
    guard seconds > 0, done > 0 else { return parts }
    if done < total {
      parts.append("\(Self.time(Double(total - done) / (Double(done) / seconds))) left")
    }
    parts.append("\(Self.bytes(Int(Double(done) / seconds)))/s")
    parts.append("\(Self.thousands(moment.recordCount)) records")
    return parts
  }

  /// Of a pipe it is not known how much is still to come.
  private var arriving: [String] {
    var parts = ["reading \(Self.bytes(moment.byteCount))"]
    let seconds = elapsed / .seconds(1)
    if seconds > 0 { parts.append("\(Self.bytes(Int(Double(moment.byteCount) / seconds)))/s") }
    return parts + ["\(Self.thousands(moment.recordCount)) records"]
  }

  /// Decimal units, three digits.
  static func bytes(_ count: Int) -> String {
    var value = Double(count)
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    while value >= 999.5, unit + 1 < units.count {
      value /= 1000
      unit += 1
    }
    if unit == 0 || value >= 99.95 { return "\(Int(value.rounded())) \(units[unit])" }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  /// `7 s`, `3:20` (minutes), `2:05:09` (hours).
  static func time(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(.up), 359_999))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60):\(two(whole % 60))" }
    return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }

  /// With a comma between every three digits.
  static func thousands(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
