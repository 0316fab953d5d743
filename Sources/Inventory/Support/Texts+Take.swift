internal import DumpReading

extension PackedRecord.Texts {
  /// The next text, which the record's role promises.
  mutating func take() -> UnsafeRawBufferPointer {
    guard let text = unsafe next() else {
      preconditionFailure("a packed record lacks a text of its role")
    }
    return unsafe text
  }
}
