internal import CLeaves
internal import CensusModel
internal import ColumnFile

/// The device rows of a group as bits: for every class but `phone`, which rows have it.
///
/// Rows are in sections, one per level of the owner index, then the persons out of line, standalone
/// and surplus rows. Every section begins with a word of its own, so that loops need not shift.
@safe final class DeviceRows {
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
  /// True if the group may have devices of the class.
  private var hasRow = [Bool](repeating: false, count: classes.count)
  private let rowsInUse = UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>.allocate(
    capacity: classes.count)
  private let classesInUse = UnsafeMutablePointer<Int>.allocate(capacity: classes.count)
  private var classBits = [UInt8](repeating: 0, count: 256)

  /// - Parameter classOfType: `DeviceClass.rawValue` by device type of the file.
  init(classOfType: [UInt8], _ loops: leaf_loops) {
    precondition(Self.classes.count == PortableLoops.classRowCount, "rows")
    self.classOfType = classOfType
    self.loops = loops
  }

  deinit {
    for row in rows { row.deallocate() }
    unsafe rowsInUse.deallocate()
    unsafe classesInUse.deallocate()
  }

  /// True if the group may have Spark Remote Devices.
  var hasSparkRemotes: Bool { hasRow[Self.sparkRemote] }

  /// Makes the rows of a group.
  ///
  /// - Returns: what counts them, until the next group is made.
  func make(_ group: DecodedGroup) -> Counter {
    cutSections(group)
    for (code, type) in group.palette.enumerated() {
      let row = Self.classes.firstIndex { $0.rawValue == classOfType[Int(type)] }
      if code < classBits.count { classBits[code] = row.map { 1 << UInt8($0) } ?? 0 }
    }
    for (index, rowClass) in Self.classes.enumerated() {
      hasRow[index] = group.palette.contains { classOfType[Int($0)] == rowClass.rawValue }
      // Deposits read two words after the last.
      rows[index].reserve(surplus.wordStart + surplus.wordCount + 2, clearing: false)
    }
    let inUse = Self.classes.indices.filter { hasRow[$0] }
    for (place, index) in inUse.enumerated() {
      unsafe rowsInUse[place] = unsafe rows[index].words
      unsafe classesInUse[place] = Int(Self.classes[index].rawValue)
    }
    if !inUse.isEmpty {
      for section in levels + [outOfLine, standalone, surplus] { fill(section, group) }
    }
    return unsafe Counter(
      rows: rowsInUse, classes: classesInUse, rowCount: inUse.count, countRows: loops.count_rows)
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
    let codes = unsafe group.codes.assumingMemoryBound(to: UInt8.self) + section.codeStart
    unsafe loops.class_rows(
      codes, section.rowCount, classBits, rows.map { unsafe $0.words + section.wordStart })
  }

  /// For a group of more types than a byte can tell apart, which hardly ever is: row by row.
  private func fillWide(_ section: Section, _ group: DecodedGroup) {
    let codes = unsafe group.codes.assumingMemoryBound(to: UInt16.self) + section.codeStart
    for row in rows {
      unsafe (row.words + section.wordStart).update(repeating: 0, count: section.wordCount)
    }
    for row in 0..<section.rowCount {
      let deviceClass = unsafe classOfType[Int(group.palette[Int(codes[row])])]
      guard let index = Self.classes.firstIndex(where: { $0.rawValue == deviceClass }) else {
        continue
      }
      unsafe rows[index].words[section.wordStart + row / 64] |= 1 << UInt64(row % 64)
    }
  }

  // MARK: Reading

  /// Adds the devices of a level to the phones that its persons have in deeper ones: a saturating
  /// count in unary.
  ///
  /// - Parameters:
  ///   - atLeast: planes over the persons of the level, "at least n phones" for n from 1 on.
  ///   - sparkRemotes: the plane "has a Spark Remote Device".
  func addPhones(
    of section: Section, to atLeast: [UnsafeMutablePointer<UInt64>],
    sparkRemotes: UnsafeMutablePointer<UInt64>
  ) {
    let wordCount = section.wordCount
    let tail = section.rowCount % 64
    // What counts as no phone: everything with a row but analog ports.
    let others = unsafe Self.classes.indices.dropFirst().filter { hasRow[$0] }.map {
      unsafe words($0, section)
    }
    for word in 0..<wordCount {
      var phones = word == wordCount - 1 && tail > 0 ? ~UInt64(0) >> UInt64(64 - tail) : ~0
      for unsafe(other) in unsafe others { unsafe phones &= ~other[word] }
      var threshold = unsafe atLeast.count - 1
      while threshold > 0 {
        unsafe atLeast[threshold][word] |= atLeast[threshold - 1][word] & phones
        threshold -= 1
      }
      unsafe atLeast[0][word] |= phones
    }
    if hasSparkRemotes {
      unsafe PlaneMath.unite(sparkRemotes, words(Self.sparkRemote, section), wordCount: wordCount)
    }
  }

  private func words(_ row: Int, _ section: Section) -> UnsafeMutablePointer<UInt64> {
    unsafe rows[row].words + section.wordStart
  }
}

extension DeviceRows {
  /// Counts rows by class. A value of its own, as it is called for every customer and level.
  @safe struct Counter {
    /// The rows of classes that the group may have.
    let rows: UnsafePointer<UnsafeMutablePointer<UInt64>>
    /// `DeviceClass.rawValue` of each.
    let classes: UnsafePointer<Int>
    let rowCount: Int
    let countRows:
      @convention(c) (
        UnsafePointer<UnsafeMutablePointer<UInt64>>, Int, Int, Int, UnsafeMutablePointer<Int>
      ) -> Void

    /// Adds rows of a section, by class, to counters whose index is `DeviceClass.rawValue`.
    func count(
      _ section: Section, _ range: Range<Int>, into counters: UnsafeMutablePointer<Int64>
    ) {
      guard !range.isEmpty else { return }
      var found = InlineArray<5, Int>(repeating: 0)
      found[0] = range.count
      unsafe withUnsafeMutablePointer(to: &found) {
        unsafe countRows(
          rows, rowCount, section.wordStart * 64 + range.lowerBound, range.count,
          UnsafeMutableRawPointer($0).assumingMemoryBound(to: Int.self) + 1)
      }
      unsafe add(found, to: counters)
    }

    /// Adds so many devices: how many there are, and how many of them each row has.
    func add(_ found: InlineArray<5, Int>, to counters: UnsafeMutablePointer<Int64>) {
      var phones = found[0]
      for index in 0..<rowCount {
        unsafe counters[classes[index]] += Int64(found[1 + index])
        phones -= found[1 + index]
      }
      unsafe counters[Int(DeviceClass.phone.rawValue)] += Int64(phones)
    }
  }
}
