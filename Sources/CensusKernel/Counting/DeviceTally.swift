internal import CLeaves
internal import CensusModel
internal import CensusRules
internal import ColumnFile

/// From the device columns of a group: which persons have how many phones, and how many devices of
/// each class every customer has. Both depend on the device classes of the audit.
///
/// PERF NOTES. Nothing here touches memory per person or device but in words of 64: codes become bit
/// rows, one per class; the rows of the deepest level are folded, level by level, into the persons of
/// the level above (Horner's scheme), so that the last step deposits just one plane per threshold on
/// the persons of the group. The critical path is the deposit.
final class DeviceTally {
  /// Levels of the owner index; persons with more devices stand out of line.
  static let levelMax = 10

  /// One plane per threshold of the plan, each `planeWordCount` words.
  private(set) var thresholdPlanes: [WordBuffer]

  private let loops: leaf_loops
  private let rows: DeviceRows
  private let thresholds: [Int]
  /// The greatest threshold that persons in line can reach.
  private let cascadeCount: Int
  /// "At least n phones in line" for n up to `cascadeCount`, and last "has a Spark Remote Device":
  /// planes over the persons of a level.
  private var cascade: [WordBuffer]
  private var cascadeNext: [WordBuffer]

  /// - Parameters:
  ///   - thresholds: of the plan, ascending, each at least 1.
  ///   - classOfType: `DeviceClass.rawValue` by device type of the file.
  init(thresholds: [Int], classOfType: [UInt8], _ loops: leaf_loops) {
    self.thresholds = thresholds
    self.loops = loops
    rows = DeviceRows(classOfType: classOfType, loops)
    cascadeCount = max(1, thresholds.filter { $0 <= Self.levelMax }.max() ?? 1)
    thresholdPlanes = thresholds.map { _ in WordBuffer() }
    cascade = (0...cascadeCount).map { _ in WordBuffer() }
    cascadeNext = (0...cascadeCount).map { _ in WordBuffer() }
  }

  deinit {
    for buffer in thresholdPlanes + cascade + cascadeNext { buffer.deallocate() }
  }

  /// Tallies a group.
  func tally(_ group: DecodedGroup, into counts: GroupCounts) {
    let counter = rows.make(group)
    foldLevels(group)
    makePlanes(group)
    tallyOutOfLine(group, counter, into: counts)
    tallyClasses(group, counter, into: counts)
  }

  // MARK: Phones of persons

  private func makePlanes(_ group: DecodedGroup) {
    let wordCount = group.levels.isEmpty ? 0 : (group.personCount + 63) / 64
    for (index, threshold) in thresholds.enumerated() {
      thresholdPlanes[index].reserve(group.planeWordCount, clearing: false)
      let target = unsafe thresholdPlanes[index].words
      let isInLine = threshold <= cascadeCount && wordCount > 0
      let used = isInLine ? wordCount : 0
      if isInLine { unsafe target.update(from: cascade[threshold - 1].words, count: used) }
      unsafe (target + used).update(repeating: 0, count: group.planeWordCount - used)
    }
    // Spark Remote Devices count only where nothing else does, all of them as one phone.
    guard rows.hasSparkRemotes, thresholds.first == 1 else { return }
    unsafe PlaneMath.unite(
      thresholdPlanes[0].words, cascade[cascadeCount].words, wordCount: wordCount)
  }

  /// Leaves in `cascade` planes over the persons of the group.
  private func foldLevels(_ group: DecodedGroup) {
    guard let deepest = group.levels.last else { return }
    // The plane of Spark Remote Devices is last and is left out where there are none.
    let planeCount = rows.hasSparkRemotes ? cascadeCount + 1 : cascadeCount
    for plane in 0..<planeCount {
      cascade[plane].reserve(Self.wordCount(deepest.rowCount), clearing: true)
    }
    for (section, level) in zip(rows.levels, group.levels).reversed() {
      unsafe rows.addPhones(
        of: section, to: cascade.dropLast().map(unsafe \.words),
        sparkRemotes: unsafe cascade[cascadeCount].words)
      for plane in 0..<planeCount {
        cascadeNext[plane].reserve(Self.wordCount(level.bitCount), clearing: false)
      }
      let wordCount = (level.bitCount + 63) / 64
      unsafe loops.deposit(
        level.words, wordCount, cascade.map { unsafe UnsafePointer($0.words) },
        unsafe cascadeNext.map(unsafe \.words), planeCount)
      swap(&cascade, &cascadeNext)
    }
  }

  /// Words for so many bits, with those that a deposit reads after them.
  private static func wordCount(_ bitCount: Int) -> Int { (bitCount + 63) / 64 + 2 }

  // MARK: Persons out of line

