/// Where work is in reading order, so that of several failures the first is reported.
struct ReadingOrder: Comparable {
  /// Index of the unit.
  var unit: Int
  /// Number of the piece within the unit.
  var piece = 0

  static func < (left: ReadingOrder, right: ReadingOrder) -> Bool {
    (left.unit, left.piece) < (right.unit, right.piece)
  }
}

/// Some consecutive records of one content, with their bytes: what one thread has cut off for any
/// other to parse.
final class Piece {
  /// Whole lines, or elements of an array: then every comma between two of them has become a line
  /// feed.
  enum Kind { case lines, elements }

  private(set) var kind = Kind.lines
  /// Index of the file.
  private(set) var file = 0
  /// The records are in a page.
  private(set) var isInsidePage = false
  /// The place of the first byte in the content.
  private(set) var place = TextPlace(byte: 0)
  /// For elements: where each of them begins in the content, and how long it is.
  // PERF: no checks of exclusive access for each element. Sound, because one thread has a piece.
  @exclusivity(unchecked) private(set) var elements: [(place: TextPlace, byteCount: Int)] = []
  /// Where it is in reading order.
  var order = ReadingOrder(unit: 0)
  private(set) var count = 0
  private let memory = WindowMemory()

  /// Begins again, empty.
  func begin(_ kind: Kind, file: Int, isInsidePage: Bool, at place: TextPlace) {
    self.kind = kind
    self.file = file
    self.isInsidePage = isInsidePage
    self.place = place
    count = 0
    unsafe elements.removeAll(keepingCapacity: true)
  }

  /// The bytes; after them there is room for what the JSON parser may read too far.
  var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: memory.bytes[..<count])
  }

  /// Adds whole lines that follow.
  func append(lines: UnsafeRawBufferPointer) {
    reserve(lines.count)
    unsafe UnsafeMutableRawBufferPointer(rebasing: memory.bytes[count...]).copyMemory(from: lines)
    count += lines.count
  }

  /// Adds the next element, which begins at a place, with line feeds for what is between.
  func append(element: UnsafeRawBufferPointer, at place: TextPlace) {
    let gap = place.byte - self.place.byte - count
    reserve(gap + element.count)
    for index in count..<count + gap { unsafe memory.bytes[index] = 0x0A }
    count += gap
    unsafe elements.append((place, element.count))
    unsafe append(lines: element)
  }

  private func reserve(_ byteCount: Int) {
    let needed = count + byteCount + ByteWindow.padding
    if unsafe needed <= memory.bytes.count { return }
    let larger = unsafe WindowMemory.allocate(max(needed, 2 * memory.bytes.count))
    unsafe larger.copyMemory(from: bytes)
    unsafe memory.replace(by: larger)
  }
}
