public import CensusModel

/// Reading a group row by row, for those who ask for single persons. Plain loops; the kernel never
/// looks at single rows.
extension DecodedGroup {
  /// The persons of the group in the order of the file, with their device types as indexes into the
  /// file's. The devices of a person come in the order of their levels.
  public func persons() -> PersonTable {
    let devices = personDevices()
    var persons = PersonTable()
    var start = 0
    for person in 0..<personCount {
      var facts = FactSet()
      for fact in Fact.allCases where unsafe Self.bit(plane(fact), person) { facts.insert(fact) }
      persons.append(facts: facts, devices: devices.types[start..<devices.ends[person]])
      start = devices.ends[person]
    }
    return persons
  }

  /// The types of the standalone devices, segment after segment.
  public func standaloneTypes() -> [UInt16] {
    let start = levelRowCount + outOfLineRowCount
    return (start..<start + standaloneCount).map(type)
  }

  /// The types of the surplus rows, segment after segment.
  public func surplusTypes() -> [UInt16] {
    let start = levelRowCount + outOfLineRowCount + standaloneCount
    return (start..<start + surplusCount).map(type)
  }

  private func personDevices() -> (types: [UInt16], ends: [Int]) {
    let members = levelMembers()
    var ends = [Int](repeating: 0, count: personCount)
    for level in members { for person in level { ends[person] += 1 } }
    for member in outOfLine { ends[member.person] = member.deviceCount }
    for person in ends.indices.dropFirst() { ends[person] += ends[person - 1] }
    var types = [UInt16](repeating: 0, count: ends.last ?? 0)
    var row = 0
    for (level, persons) in members.enumerated() {
      for person in persons {
        types[(person == 0 ? 0 : ends[person - 1]) + level] = type(ofRow: row)
        row += 1
      }
    }
    for member in outOfLine {
      for device in 0..<member.deviceCount {
        types[(member.person == 0 ? 0 : ends[member.person - 1]) + device] = type(ofRow: row)
        row += 1
      }
    }
    return (types, ends)
  }

  /// By level, the persons with a device of it.
  private func levelMembers() -> [[Int]] {
    var members: [[Int]] = []
    for level in levels {
      let above = members.last ?? Array(0..<personCount)
      members.append(above.indices.filter { unsafe Self.bit(level.words, $0) }.map { above[$0] })
    }
    return members
  }

  private static func bit(_ words: UnsafePointer<UInt64>, _ index: Int) -> Bool {
    unsafe words[index / 64] >> UInt64(index % 64) & 1 == 1
  }
}
