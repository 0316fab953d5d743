internal import CLeaves
internal import CensusModel
internal import ColumnFile

/// The device rows of a group as bits: for every class but `phone`, which rows have it.
///
/// Rows stand in sections, one per level of the owner index, then the persons out of line, standalone
/// and surplus rows. Every section begins with a word of its own, so that loops need not shift.
final class DeviceRows {
  /// The classes that have a bit row; a device without a bit in any is of class phone.
  static let classes: [DeviceClass] = [.analog, .ctiPort, .sparkRemote, .none]
  private static let sparkRemote = 2

  /// A run of rows with the same meaning.
  struct Section {
    /// The first row's place among all codes of the group.
    var codeStart: Int
    var rowCount: Int
    /// The first row's word in every bit row.
    var wordStart: Int

    var wordCount: Int { (rowCount + 63) / 64 }
  }

  private(set) var levels: [Section] = []
  private(set) var outOfLine = Section(codeStart: 0, rowCount: 0, wordStart: 0)
  private(set) var standalone = Section(codeStart: 0, rowCount: 0, wordStart: 0)
  private(set) var surplus = Section(codeStart: 0, rowCount: 0, wordStart: 0)

  private let classOfType: [UInt8]
  private let loops: leaf_loops
  private var rows = classes.map { _ in WordBuffer() }
  /// Whether the group may have devices of the class.
  private var hasRow = [Bool](repeating: false, count: classes.count)
  private var classBits = [UInt8](repeating: 0, count: 256)

  /// - Parameter classOfType: `DeviceClass.rawValue` by device type of the file.
  init(classOfType: [UInt8], _ loops: leaf_loops) {
    precondition(Self.classes.count == PortableLoops.classRowCount, "rows")
    self.classOfType = classOfType
    self.loops = loops
  }

  deinit { for row in rows { row.deallocate() } }

  /// Whether the group may have Spark Remote Devices.
  var hasSparkRemotes: Bool { hasRow[Self.sparkRemote] }

  /// Makes the rows of a group.
  func make(_ group: DecodedGroup) {
    cutSections(group)
    for (code, type) in group.palette.enumerated() {
      let row = Self.classes.firstIndex { $0.rawValue == classOfType[Int(type)] }
      if code < classBits.count { classBits[code] = row.map { 1 << UInt8($0) } ?? 0 }
    }
    for (index, rowClass) in Self.classes.enumerated() {
      hasRow[index] = group.palette.contains { classOfType[Int($0)] == rowClass.rawValue }
      // Deposits read two words behind the last.
      rows[index].reserve(surplus.wordStart + surplus.wordCount + 2, clearing: false)
    }
    guard hasRow.contains(true) else { return }
    for section in levels + [outOfLine, standalone, surplus] { fill(section, group) }
  }

  private func cutSections(_ group: DecodedGroup) {
    var codeStart = 0
    var wordStart = 0
    let next = { (rowCount: Int) -> Section in
      let section = Section(codeStart: codeStart, rowCount: rowCount, wordStart: wordStart)
      codeStart += rowCount
      wordStart += section.wordCount
      return section
    }
    levels.removeAll(keepingCapacity: true)
    for level in group.levels { levels.append(next(level.rowCount)) }
    outOfLine = next(group.outOfLineRowCount)
    standalone = next(group.standaloneCount)
    surplus = next(group.surplusCount)
  }

  private func fill(_ section: Section, _ group: DecodedGroup) {
    guard group.codeByteCount == 1 else { return fillWide(section, group) }
    let codes = group.codes.assumingMemoryBound(to: UInt8.self) + section.codeStart
    loops.class_rows(
      codes, section.rowCount, classBits, rows.map { $0.words + section.wordStart })
  }

  /// For a group of more types than a byte can tell apart, which hardly ever is: row by row.
  private func fillWide(_ section: Section, _ group: DecodedGroup) {
    let codes = group.codes.assumingMemoryBound(to: UInt16.self) + section.codeStart
    for row in rows {
      (row.words + section.wordStart).update(repeating: 0, count: section.wordCount)
    }
    for row in 0..<section.rowCount {
      let deviceClass = classOfType[Int(group.palette[Int(codes[row])])]
      guard let index = Self.classes.firstIndex(where: { $0.rawValue == deviceClass }) else {
        continue
      }
      rows[index].words[section.wordStart + row / 64] |= 1 << UInt64(row % 64)
    }
  }

  // MARK: Reading

  /// Which of 64 rows of a section, from one at the beginning of a word on, count as phones: neither
  /// CTI port nor Spark remote nor none.
  func phones(_ section: Section, word: Int) -> UInt64 {
    let valid = ~UInt64(0) >> UInt64(max(0, 64 * (word + 1) - section.rowCount))
    let place = section.wordStart + word
    var others: UInt64 = 0
    for row in 1..<Self.classes.count where hasRow[row] { others |= rows[row].words[place] }
    return valid & ~others
  }

  /// Which of 64 rows of a section are Spark Remote Devices.
  func sparkRemotes(_ section: Section, word: Int) -> UInt64 {
    hasSparkRemotes ? rows[Self.sparkRemote].words[section.wordStart + word] : 0
  }

  /// The class of one row.
  func deviceClass(_ section: Section, row: Int) -> DeviceClass {
    let index = Self.classes.indices.first { index in
      hasRow[index]
        && rows[index].words[section.wordStart + row / 64] >> UInt64(row % 64) & 1 == 1
    }
    return index.map { Self.classes[$0] } ?? .phone
  }

  /// Adds rows of a section, by class, to counters whose index is `DeviceClass.rawValue`.
  func count(_ section: Section, _ range: Range<Int>, into counters: UnsafeMutablePointer<Int64>) {
    guard !range.isEmpty else { return }
    var phones = range.count
    for (index, rowClass) in Self.classes.enumerated() where hasRow[index] {
      let words = rows[index].words + section.wordStart
      let found = loops.count_bits(words, range.lowerBound, range.count)
      counters[Int(rowClass.rawValue)] += Int64(found)
      phones -= found
    }
    counters[Int(DeviceClass.phone.rawValue)] += Int64(phones)
  }
}
