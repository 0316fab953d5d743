import CensusModel
import Testing

@testable import Auditing

/// How far a run has come, in words.
@Suite struct ProgressTextTests {
  private func line(
    _ bytes: Int, of total: Int, records: Int, seconds: Int, width: Int = 200
  ) -> String {
    let moment = RunProgress.Moment(
      byteCount: bytes, totalByteCount: total, recordCount: records)
    return ProgressText(moment, elapsed: .seconds(seconds)).line(width: width)
  }

  @Test func saysEverything() {
    #expect(
      line(250_000_000, of: 1_000_000_000, records: 1_234_567, seconds: 10)
        == "reading 25%  250 MB of 1.0 GB  30 s left  25.0 MB/s  1,234,567 records")
    #expect(line(0, of: 500, records: 0, seconds: 0) == "reading 0%  0 B of 500 B")
    #expect(
      line(500, of: 500, records: 7, seconds: 1)
        == "reading 100%, joining  500 B of 500 B  500 B/s  7 records")
    #expect(
      line(900, of: 500, records: 7, seconds: 1)
        == "reading 100%, joining  500 B of 500 B  500 B/s  7 records", "read twice")
  }

  @Test func fitsTheWidth() {
    let whole = line(250_000_000, of: 1_000_000_000, records: 1_234_567, seconds: 10)
    for width in 0...whole.utf8.count {
      let cut = line(250_000_000, of: 1_000_000_000, records: 1_234_567, seconds: 10, width: width)
      #expect(cut.utf8.count <= max(width, "reading 25%".utf8.count))
      #expect(whole.hasPrefix(cut))
    }
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (99_949, "99.9 kB"), (99_950, "100 kB"),
    (999_499, "999 kB"), (999_500, "1.0 MB"), (12_345_678, "12.3 MB"), (1_000_000_000, "1.0 GB"),
    (50_000_000_000_000, "50.0 TB"),
  ])
  func bytesHaveThreeDigits(_ count: Int, _ text: String) {
    #expect(ProgressText.bytes(count) == text)
  }

  @Test(arguments: [
    (0.0, "0 s"), (0.2, "1 s"), (59, "59 s"), (59.5, "1:00"), (61, "1:01"), (3599, "59:59"),
    (3600, "1:00:00"), (7509, "2:05:09"), (1e12, "99:59:59"),
  ])
  func timesAreRoundedUp(_ seconds: Double, _ text: String) {
    #expect(ProgressText.time(seconds) == text)
  }
}
