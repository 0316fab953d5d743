internal import CensusModel
internal import ColumnFile

/// From the device columns of a group: which persons have how many phones, and how many devices of
/// each class every customer has. Both depend on the device classes of the audit.
///
/// PERF NOTES. Nothing here touches memory per person or device but in words of 64: codes become bit
/// rows, one per class, eight codes a step; the rows of the deepest level are folded, level by level,
/// into the persons of the level above (Horner's scheme), so that the last step deposits just one plane
/// per threshold on the persons of the group. The critical path is the deposit.
final class DeviceTally {
  /// Levels of the owner index; persons with more devices stand out of line.
  static let levelMax = 10

  /// The classes that have a bit row; a device without a bit in any is of class phone.
  private static let rowClasses: [DeviceClass] = [.analog, .ctiPort, .sparkRemote, .none]

  /// One plane per threshold of the plan, each `planeWordCount` words.
  private(set) var thresholdPlanes: [WordBuffer]

  private let thresholds: [Int]
  /// The greatest threshold that persons in line can reach.
  private let cascadeCount: Int
  private let classOfType: [UInt8]
  private var rows = rowClasses.map { _ in WordBuffer() }
  private var hasRow = [Bool](repeating: false, count: rowClasses.count)
  private var cascade: [WordBuffer]
  private var cascadeNext: [WordBuffer]
  private var classOfCode: [UInt8] = []

  /// - Parameters:
  ///   - thresholds: of the plan, ascending, each at least 1.
  ///   - classOfType: `DeviceClass.rawValue` by device type of the file.
  init(thresholds: [Int], classOfType: [UInt8]) {
    self.thresholds = thresholds
    self.classOfType = classOfType
    cascadeCount = max(1, thresholds.filter { $0 <= Self.levelMax }.max() ?? 1)
    thresholdPlanes = thresholds.map { _ in WordBuffer() }
    // The last plane of the cascade is "has a Spark Remote Device".
    cascade = (0...cascadeCount).map { _ in WordBuffer() }
    cascadeNext = (0...cascadeCount).map { _ in WordBuffer() }
  }

  deinit {
    for buffer in thresholdPlanes + rows + cascade + cascadeNext { buffer.deallocate() }
  }

  /// Tallies a group.
  func tally(_ group: DecodedGroup, into counts: GroupCounts) {
    classOfCode = group.palette.map { classOfType[Int($0)] }
    makeRows(group)
    makePlanes(group)
    tallyOutOfLine(group, into: counts)
    tallyClasses(group, into: counts)
  }

  // MARK: Bit rows

  private func makeRows(_ group: DecodedGroup) {
    let rowCount =
      group.levelRowCount + group.outOfLineRowCount + group.standaloneCount + group.surplusCount
    let wordCount = (rowCount + 63) / 64
    for (index, rowClass) in Self.rowClasses.enumerated() {
      hasRow[index] = classOfCode.contains(rowClass.rawValue)
      if hasRow[index] { rows[index].reserve(wordCount + 1, clearing: true) }
    }
    guard hasRow.contains(true), rowCount > 0 else { return }
    let bits = classOfCode.map { value in
      Self.rowClasses.firstIndex { $0.rawValue == value }.map { UInt8(1) << UInt8($0) } ?? 0
    }
    if group.codeByteCount == 1 {
      fillRows(group.codes.assumingMemoryBound(to: UInt8.self), rowCount, bits)
    } else {
      fillRows(group.codes.assumingMemoryBound(to: UInt16.self), rowCount, bits)
    }
  }

  /// `bits[code]` has one bit, for the row in which a device with that code has its bit.
  private func fillRows<Code: FixedWidthInteger>(
    _ codes: UnsafePointer<Code>, _ rowCount: Int, _ bits: [UInt8]
  ) {
    bits.withUnsafeBufferPointer { bits in
      var word = 0
      var row = 0
      while row < rowCount {
        let end = min(rowCount - row, 64)
        var words = SIMD4<UInt64>()
        var lane = 0
        while lane < end {
          let value = UInt64(bits[Int(codes[row + lane])])
          words |= (SIMD4(repeating: value) &>> SIMD4(0, 1, 2, 3) & 1) &<< UInt64(lane)
          lane += 1
        }
        for index in 0..<4 where hasRow[index] { rows[index].words[word] = words[index] }
        word += 1
        row += 64
      }
    }
  }

  private func rowBits(_ rowClass: Int, at start: Int) -> UInt64 {
    hasRow[rowClass] ? rows[rowClass].bits(at: start) : 0
  }

  /// Which of the 64 devices from this row on count as phones: neither CTI port nor Spark remote
  /// nor none. Bits behind the last row mean nothing.
  private func phoneBits(at start: Int) -> UInt64 {
    ~(rowBits(1, at: start) | rowBits(2, at: start) | rowBits(3, at: start))
  }

  // MARK: Phones of persons

  private func makePlanes(_ group: DecodedGroup) {
    foldLevels(group)
    for (index, threshold) in thresholds.enumerated() {
      thresholdPlanes[index].reserve(group.planeWordCount, clearing: true)
      guard threshold <= cascadeCount, !group.levels.isEmpty else { continue }
      let wordCount = (group.personCount + 63) / 64
      let source = cascade[threshold - 1].words
      let target = thresholdPlanes[index].words
      // Spark Remote Devices count only where nothing else does, all of them as one phone.
      let spark = cascade[cascadeCount].words
      var word = 0
      while word < wordCount {
        target[word] = threshold == 1 ? source[word] | spark[word] : source[word]
        word += 1
      }
    }
  }

