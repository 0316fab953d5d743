/// A sum of money or a price, exact: a whole number of millionths of the currency's unit.
public struct Amount: Hashable, Comparable, Sendable {
  /// Decimals that an amount can have.
  public static let decimalsMax = 6
  /// Millionths in a unit.
  private static let unit = 1_000_000

  /// Millionths.
  public let millionths: Int

  /// An amount of so many millionths.
  public init(millionths: Int) { self.millionths = millionths }

  /// Nothing.
  public static let zero = Amount(millionths: 0)

  /// Reads a decimal such as `12`, `12.5` or `0.004725`; nil for anything else: signs, exponents,
  /// more than six decimals, more than a thousand millions.
  public init?(parsing text: String) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let isDecimal = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard isDecimal, let units = Int(String(decoding: parts[0], as: UTF8.self)),
      units <= 1_000_000_000
    else { return nil }
    var decimals = parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : ""
    guard decimals.utf8.count <= Self.decimalsMax else { return nil }
    decimals += String(repeating: "0", count: Self.decimalsMax - decimals.utf8.count)
    millionths = units * Self.unit + (Int(decimals) ?? 0)
  }

  /// The amount of so many at this price; nil where it passes 64 bits.
  func times(_ count: Int) -> Amount? {
    let (product, overflows) = millionths.multipliedReportingOverflow(by: count)
    return overflows ? nil : Amount(millionths: product)
  }

  /// The sum; nil where it passes 64 bits.
  func adding(_ other: Amount) -> Amount? {
    let (sum, overflows) = millionths.addingReportingOverflow(other.millionths)
    return overflows ? nil : Amount(millionths: sum)
  }

  /// By how much this is more than another amount; nil where it passes 64 bits.
  public func subtracting(_ other: Amount) -> Amount? {
    let (difference, overflows) = millionths.subtractingReportingOverflow(other.millionths)
    return overflows ? nil : Amount(millionths: difference)
  }

  /// Rounded to so many decimals, halves away from zero.
  func rounded(to decimals: Int) -> Amount {
    let step = Self.power(Self.decimalsMax - decimals)
    let rest = Int((millionths % step).magnitude)
    let whole = millionths - millionths % step
    guard 2 * rest >= step else { return Amount(millionths: whole) }
    return Amount(millionths: whole + (millionths < 0 ? -step : step))
  }

  /// With so many decimals, which must hold all of it: `-1234.50`.
  public func text(decimals: Int) -> String {
    let magnitude = millionths.magnitude
    let unit = UInt(Self.unit)
    var text = (millionths < 0 ? "-" : "") + String(magnitude / unit)
    guard decimals > 0 else { return text }
    let digits = String(magnitude % unit)
    let padded = String(repeating: "0", count: Self.decimalsMax - digits.utf8.count) + digits
    text += "." + padded.prefix(decimals)
    return text
  }

  /// The same for people, with a comma before every third digit: `-1,234.50`.
  func grouped(decimals: Int) -> String {
    let plain = text(decimals: decimals)
    let whole = plain.prefix { $0 != "." }
    let sign = whole.hasPrefix("-") ? "-" : ""
    let digits = Array(whole.dropFirst(sign.count))
    var text = sign
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text + plain.dropFirst(whole.count)
  }

  private static func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { n, _ in n * 10 } }

  /// By value.
  public static func < (left: Amount, right: Amount) -> Bool { left.millionths < right.millionths }
}
