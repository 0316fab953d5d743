internal import CensusModel
internal import Sealing

/// The owner index as levels: level 1 is a plane over persons, "has a device"; level *k* is a plane
/// over the persons of level *k*−1, "has a *k*-th". Persons with more than `levelMax` devices would
/// make deep, nearly empty levels: they are out of line, with no bit in level 1.
struct DeviceLevels {
  private var planes: [BitPlane] = []
  private var outOfLine: [(person: Int, deviceCount: Int)] = []
  /// Device types in the order of the column: level after level in person order, then the persons
  /// out of line.
  private(set) var deviceTypes: [UInt16] = []

  init(_ persons: PersonTable) {
    var members = Array(0..<persons.count)
    for person in members where persons.devices(of: person).count > FormatConstants.levelMax {
      outOfLine.append((person, persons.devices(of: person).count))
    }
    for level in 1...FormatConstants.levelMax {
      var plane = BitPlane()
      var next: [Int] = []
      for person in members {
        let devices = persons.devices(of: person)
        let isMember = devices.count >= level && devices.count <= FormatConstants.levelMax
        plane.append(isMember)
        guard isMember else { continue }
        next.append(person)
        deviceTypes.append(devices[devices.startIndex + level - 1])
      }
      if next.isEmpty { break }
      planes.append(plane)
      members = next
    }
    for person in outOfLine { deviceTypes += persons.devices(of: person.person) }
  }

  /// `level count u32 | out-of-line count u32 | planes, each in whole words | out of line: (index
  /// after the previous one, device count − 11) varints`.
  func ownerIndexBytes() -> [UInt8] {
    var sink = ByteSink()
    sink.u32(UInt32(planes.count))
    sink.u32(UInt32(outOfLine.count))
    for plane in planes { sink.words(plane.words) }
    var previous = -1
    for person in outOfLine {
      sink.varint(person.person - previous - 1)
      sink.varint(person.deviceCount - FormatConstants.levelMax - 1)
      previous = person.person
    }
    return sink.bytes
  }
}
