internal import CLeaves
internal import CensusModel
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
  private var levelStarts: [Int] = []

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
    rows.make(group)
    foldLevels(group)
    makePlanes(group)
    tallyOutOfLine(group, into: counts)
    tallyClasses(group, into: counts)
  }

  // MARK: Phones of persons

  private func makePlanes(_ group: DecodedGroup) {
    let wordCount = group.levels.isEmpty ? 0 : (group.personCount + 63) / 64
    for (index, threshold) in thresholds.enumerated() {
      thresholdPlanes[index].reserve(group.planeWordCount, clearing: false)
      let target = thresholdPlanes[index].words
      let isInLine = threshold <= cascadeCount && wordCount > 0
      let used = isInLine ? wordCount : 0
      if isInLine { target.update(from: cascade[threshold - 1].words, count: used) }
      (target + used).update(repeating: 0, count: group.planeWordCount - used)
    }
    // Spark Remote Devices count only where nothing else does, all of them as one phone.
    guard rows.hasSparkRemotes, thresholds.first == 1 else { return }
    PlaneMath.unite(thresholdPlanes[0].words, cascade[cascadeCount].words, wordCount: wordCount)
  }

  /// Leaves in `cascade` planes over the persons of the group.
  private func foldLevels(_ group: DecodedGroup) {
    guard let deepest = group.levels.last else { return }
    // The plane of Spark Remote Devices stands last and is left out where there are none.
    let planeCount = rows.hasSparkRemotes ? cascadeCount + 1 : cascadeCount
    for plane in 0..<planeCount {
      cascade[plane].reserve(Self.wordCount(deepest.rowCount), clearing: true)
    }
    for (section, level) in zip(rows.levels, group.levels).reversed() {
      addDevices(section)
      for plane in 0..<planeCount {
        cascadeNext[plane].reserve(Self.wordCount(level.bitCount), clearing: false)
      }
      let wordCount = (level.bitCount + 63) / 64
      loops.deposit(
        level.words, wordCount, cascade.map { UnsafePointer($0.words) },
        cascadeNext.map(\.words), planeCount)
      swap(&cascade, &cascadeNext)
    }
  }

  /// Words for so many bits, with those that a deposit reads behind them.
  private static func wordCount(_ bitCount: Int) -> Int { (bitCount + 63) / 64 + 2 }

  /// Adds one device for each person of a level: a saturating count in unary.
  private func addDevices(_ section: DeviceRows.Section) {
    let planes = cascade.map(\.words)
    for word in 0..<section.wordCount {
      let phones = rows.phones(section, word: word)
      var threshold = cascadeCount - 1
      while threshold > 0 {
        planes[threshold][word] |= planes[threshold - 1][word] & phones
        threshold -= 1
      }
      planes[0][word] |= phones
    }
    guard rows.hasSparkRemotes else { return }
    for word in 0..<section.wordCount {
      planes[cascadeCount][word] |= rows.sparkRemotes(section, word: word)
    }
  }

  // MARK: Persons out of line

  private func tallyOutOfLine(_ group: DecodedGroup, into counts: GroupCounts) {
    var row = 0
    var segment = 0
    var segmentEnd = group.segments.first?.personCount ?? 0
    for member in group.outOfLine {
      while member.person >= segmentEnd {
        segment += 1
        segmentEnd += group.segments[segment].personCount
      }
      let devices = row..<row + member.deviceCount
      rows.count(
        rows.outOfLine, devices, into: counts.row(segment) + counts.layout.owned)
      setPhones(of: member.person, phones(devices), segment, group, counts)
      row = devices.upperBound
    }
  }

  /// P of a person out of line with these rows (audit.md §2, rule 4).
  private func phones(_ devices: Range<Int>) -> Int {
    var phones = 0
    var hasSparkRemote = false
    for row in devices {
      switch rows.deviceClass(rows.outOfLine, row: row) {
      case .phone, .analog: phones += 1
      case .sparkRemote: hasSparkRemote = true
      case .ctiPort, .none: break
      }
    }
    return phones > 0 ? phones : hasSparkRemote ? 1 : 0
  }

  private func setPhones(
    of person: Int, _ phones: Int, _ segment: Int, _ group: DecodedGroup, _ counts: GroupCounts
  ) {
    let bit = UInt64(1) << UInt64(person % 64)
    for (index, threshold) in thresholds.enumerated() where threshold <= phones {
      thresholdPlanes[index].words[person / 64] |= bit
    }
    guard group.plane(.ucmUser)[person / 64] & bit != 0 else { return }
    // What thresholds in line can say is counted by planes; this is what lies beyond.
    let license = counts.phonesPerLicense
    let all = max(0, phones - 1) / license
    let byPlanes = min(all, (Self.levelMax - 1) / license)
    counts.row(segment)[counts.layout.additional] += Int64(all - byPlanes)
  }

  // MARK: Devices of customers

  private func tallyClasses(_ group: DecodedGroup, into counts: GroupCounts) {
    levelStarts.removeAll(keepingCapacity: true)
    for _ in group.levels { levelStarts.append(0) }
    var person = 0
    var standalone = 0
    var surplus = 0
    for (index, segment) in group.segments.enumerated() {
      let row = counts.row(index)
      tallyLevels(
        group, persons: person..<person + segment.personCount, into: row + counts.layout.owned)
      rows.count(
        rows.standalone, standalone..<standalone + segment.standaloneCount,
        into: row + counts.layout.standalone)
      rows.count(
        rows.surplus, surplus..<surplus + segment.surplusCount,
        into: row + counts.layout.surplus)
      person += segment.personCount
      standalone += segment.standaloneCount
      surplus += segment.surplusCount
    }
  }

  /// Counts the devices that persons have in each level. `levelStarts` holds, per level, how many rows
  /// earlier persons took.
  private func tallyLevels(
    _ group: DecodedGroup, persons: Range<Int>, into counters: UnsafeMutablePointer<Int64>
  ) {
    var members = persons
    for (index, level) in group.levels.enumerated() {
      if members.isEmpty { break }
      let count = loops.count_bits(level.words, members.lowerBound, members.count)
      members = levelStarts[index]..<levelStarts[index] + count
      rows.count(rows.levels[index], members, into: counters)
      levelStarts[index] += count
    }
  }
}
