internal import CensusModel
internal import CensusRules
internal import Parquet

/// The tables of an export. ExportTables.md says what their columns mean.
enum ExportTable: String, CaseIterable {
  case customers, persons, devices, counts
  case customerNames = "customer_names"
  case personNames = "person_names"
  case deviceNames = "device_names"

  /// The tables of an export without names.
  static let anonymous = [ExportTable.customers, .persons, .devices, .counts]
  /// The tables beside it if names were asked for; only their owner may read them.
  static let named = [ExportTable.customerNames, .personNames, .deviceNames]

  var mode: UInt32 { Self.named.contains(self) ? 0o600 : 0o640 }
  var fileName: String { rawValue + ".parquet" }

  /// Its columns; those of the counts are the rule set's.
  func columns(_ rules: RuleSet) -> [ParquetColumn] {
    switch self {
    case .customers: Self.customerColumns
    case .persons:
      [ParquetColumn("person", .int64), ParquetColumn("customer", .int32)]
        + Fact.allCases.map { ParquetColumn($0.columnName, .boolean) } + [
          ParquetColumn("phones", .int32), ParquetColumn("column", .text, isOptional: true),
          ParquetColumn("licenses", .int32),
        ]
    case .devices:
      [
        ParquetColumn("device", .int64), ParquetColumn("customer", .int32),
        ParquetColumn("person", .int64, isOptional: true),
        ParquetColumn("product", .text, isOptional: true), ParquetColumn("class", .text),
      ]
    case .customerNames:
      [ParquetColumn("customer", .int32)]
        + ["provider_name", "reseller_name", "customer_name"].map { ParquetColumn($0, .text) }
    case .personNames: [ParquetColumn("person", .int64), ParquetColumn("name", .text)]
    case .deviceNames: [ParquetColumn("device", .int64), ParquetColumn("name", .text)]
    case .counts: rules.columns.map { ParquetColumn($0.title, $0.exportKind) }
    }
  }

  private static let customerColumns =
    [
      ParquetColumn("customer", .int32), ParquetColumn("pkid", .text),
      ParquetColumn("provider", .text),
      ParquetColumn("provider_pkid", .text), ParquetColumn("public_sector", .boolean),
      ParquetColumn("inactive_billing", .boolean), ParquetColumn("sites", .int64),
      ParquetColumn("user_licenses", .int64), ParquetColumn("licensed_users", .int64),
      ParquetColumn("additional_licenses", .int64),
    ]
    + [
      "ucm_users", "distinct_phones", "phone_server_phones", "orphan_owners",
      "unknown_associations", "merged_records", "above_site_level", "empty_keys",
    ].map { ParquetColumn($0, .int64) }
    + DeviceClass.allCases.map { ParquetColumn("repeated_\($0.columnName)", .int64) }
}

extension Column {
  fileprivate var exportKind: ParquetColumn.Kind {
    switch kind {
    case .customerPKID, .setting: .text
    case .persons, .standaloneDevices, .phoneServerPhones, .sites: .int64
    }
  }
}

extension Fact {
  /// Its column in the table of persons.
  fileprivate var columnName: String {
    switch self {
    case .ucmUser: "ucm_user"
    case .voicemail: "voicemail"
    case .webex: "webex"
    case .spark: "spark"
    case .extensionMobility: "extension_mobility"
    case .singleNumberReach: "single_number_reach"
    case .contactCenterExpress: "contact_center_express"
    case .contactCenterEnterprise: "contact_center_enterprise"
    case .teams: "teams"
    case .teamsVoice: "teams_voice"
    case .exchange: "exchange"
    case .microsoft365: "microsoft_365"
    case .pexip: "pexip"
    }
  }
}

extension DeviceClass {
  /// How names of columns spell it.
  fileprivate var columnName: String {
    switch self {
    case .phone: "phone"
    case .analog: "analog"
    case .ctiPort: "cti_port"
    case .sparkRemote: "spark_remote"
    case .none: "none"
    }
  }
}
