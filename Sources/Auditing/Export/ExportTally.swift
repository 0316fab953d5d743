internal import CensusModel
internal import ColumnFile

/// Numbers of the exported rows of a customer, to be compared with those of the kernel.
struct ExportTally {
  private var persons = 0
  private var users = 0
  private var licensed = 0
  private var licenses = 0
  private var owned = DeviceCounts()
  private var standalone = DeviceCounts()
  /// Rows of devices that repeat a phone for a further owner.
  private(set) var repeated = DeviceCounts()

  /// Adds rows of a group to the tallies of their customers.
  static func add(
    _ rows: ExportRows, surplus: [UInt16], _ group: DecodedGroup, classes: [DeviceClass],
    numbers: [Int], to tallies: inout [ExportTally]
  ) {
    let users = rows.facts[Int(Fact.ucmUser.rawValue)]
    for (index, customer) in rows.customers.enumerated() {
      tallies[customer].persons += 1
      tallies[customer].users += users[index] ? 1 : 0
      tallies[customer].licensed += rows.licenses[index] > 0 ? 1 : 0
      tallies[customer].licenses += rows.licenses[index]
    }
    for index in rows.deviceTypes.indices {
      let deviceClass = classes[rows.deviceTypes[index]]
      if rows.devicePersons[index] == nil {
        tallies[rows.deviceCustomers[index]].standalone[deviceClass] += 1
      } else {
        tallies[rows.deviceCustomers[index]].owned[deviceClass] += 1
      }
    }
    var row = 0
    for segment in group.segments {
      for type in surplus[row..<row + segment.surplusCount] {
        tallies[numbers[segment.customer]].repeated[classes[Int(type)]] += 1
      }
      row += segment.surplusCount
    }
  }

  /// True if the rows are as many as were counted.
  func agrees(with counts: CustomerCounts) -> Bool {
    persons == counts.persons && users == counts.users
      && licensed == counts.licensedPersons && licenses == counts.userLicenses
      && standalone == counts.standaloneDevices
      && owned.indices.allSatisfy { owned[$0] - repeated[$0] == counts.assignedDevices[$0] }
  }
}
