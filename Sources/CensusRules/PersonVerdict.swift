public import CensusModel

/// The result of a rule set for one person, computed the plain way, to explain it. To count many is
/// the kernel's job.
public struct PersonVerdict: Equatable, Sendable {
  /// P: their counted phones (AuditRules.md §2, rule 4).
  public let phones: Int
  /// The columns that count them, by index.
  public let columns: [Int]
  /// The exclusive column among them, if there is one.
  public let bucket: Int?
  /// True if the person is a UCM user in no exclusive column, or an account in no column at all.
  public let isUnclassified: Bool
  /// How many licences the person needs (AuditRules.md §1); nil for one who needs none.
  public let licenses: Int?

  /// P of a person with devices of these classes: their phones and analog ports; without any, 1
  /// where they have Spark Remote Devices.
  public static func phones(among devices: some Sequence<DeviceClass>) -> Int {
    var tally = Tally()
    for device in devices { tally.add(device) }
    return tally.phones
  }

  /// The same of a person with devices of these types, each an index into classes: for those who
  /// ask of many persons.
  public static func phones(of types: ArraySlice<UInt16>, classes: [DeviceClass]) -> Int {
    var tally = Tally()
    for type in types { tally.add(classes[Int(type)]) }
    return tally.phones
  }

  private struct Tally {
    private var counts = (phones: 0, analogPorts: 0, sparkRemotes: 0)

    var phones: Int {
      LicenseFormula.phones(
        phones: counts.phones, analogPorts: counts.analogPorts, sparkRemotes: counts.sparkRemotes)
    }

    mutating func add(_ device: DeviceClass) {
      switch device {
      case .phone: counts.phones += 1
      case .analog: counts.analogPorts += 1
      case .sparkRemote: counts.sparkRemotes += 1
      case .ctiPort, .none: break
      }
    }
  }
}

extension RuleSet {
  /// The verdict on a person with these facts and with devices of these classes.
  public func verdict(
    facts: FactSet, devices: some Sequence<DeviceClass>
  ) -> PersonVerdict {
    verdict(facts: facts, phones: PersonVerdict.phones(among: devices))
  }

  /// The verdict on a person with these facts and so many counted phones.
  public func verdict(facts: FactSet, phones: Int) -> PersonVerdict {
    let counting = columns.indices.filter {
      columns[$0].condition?.evaluate(facts: facts, phones: phones, columns: columns) ?? false
    }
    let bucket = counting.first { columns[$0].isExclusive }
    let isUser = facts.contains(.ucmUser)
    return PersonVerdict(
      phones: phones, columns: counting, bucket: bucket,
      isUnclassified: isUser ? bucket == nil : counting.isEmpty,
      licenses: licensed.evaluate(facts: facts, phones: phones, columns: columns)
        ? formula.licenses(phones: phones) : nil)
  }
}
