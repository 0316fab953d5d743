/// An amount of memory, as the user writes it: a whole number of MiB, or of the unit after it.
public struct MemorySize: Equatable, Sendable {
  /// The amount in bytes.
  public let byteCount: Int

  private static let units = [("MiB", 1 << 20), ("M", 1 << 20), ("GiB", 1 << 30), ("G", 1 << 30)]

  /// Reads `512M` and the like; nil for anything else.
  public init?(_ text: String) {
    let unit = Self.units.first { text.hasSuffix($0.0) }
    let digits = text.dropLast(unit?.0.count ?? 0)
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits), number > 0
    else { return nil }
    let (byteCount, overflow) = number.multipliedReportingOverflow(by: unit?.1 ?? 1 << 20)
    guard !overflow else { return nil }
    self.byteCount = byteCount
  }
}
