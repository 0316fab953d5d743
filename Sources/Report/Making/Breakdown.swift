internal import CensusModel

/// Numbers of a customer that columns of the report lack (AuditRules.md §3). Sums of counts that
/// `CrossFoot` has checked, made once for each customer.
struct Breakdown {
  /// Phones and analog ports that belong to somebody.
  let assignedPhones: Int
  let standalonePhones: Int
  let standaloneAnalogPorts: Int
  let ctiPorts: Int
  let sparkRemoteDevices: Int
  let notPhones: Int

  init(_ result: borrowing CustomerResult) {
    let assigned = result.counts.assignedDevices
    let standalone = result.counts.standaloneDevices
    assignedPhones = assigned[.phone] + assigned[.analog]
    standalonePhones = standalone[.phone]
    standaloneAnalogPorts = standalone[.analog]
    ctiPorts = assigned[.ctiPort] + standalone[.ctiPort]
    sparkRemoteDevices = assigned[.sparkRemote] + standalone[.sparkRemote]
    notPhones = assigned[.none] + standalone[.none]
  }

  /// All phones, of which the six are the parts.
  var phones: Int {
    assignedPhones + standalonePhones + standaloneAnalogPorts + ctiPorts + sparkRemoteDevices
      + notPhones
  }

  /// The sum of the parts, written out for an error.
  var phoneSum: String {
    "\(assignedPhones) + \(standalonePhones) + \(standaloneAnalogPorts) + \(ctiPorts) + "
      + "\(sparkRemoteDevices) + \(notPhones)"
  }

  /// The values of a customer under the titles of a breakdown, after the PKID.
  func forEachNumber(
    _ result: borrowing CustomerResult, _ shape: BreakdownShape, _ body: (Int) -> Void
  ) {
    body(result.counts.users)
    if shape.hasLicensedUsers { body(result.counts.licensedPersons) }
    let numbers: InlineArray<16, Int> = [
      result.counts.unclassifiedUsers, result.counts.unclassifiedAccounts,
      result.counts.usersOverLicense, result.counts.additionalLicenses,
      result.counts.userLicenses, result.counters.phones,
      assignedPhones, standalonePhones, standaloneAnalogPorts, ctiPorts, sparkRemoteDevices,
      notPhones,
      result.counters.orphanOwners, result.counters.unknownAssociations,
      result.counters.mergedRecords, result.counters.aboveSiteLevel,
    ]
    for index in numbers.indices { body(numbers[index]) }
  }
}