  private func tallyOutOfLine(
    _ group: DecodedGroup, _ counter: DeviceRows.Counter, into counts: GroupCounts
  ) {
    let section = rows.outOfLine
    let segments = group.segments
    var row = 0
    var segment = 0
    var segmentEnd = segments.first?.personCount ?? 0
    for member in group.outOfLine {
      while member.person >= segmentEnd {
        segment += 1
        segmentEnd += segments[segment].personCount
      }
      var classes = InlineArray<6, Int64>(repeating: 0)
      let devices = row..<row + member.deviceCount
      unsafe withUnsafeMutablePointer(to: &classes) {
        unsafe counter.count(
          section, devices,
          into: UnsafeMutableRawPointer($0).assumingMemoryBound(to: Int64.self))
      }
      let owned = unsafe counts.row(segment) + counts.layout.owned
      for index in classes.indices { unsafe owned[index] += classes[index] }
      setPhones(of: member.person, Self.phones(classes), segment, group, counts)
      row = devices.upperBound
    }
  }

  /// P of a person with so many devices of each class (AuditRules.md §2, rule 4).
  private static func phones(_ classes: InlineArray<6, Int64>) -> Int {
    Int(
      LicenseFormula.phones(
        phones: classes[Int(DeviceClass.phone.rawValue)],
        analogPorts: classes[Int(DeviceClass.analog.rawValue)],
        sparkRemotes: classes[Int(DeviceClass.sparkRemote.rawValue)]))
  }

  private func setPhones(
    of person: Int, _ phones: Int, _ segment: Int, _ group: DecodedGroup, _ counts: GroupCounts
  ) {
    let bit = UInt64(1) << UInt64(person % 64)
    for (index, threshold) in thresholds.enumerated() where threshold <= phones {
      unsafe thresholdPlanes[index].words[person / 64] |= bit
    }
    // Planes count up to the thresholds in line; this counts what is above them.
    let all = counts.formula.additionalLicenses(phones: phones)
    let byPlanes = min(all, counts.formula.additionalLicenses(phones: Self.levelMax))
    guard all > byPlanes else { return }
    var facts: FactSet = []
    for fact in Fact.allCases where unsafe group.plane(fact)[person / 64] & bit != 0 {
      facts.insert(fact)
    }
    guard counts.licensed.evaluate(facts: facts, phones: phones, columns: []) else { return }
    unsafe counts.row(segment)[counts.layout.additional] += Int64(all - byPlanes)
  }

  // MARK: Devices of customers

  private func tallyClasses(
    _ group: DecodedGroup, _ counter: DeviceRows.Counter, into counts: GroupCounts
  ) {
    let layout = counts.layout
    var levels = LevelCursor(group.levels, rows.levels, loops)
    let (standaloneRows, surplusRows) = (rows.standalone, rows.surplus)
    var standalone = 0
    var surplus = 0
    for (index, segment) in group.segments.enumerated() {
      let row = unsafe counts.row(index)
      unsafe levels.count(persons: segment.personCount, counter, into: row + layout.owned)
      unsafe counter.count(
        standaloneRows, standalone..<standalone + segment.standaloneCount,
        into: row + layout.standalone)
      unsafe counter.count(
        surplusRows, surplus..<surplus + segment.surplusCount, into: row + layout.surplus)
      standalone += segment.standaloneCount
      surplus += segment.surplusCount
    }
  }
}

/// Goes through the levels of a group customer by customer.
@safe private struct LevelCursor {
  private let levels: [leaf_level]
  private let loops: leaf_loops
  /// Per level, how many of its members earlier persons took; for level 1 that is the persons.
  private var starts: [Int]

  init(
    _ levels: [DecodedGroup.Level], _ sections: [DeviceRows.Section], _ loops: leaf_loops
  ) {
    unsafe self.levels = unsafe zip(levels, sections).map {
      unsafe leaf_level(plane: $0.words, first_row: $1.wordStart * 64)
    }
    self.loops = loops
    starts = [Int](repeating: 0, count: levels.count + 1)
  }

  /// Counts the devices of the next persons, which all belong to one customer.
  mutating func count(
    persons: Int, _ counter: DeviceRows.Counter, into counters: UnsafeMutablePointer<Int64>
  ) {
    if unsafe levels.isEmpty { return }
    var found = InlineArray<5, Int>(repeating: 0)
    unsafe withUnsafeMutablePointer(to: &found) {
      unsafe loops.count_levels(
        levels, levels.count, &starts, counter.rows, counter.rowCount, persons,
        UnsafeMutableRawPointer($0).assumingMemoryBound(to: Int.self))
    }
    unsafe counter.add(found, to: counters)
  }
}
