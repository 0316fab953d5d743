public import CensusModel
public import CensusRules

/// The obvious twin of the kernel: one person after the other, every predicate evaluated by itself.
public struct PlainCount {
  private let rules: RuleSet
  /// By device type.
  private let classes: [DeviceClass]

  /// - Parameters:
  ///   - rules: what to count.
  ///   - deviceClasses: what counts as a phone.
  ///   - deviceTypes: what devices refer to.
  public init(rules: RuleSet, deviceClasses: DeviceClassTable, deviceTypes: [DeviceType]) {
    self.rules = rules
    classes = deviceTypes.map(deviceClasses.deviceClass)
  }

  /// Counts a customer.
  public func count(_ customer: CustomerInventory) -> CustomerCounts {
    var counts = CustomerCounts(columnCount: rules.columns.count)
    counts.persons = customer.persons.count
    for person in 0..<customer.persons.count {
      let facts = customer.persons.facts[person]
      let classes = customer.persons.devices(of: person).map(classOf)
      for deviceClass in classes { counts.assignedDevices[Int(deviceClass.rawValue)] += 1 }
      add(facts, phones(classes), to: &counts)
    }
    for type in customer.surplusDevices {
      counts.assignedDevices[Int(classOf(type).rawValue)] -= 1
    }
    for type in customer.standaloneDevices {
      counts.standaloneDevices[Int(classOf(type).rawValue)] += 1
      for (index, column) in rules.columns.enumerated()
      where column.kind == .standaloneDevices(classOf(type)) {
        counts.columns[index] += 1
      }
    }
    return counts
  }

  private func classOf(_ type: UInt16) -> DeviceClass { classes[Int(type)] }

  /// AuditRules.md §2, rule 4.
  private func phones(_ classes: [DeviceClass]) -> Int {
    let counted = classes.count { $0 == .phone || $0 == .analog }
    return counted > 0 ? counted : classes.contains(.sparkRemote) ? 1 : 0
  }

  private func add(_ facts: FactSet, _ phones: Int, to counts: inout CustomerCounts) {
    var isInExclusive = false
    var isInAny = false
    for (index, column) in rules.columns.enumerated() {
      guard case .persons(let condition, let isExclusive) = column.kind,
        condition.evaluate(facts: facts, phones: phones, columns: rules.columns)
      else { continue }
      counts.columns[index] += 1
      isInAny = true
      isInExclusive = isInExclusive || isExclusive
    }
    if rules.licensed.evaluate(facts: facts, phones: phones, columns: rules.columns) {
      counts.licensedPersons += 1
      let licenses = (phones + rules.phonesPerLicense - 1) / rules.phonesPerLicense
      counts.additionalLicenses += max(1, licenses) - 1
    }
    guard facts.contains(.ucmUser) else {
      counts.unclassifiedAccounts += isInAny ? 0 : 1
      return
    }
    counts.users += 1
    counts.unclassifiedUsers += isInExclusive ? 0 : 1
    counts.usersOverLicense += phones > rules.phonesPerLicense ? 1 : 0
  }
}
