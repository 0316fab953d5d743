internal import CensusModel

/// What the columns of the report leave out about a customer (audit.md §3). Sums of counts that
/// `CrossFoot` has checked.
struct Breakdown: Equatable {
  static let titles = [
    "Customer PKID", "UCM Users", "Unclassified Users", "Unclassified Accounts",
    "Users With More Than 10 Phones", "Additional Licenses", "User Licenses", "Phones",
    "Assigned Phones", "Standalone Phones", "Standalone Analog Ports", "CTI Ports",
    "Spark Remote Devices", "Not Phones", "Orphan Owners", "Unknown Associations",
    "Merged Records", "Above Site Level",
  ]

  let result: CustomerResult

  var users: Int { result.counts.users }
  var userLicenses: Int { users + result.counts.additionalLicenses }
  /// Phones and analog ports that belong to somebody.
  var assignedPhones: Int { assigned(.phone) + assigned(.analog) }
  var standalonePhones: Int { standalone(.phone) }
  var standaloneAnalogPorts: Int { standalone(.analog) }
  var ctiPorts: Int { assigned(.ctiPort) + standalone(.ctiPort) }
  var sparkRemoteDevices: Int { assigned(.sparkRemote) + standalone(.sparkRemote) }
  var notPhones: Int { assigned(.none) + standalone(.none) }

  /// The parts that make up all phones.
  var phoneParts: [Int] {
    [
      assignedPhones, standalonePhones, standaloneAnalogPorts, ctiPorts, sparkRemoteDevices,
      notPhones,
    ]
  }

  /// The values under `titles`, the first one apart.
  var numbers: [Int] {
    let (counts, counters) = (result.counts, result.counters)
    return [
      users, counts.unclassifiedUsers, counts.unclassifiedAccounts, counts.usersOverLicense,
      counts.additionalLicenses, userLicenses, counters.phones,
    ] + phoneParts + [
      counters.orphanOwners, counters.unknownAssociations, counters.mergedRecords,
      counters.aboveSiteLevel,
    ]
  }

  private func assigned(_ kind: DeviceClass) -> Int {
    result.counts.assignedDevices[Int(kind.rawValue)]
  }

  private func standalone(_ kind: DeviceClass) -> Int {
    result.counts.standaloneDevices[Int(kind.rawValue)]
  }
}
