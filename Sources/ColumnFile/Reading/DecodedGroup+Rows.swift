/// Walking through the device rows of a group one by one: the one place of the verification that
/// knows how they are laid out.
extension DecodedGroup {
  /// The meaning of a device row.
  enum RowKind: Int, CaseIterable {
    /// A device of a person.
    case owned
    /// A phone without an owner.
    case standalone
    /// A further owner's repetition of a phone.
    case surplus
  }

  /// Calls `body` with every device row of the group: the index of its segment, its device type (an
  /// index into the file's) and what it stands for. A plain loop; the kernel never looks at single
  /// rows.
  func forEachRow(_ body: (_ segment: Int, _ type: UInt16, _ kind: RowKind) -> Void) {
    let segmentOfPerson = segments.indices.flatMap { index in
      repeatElement(index, count: segments[index].personCount)
    }
    var row = 0
    func take(_ segment: Int, _ kind: RowKind, count: Int = 1) {
      for _ in 0..<count {
        body(segment, type(ofRow: row), kind)
        row += 1
      }
    }
    var members = segmentOfPerson
    for level in levels {
      var next: [Int] = []
      for (index, segment) in members.enumerated()
      where unsafe level.words[index / 64] >> UInt64(index % 64) & 1 == 1 { next.append(segment) }
      for segment in next { take(segment, .owned) }
      members = next
    }
    for member in outOfLine {
      take(segmentOfPerson[member.person], .owned, count: member.deviceCount)
    }
    for (index, segment) in segments.enumerated() {
      take(index, .standalone, count: segment.standaloneCount)
    }
    for (index, segment) in segments.enumerated() {
      take(index, .surplus, count: segment.surplusCount)
    }
  }

  /// The device type of a row, an index into the file's.
  func type(ofRow row: Int) -> UInt16 {
    unsafe codeByteCount == 1
      ? palette[Int(codes.load(fromByteOffset: row, as: UInt8.self))]
      : palette[Int(codes.load(fromByteOffset: 2 * row, as: UInt16.self))]
  }
}
