/// Where the records of some bytes begin, asked for one after the other.
@safe struct RecordPlaces {
  /// The elements that the bytes are, with something else between them than in the content; empty
  /// for lines, and where lines are not counted.
  var elements: ArraySlice<(place: TextPlace, byteCount: Int)> = []
  private let bytes: UnsafeRawBufferPointer
  private let start: TextPlace
  private let countsLines: Bool
  private var last: TextPlace

  /// Those of bytes that begin at a place.
  init(_ bytes: UnsafeRawBufferPointer, at place: TextPlace, countsLines: Bool) {
    unsafe self.bytes = unsafe bytes
    self.countsLines = countsLines
    start = place
    last = place
  }

  /// The place of a byte, in ascending order; of elements, where one begins.
  mutating func place(ofOffset offset: Int) -> TextPlace {
    guard countsLines else { return TextPlace(byte: start.byte + offset) }
    guard !elements.isEmpty else {
      pass(to: offset)
      return last
    }
    while let element = elements.first, element.place.byte < start.byte + offset {
      elements.removeFirst()
    }
    guard let place = elements.first?.place, place.byte == start.byte + offset else {
      preconditionFailure("a record that is not an element")
    }
    return place
  }

  /// Where the bytes end, if their lines are counted; else where they begin.
  var end: TextPlace {
    mutating get {
      if countsLines { unsafe pass(to: bytes.count) }
      return last
    }
  }

  private mutating func pass(to offset: Int) {
    unsafe last.pass(UnsafeRawBufferPointer(rebasing: bytes[(last.byte - start.byte)..<offset]))
  }
}
