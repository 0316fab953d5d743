/// The rows of a cluster's database.
struct ClusterTables {
  var devices = SQLTable(
    columns: ["name", "description", "product", "model", "class", "owner", "devicepool"],
    rows: [])
  var users = SQLTable(columns: ["userid", "mailid", "department"], rows: [])
  var associations = SQLTable(columns: ["userid", "device"], rows: [])
  var profiles = SQLTable(columns: ["userid", "profile"], rows: [])

  /// The device pool of a site.
  static func pool(_ customer: SourceInventory.Customer, _ site: Int) -> String {
    "DP-\(customer.mark)-\(site)"
  }

  init(_ group: SourceInventory.Group, _ exporter: inout SourceExporter) {
    for customer in group.customers {
      for phone in customer.phones {
        devices.rows.append([
          phone.name, phone.description, phone.product, phone.product, phone.deviceClass,
          exporter.spelled(phone.owner), Self.pool(customer, phone.site),
        ])
      }
      for profile in customer.mobilityProfiles {
        let model = "Cisco 7841"
        devices.rows.append([profile.name, "", model, model, "Device Profile", "", ""])
      }
      for profile in customer.reachProfiles {
        let kind = "Remote Destination Profile"
        devices.rows.append([
          profile.name, "", kind, kind, kind, profile.user, Self.pool(customer, profile.site),
        ])
      }
      for user in customer.users {
        users.rows.append([user.id, user.mail, "Dept \(customer.mark)"])
        for name in user.devices { associations.rows.append([user.id, exporter.spelled(name)]) }
        for name in user.profiles { profiles.rows.append([user.id, exporter.spelled(name)]) }
      }
    }
  }

  /// All tables with the word that names their count.
  var all: [(name: String, table: SQLTable)] {
    [
      ("devices", devices), ("users", users), ("associations", associations),
      ("profiles", profiles),
    ]
  }
}
