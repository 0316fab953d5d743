import Testing

@testable import Billing

/// Exact decimals: no binary floating point anywhere.
@Suite struct AmountTests {
  @Test(arguments: [
    ("0", 0), ("12", 12_000_000), ("12.5", 12_500_000), ("0.000001", 1), ("0.1", 100_000),
    ("1000000000", 1_000_000_000_000_000), ("007.10", 7_100_000),
  ])
  func readsDecimals(_ text: String, _ millionths: Int) {
    #expect(Amount(parsing: text)?.millionths == millionths)
  }

  @Test(arguments: [
    "", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "0.0000001", "1000000001", "١", "1 ",
  ])
  func refusesOtherTexts(_ text: String) { #expect(Amount(parsing: text) == nil) }

  /// Halves go away from zero.
  @Test(arguments: [
    (1_004_999, "1.00"), (1_005_000, "1.01"), (-1_005_000, "-1.01"), (-1_004_999, "-1.00"),
    (999_995_000, "1000.00"), (0, "0.00"),
  ])
  func roundsToCents(_ millionths: Int, _ text: String) {
    #expect(Amount(millionths: millionths).rounded(to: 2).text(decimals: 2) == text)
  }

  @Test func textsHaveTheirDecimals() {
    let amount = Amount(millionths: -1_234_500_000)
    #expect(amount.text(decimals: 2) == "-1234.50")
    #expect(amount.text(decimals: 6) == "-1234.500000")
    #expect(Amount(millionths: 7_000_000).text(decimals: 0) == "7")
  }

  @Test(arguments: [
    (0, "0.00"), (999_990_000, "999.99"), (1_000_000_000, "1,000.00"),
    (-1_234_567_890_000, "-1,234,567.89"), (-50_000, "-0.05"),
  ])
  func groupsDigits(_ millionths: Int, _ text: String) {
    #expect(Amount(millionths: millionths).grouped(decimals: 2) == text)
  }

  @Test func whatPasses64BitsIsNoAmount() {
    let large = Amount(millionths: .max)
    #expect(large.times(2) == nil && large.adding(Amount(millionths: 1)) == nil)
    #expect(Amount(millionths: .min).subtracting(Amount(millionths: 1)) == nil)
  }
}
