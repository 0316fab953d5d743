public import CensusModel
public import ColumnFile

/// A group read the plain way, person by person and bit by bit, through the public face alone.
public struct PlainGroup {
  /// By person.
  public private(set) var facts: [FactSet]
  /// Device types by person, in the order of the file.
  public private(set) var devices: [[Int]]
  /// Device types of the standalone devices, segment after segment.
  public private(set) var standalone: [Int] = []
  /// Device types of the surplus rows, in the same way.
  public private(set) var surplus: [Int] = []

  /// Reads a group.
  public init(_ group: DecodedGroup) {
    facts = [FactSet](repeating: [], count: group.personCount)
    devices = [[Int]](repeating: [], count: group.personCount)
    for fact in Fact.allCases {
      for person in 0..<group.personCount where Self.bit(group.plane(fact), person) {
        facts[person].insert(fact)
      }
    }
    var row = 0
    let take = {
      defer { row += 1 }
      return Self.type(of: row, in: group)
    }
    var members = Array(0..<group.personCount)
    for level in group.levels {
      members = members.indices.filter { Self.bit(level.words, $0) }.map { members[$0] }
      for person in members { devices[person].append(take()) }
    }
    for member in group.outOfLine {
      for _ in 0..<member.deviceCount { devices[member.person].append(take()) }
    }
    for _ in 0..<group.standaloneCount { standalone.append(take()) }
    for _ in 0..<group.surplusCount { surplus.append(take()) }
  }

  private static func bit(_ words: UnsafePointer<UInt64>, _ index: Int) -> Bool {
    words[index / 64] >> UInt64(index % 64) & 1 == 1
  }

  private static func type(of row: Int, in group: DecodedGroup) -> Int {
    let code =
      group.codeByteCount == 1
      ? Int(group.codes.load(fromByteOffset: row, as: UInt8.self))
      : Int(group.codes.load(fromByteOffset: 2 * row, as: UInt16.self))
    return Int(group.palette[code])
  }
}
