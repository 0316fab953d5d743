public import CensusModel
public import ColumnFile

/// Counts persons one by one, from the titles of the report and not from a rule set: what the
/// kernel's answers are compared with.
public struct PlainCount: Sendable {
  /// Columns of the report.
  public static let columnCount = 36

  private static let factCount = Fact.allCases.count
  /// Users with more phones than this are all in the same columns.
  private static let phoneCountMax = 11

  private let classes: [DeviceClass]
  /// By phones and facts: the columns that count such a person, bit *n* for the column numbered *n*.
  private let columns: [UInt64]

  /// - Parameter deviceTypes: what devices refer to, with the classes that count.
  public init(_ deviceTypes: [DeviceTypeEntry]) {
    classes = deviceTypes.map(\.deviceClass)
    columns = (0...Self.phoneCountMax).flatMap { phones in
      (0..<1 << Self.factCount).map { facts in
        Membership(facts: FactSet(rawValue: UInt16(facts)), phones: phones).columns
      }
    }
  }

  /// The counts of a customer by index of the column; 0 in columns that count neither persons nor
  /// standalone devices.
  public func columns(of customer: CustomerInventory) -> [Int] {
    var counts = [Int](repeating: 0, count: Self.columnCount)
    for person in 0..<customer.persons.count {
      let phones = min(phones(customer.persons.devices(of: person)), Self.phoneCountMax)
      let facts = Int(customer.persons.facts[person].rawValue)
      var left = columns[phones << Self.factCount | facts]
      while left != 0 {
        counts[left.trailingZeroBitCount - 1] += 1
        left &= left - 1
      }
    }
    for type in customer.standaloneDevices {
      switch classes[Int(type)] {
      case .phone: counts[18 - 1] += 1
      case .analog: counts[26 - 1] += 1
      case .ctiPort, .sparkRemote, .none: break
      }
    }
    return counts
  }

  /// Phones and analog ports; where there are none, all Spark Remote Devices are one phone.
  private func phones(_ devices: ArraySlice<UInt16>) -> Int {
    var phones = 0
    var hasRemote = false
    for type in devices {
      switch classes[Int(type)] {
      case .phone, .analog: phones += 1
      case .sparkRemote: hasRemote = true
      case .ctiPort, .none: break
      }
    }
    return phones > 0 ? phones : hasRemote ? 1 : 0
  }
}

/// Which columns count a person with these facts and this many phones.
private struct Membership {
  let facts: FactSet
  let phones: Int

  var columns: UInt64 {
    (1...PlainCount.columnCount).reduce(0) { isCounted(in: $1) ? $0 | 1 << UInt64($1) : $0 }
  }

  private func has(_ fact: Fact) -> Bool { facts.contains(fact) }

  private var isMicrosoft: Bool { has(.teams) || has(.exchange) || has(.microsoft365) }

  private func isCounted(in column: Int) -> Bool {
    has(.ucmUser) ? isUserCounted(in: column) : isAccountCounted(in: column)
  }

  private func isAccountCounted(in column: Int) -> Bool {
    switch column {
    case 19: has(.webex)
    case 20: has(.voicemail)
    case 21: has(.contactCenterEnterprise)
    case 22: has(.contactCenterExpress)
    case 23: has(.spark)
    case 28: has(.teams) && !has(.teamsVoice)
    case 29: has(.teams) && has(.teamsVoice) && !has(.exchange)
    case 30: has(.teams) && has(.teamsVoice) && has(.exchange)
    case 31: has(.microsoft365) && !has(.teams)
    case 34: has(.pexip) && !isMicrosoft
    default: false
    }
  }

  private func isUserCounted(in column: Int) -> Bool {
    switch column {
    case 2...5: phones == 1 && column == columnOfOnePhone
    case 6: phones >= 2
    case 7: phones > 10
    case 8...17: phones == 0 && column == columnWithoutPhone
    case 21: has(.contactCenterEnterprise)
    case 22: has(.contactCenterExpress)
    case 27:
      has(.spark)
        && (phones >= 2 || phones == 1 && [4, 5].contains(columnOfOnePhone)
          || phones == 0 && [10, 11, 16, 17].contains(columnWithoutPhone))
    case 32: phones >= 1 && has(.teamsVoice)
    case 33: isMicrosoft || has(.pexip)
    default: false
    }
  }

  private var columnOfOnePhone: Int {
    has(.webex) ? 5 : has(.voicemail) ? 4 : has(.spark) ? 2 : 3
  }

  /// 0 for the one combination that no title fits: single number reach and Spark.
  private var columnWithoutPhone: Int {
    let hasMobility = has(.extensionMobility)
    if has(.webex) { return hasMobility ? 17 : 11 }
    if has(.voicemail) { return hasMobility ? 16 : 10 }
    switch (hasMobility, has(.singleNumberReach), has(.spark)) {
    case (true, _, true): return 13
    case (true, true, false): return 15
    case (true, false, false): return 14
    case (false, true, true): return 0
    case (false, true, false): return 9
    case (false, false, true): return 12
    case (false, false, false): return 8
    }
  }
}
