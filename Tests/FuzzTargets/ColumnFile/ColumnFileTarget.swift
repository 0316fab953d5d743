internal import CensusModel
internal import ColumnFile

internal import struct TestSupport.SplitMix64

extension FuzzTarget {
  /// The reader of columnar files: opened, verified, decoded and counted. What is verified must be
  /// counted, and as one would person by person.
  static let columnFile = FuzzTarget("column-file", mutate: change) { (input) throws(Finding) in
    let file: ColumnFile
    do throws(ColumnFileError) {
      // Small, so that no input is slow.
      file = try ColumnFile(ColumnSource(name: "t", bytes: input), memoryLimit: 1 << 18)
    } catch {
      return try checkRefusal(error, input)
    }
    var isSound = true
    do throws(ColumnFileError) {
      try file.verify(threads: 1)
    } catch {
      try checkRefusal(error, input)
      isSound = false
    }
    let customers = plainCustomers(of: file)
    try Finding.unless(customers != nil || !isSound, "verified, but not decoded")
    try Counting.few.check(
      file, expecting: customers.map { Counting.few.plainly($0, file) }, isSound: isSound)
  }

  /// Changes parts under checksums that are right; now and then bytes that have no form, with an
  /// identity that is right.
  private static func change(_ input: inout [UInt8], _ changes: inout Changes) -> Bool {
    guard changes.random.below(8) > 0, var file = LooseFile(input) else {
      guard changes.random.below(2) == 0 else { return false }
      changes.change(&input)
      Seal.renew(&input)
      return true
    }
    file.change(&changes)
    let sealed = file.sealed()
    guard sealed.count <= changes.byteCountMax else { return false }
    input = sealed
    return true
  }

  /// True if an error is one of those that bytes in memory may be refused with, and names a byte
  /// that is there.
  private static func checkRefusal(
    _ error: ColumnFileError, _ input: [UInt8]
  ) throws(Finding) {
    switch error {
    case .notAColumnFile, .unsupported, .memoryLimit: break
    case .corrupt(_, let byte, _):
      try Finding.unless(byte >= 0 && byte <= input.count, "no such byte: \(error)")
    case .unreadable, .inputOutput, .limit, .notAnIdentityFile, .otherColumnFile:
      throw Finding("\(error)")
    }
  }

  /// The customers, read person by person; nil where a group is refused.
  private static func plainCustomers(of file: ColumnFile) -> [CustomerInventory]? {
    var customers = file.customers.map { CustomerInventory(pkid: $0.pkid, provider: $0.provider) }
    let group = DecodedGroup()
    for index in 0..<file.groupCount {
      guard (try? file.decode(group: index, into: group)) != nil else { return nil }
      PlainGroup(group).deal(to: &customers, by: group.segments)
    }
    return customers
  }
}

extension PlainGroup {
  /// Adds persons and devices to the customers whose segments they are in.
  fileprivate func deal(
    to customers: inout [CustomerInventory], by segments: [DecodedGroup.Segment]
  ) {
    var (person, standalone, surplus) = (0, 0, 0)
    for segment in segments {
      let types = { (rows: ArraySlice<Int>) in rows.map { UInt16($0) } }
      for _ in 0..<segment.personCount {
        customers[segment.customer].persons.append(
          facts: facts[person], devices: types(devices[person][...]))
        person += 1
      }
      customers[segment.customer].standaloneDevices += types(
        self.standalone[standalone..<standalone + segment.standaloneCount])
      customers[segment.customer].surplusDevices += types(
        self.surplus[surplus..<surplus + segment.surplusCount])
      standalone += segment.standaloneCount
      surplus += segment.surplusCount
    }
  }
}
