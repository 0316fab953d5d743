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
  /// The text of each record at this place, where it has one.
  func texts(_ place: Int) -> some Sequence<UnsafeRawBufferPointer> {
    lazy.compactMap { record in
      var texts = record.texts
      for _ in 0..<place { _ = texts.next() }
      return texts.next()
    }
  }
}
