internal import CensusModel

/// What the columns of the report leave out about a customer (AuditRules.md §3). Sums of counts that
/// `CrossFoot` has checked, made once for each customer.
struct Breakdown {
  static let titles = [
    "Customer PKID", "UCM Users", "Unclassified Users", "Unclassified Accounts",
    "Users With More Than 10 Phones", "Additional Licenses", "User Licenses", "Phones",
    "Assigned Phones", "Standalone Phones", "Standalone Analog Ports", "CTI Ports",
    "Spark Remote Devices", "Not Phones", "Orphan Owners", "Unknown Associations",
    "Merged Records", "Above Site Level",
  ]

  let userLicenses: Int
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
    userLicenses = result.counts.users + result.counts.additionalLicenses
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

  /// The values under `titles`, the first one apart.
  func numbers(_ result: borrowing CustomerResult) -> InlineArray<17, Int> {
    [
      result.counts.users, result.counts.unclassifiedUsers, result.counts.unclassifiedAccounts,
      result.counts.usersOverLicense, result.counts.additionalLicenses, userLicenses,
      result.counters.phones,
      assignedPhones, standalonePhones, standaloneAnalogPorts, ctiPorts, sparkRemoteDevices,
      notPhones,
      result.counters.orphanOwners, result.counters.unknownAssociations,
      result.counters.mergedRecords, result.counters.aboveSiteLevel,
    ]
  }
}
