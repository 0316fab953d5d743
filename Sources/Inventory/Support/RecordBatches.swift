internal import DumpReading

extension ArraySlice {
  /// The elements in pieces of 32, for which tables prefetch at once.
  var batches: some Sequence<ArraySlice> {
    stride(from: startIndex, to: endIndex, by: 32).lazy.map { start in
      self[start..<Swift.min(start + 32, endIndex)]
    }
  }
}

extension ArraySlice<PackedRecord> {
  /// Texts of records, one of each that has it. The type in full, because `some Sequence` cannot be
  /// marked as unsafe.
  typealias Texts = LazyMapSequence<
    LazyFilterSequence<LazyMapSequence<Self, UnsafeRawBufferPointer?>>, UnsafeRawBufferPointer
  >

  /// The text of each record at this place, where it has one.
  func texts(_ place: Int) -> Texts {
    unsafe lazy.compactMap { record in
      var texts = record.texts
      for _ in 0..<place { _ = unsafe texts.next() }
      return unsafe texts.next()
    }
  }
}