  /// Leaves in `cascade` planes over the persons of the group: "at least n phones in line" for n up
  /// to `cascadeCount`, and "has a Spark Remote Device".
  private func foldLevels(_ group: DecodedGroup) {
    guard let deepest = group.levels.last else { return }
    for plane in 0...cascadeCount {
      cascade[plane].reserve(Self.wordCount(deepest.rowCount), clearing: true)
    }
    var rowStart = group.levelRowCount
    for level in group.levels.reversed() {
      rowStart -= level.rowCount
      addDevices(from: rowStart, count: level.rowCount)
      for plane in 0...cascadeCount {
        cascadeNext[plane].reserve(Self.wordCount(level.bitCount), clearing: true)
        PlaneMath.deposit(
          cascade[plane].words, through: level.words, bitCount: level.bitCount,
          into: cascadeNext[plane].words)
      }
      swap(&cascade, &cascadeNext)
    }
  }

  /// Words for so many bits, with those that `PlaneMath.deposit` reads behind them.
  private static func wordCount(_ bitCount: Int) -> Int { bitCount / 64 + 2 }

  /// Adds one device for each person of a level: a saturating count in unary.
  private func addDevices(from rowStart: Int, count: Int) {
    var word = 0
    while word * 64 < count {
      let tail = count - word * 64
      let mask = tail >= 64 ? ~0 : (UInt64(1) << UInt64(tail)) - 1
      let phones = phoneBits(at: rowStart + word * 64) & mask
      var threshold = cascadeCount
      while threshold > 1 {
        cascade[threshold - 1].words[word] |= cascade[threshold - 2].words[word] & phones
        threshold -= 1
      }
      cascade[0].words[word] |= phones
      cascade[cascadeCount].words[word] |= rowBits(2, at: rowStart + word * 64) & mask
      word += 1
    }
  }

  private func deviceClass(_ group: DecodedGroup, row: Int) -> UInt8 {
    let code =
      group.codeByteCount == 1
      ? Int(group.codes.load(fromByteOffset: row, as: UInt8.self))
      : Int(group.codes.load(fromByteOffset: 2 * row, as: UInt16.self))
    return classOfCode[code]
  }

  private func tallyOutOfLine(_ group: DecodedGroup, into counts: GroupCounts) {
    var row = group.levelRowCount
    var segment = 0
    var segmentEnd = group.segments.first?.personCount ?? 0
    for member in group.outOfLine {
      while member.person >= segmentEnd {
        segment += 1
        segmentEnd += group.segments[segment].personCount
      }
      var classes = [Int](repeating: 0, count: 6)
      for _ in 0..<member.deviceCount {
        classes[Int(deviceClass(group, row: row))] += 1
        row += 1
      }
      for (deviceClass, count) in classes.enumerated() {
        counts.owned(deviceClass, segment: segment).pointee += count
      }
      let remote = classes[Int(DeviceClass.sparkRemote.rawValue)]
      let counted =
        classes[Int(DeviceClass.phone.rawValue)] + classes[Int(DeviceClass.analog.rawValue)]
      setPhones(of: member.person, counted > 0 ? counted : min(remote, 1), segment, group, counts)
    }
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
    counts.additional(segment: segment).pointee += all - byPlanes
  }

  // MARK: Devices of customers

  private func tallyClasses(_ group: DecodedGroup, into counts: GroupCounts) {
    var starts = [Int](repeating: 0, count: group.levels.count)
    var person = 0
    var standalone = group.levelRowCount + group.outOfLineRowCount
    var surplus = standalone + group.standaloneCount
    for (index, segment) in group.segments.enumerated() {
      tallyLevels(group, &starts, persons: person..<person + segment.personCount) { row, count in
        self.addClasses(row, count) { counts.owned($0, segment: index) }
      }
      addClasses(standalone, segment.standaloneCount) { counts.standalone($0, segment: index) }
      addClasses(surplus, segment.surplusCount) { counts.surplus($0, segment: index) }
      person += segment.personCount
      standalone += segment.standaloneCount
      surplus += segment.surplusCount
    }
  }

  /// Calls `body` with the rows that persons have in each level. `starts` holds, per level, how many
  /// rows earlier persons took.
  private func tallyLevels(
    _ group: DecodedGroup, _ starts: inout [Int], persons: Range<Int>,
    _ body: (_ row: Int, _ count: Int) -> Void
  ) {
    var members = persons
    var rowStart = 0
    for (index, level) in group.levels.enumerated() {
      let count = PlaneMath.count(level.words, members)
      if count == 0 && members.isEmpty { break }
      body(rowStart + starts[index], count)
      members = starts[index]..<starts[index] + count
      starts[index] += count
      rowStart += level.rowCount
    }
  }

  private func addClasses(
    _ row: Int, _ count: Int, _ counter: (Int) -> UnsafeMutablePointer<Int>
  ) {
    guard count > 0 else { return }
    var phones = count
    for (index, rowClass) in Self.rowClasses.enumerated() where hasRow[index] {
      let found = PlaneMath.count(rows[index].words, row..<row + count)
      counter(Int(rowClass.rawValue)).pointee += found
      phones -= found
    }
    counter(Int(DeviceClass.phone.rawValue)).pointee += phones
  }
}
