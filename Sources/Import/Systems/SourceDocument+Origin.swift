internal import Documents

extension SourceDocument {
  /// Refuses a line of a table without the source of its fact, or with a date that is none.
  func checkOrigin(source: String, date: String, at offset: Int) throws(DocumentError) {
    let digits = Array(date.utf8)
    let isDate =
      digits.count == 10
      && digits.enumerated().allSatisfy { index, byte in
        [4, 7].contains(index)
          ? byte == UInt8(ascii: "-")
          : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
    guard !source.isEmpty, isDate else {
      throw refusal(at: offset, "expected the source of the line and its date as YYYY-MM-DD")
    }
  }
}
