internal import CensusModel
internal import CensusRules

extension FuzzTarget {
  /// Persons, devices, groups and rules made of the input, written as a file and counted: on every
  /// path, and person by person.
  static let kernel = FuzzTarget("kernel") { (input) throws(Finding) in
    var draw = Draw(input)
    let rules = RuleDraw.rules(&draw)
    let made = MadeInventory(&draw)
    try (rules.map(Counting.init) ?? .builtIn).check(made)
  }
}

extension MadeInventory {
  private static let groupSizes = [1, 2, 3, 63, 64, 65, 127, 128, 129, 1000, 4095, 4096, 4097]
  /// Most inputs are small, so that there can be many.
  private static let personCountMax = 150
  /// More than a tile.
  private static let manyPersonCountMax = 5_000

  init(_ draw: inout Draw) {
    groupPersonCount = Self.groupSizes[draw.below(Self.groupSizes.count)]
    isWide = draw.below(8) == 7
    // Many groups are slow and show nothing that a few do not.
    var left = min(
      draw.below(32) == 31 ? Self.manyPersonCountMax : Self.personCountMax, 6 * groupPersonCount)
    for index in 0..<1 + draw.below(5) {
      let digit = String(UInt8(index), radix: 16)
      var customer = CustomerInventory(pkid: String(repeating: digit, count: 24), provider: 0)
      for _ in 0..<draw.below(12) where left > 0 { addRun(to: &customer, &left, &draw) }
      addLooseDevices(to: &customer, &draw)
      customers.append(customer)
    }
  }

  /// Persons who are all alike, or alike but for their facts or devices.
  private func addRun(
    to customer: inout CustomerInventory, _ left: inout Int, _ draw: inout Draw
  ) {
    let lengths = [1, 1, 2, 3, 7, 31, 63, 64, 65, 200, 1000, 4095, 4096]
    let length = min(left, lengths[draw.below(lengths.count)])
    let (facts, stride) = (draw.word(), draw.word())
    let deviceCounts = [0, 1, 1, 2, 3, 9, 10, 11, 12, 25]
    let deviceCount = deviceCounts[draw.below(deviceCounts.count)]
    let (firstType, typeStride, turn) = (draw.below(256), draw.below(256), draw.below(4))
    for person in 0..<length {
      let devices = (0..<(deviceCount * (1 + person & turn) / (1 + turn))).map { device in
        UInt16((firstType + device * typeStride + person * turn) % typeCount)
      }
      let bits = facts &+ stride &* UInt16(truncatingIfNeeded: person)
      customer.persons.append(facts: FactSet(rawValue: bits & 0x1FFF), devices: devices)
    }
    left -= length
  }

  /// Devices without an owner, and rows that repeat some that are there.
  private func addLooseDevices(to customer: inout CustomerInventory, _ draw: inout Draw) {
    let count = draw.below(200)
    let stride = draw.below(256)
    customer.standaloneDevices = (0..<count).map { UInt16($0 * stride % typeCount) }
    let step = draw.below(8)
    guard step > 0 else { return }
    var owned: [UInt16: Int] = [:]
    // Of n devices of a type, up to n − 1 may be repetitions.
    for (index, type) in customer.persons.devices.enumerated() {
      owned[type, default: 0] += 1
      if owned[type]! > 1, index % step == 0 { customer.surplusDevices.append(type) }
    }
  }
}
