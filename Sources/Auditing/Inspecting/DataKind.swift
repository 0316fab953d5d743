internal import BuiltInData
internal import Import

/// A data file of the program; its raw value is the name of the file, less what it ends with.
public enum DataKind: String, CaseIterable, Sendable {
  /// The columns of the report.
  case rules
  /// Models of devices and their classes.
  case deviceClasses = "device-classes"
  /// The roles of models and fields of a dump.
  case dumpProfile = "dump-profile"
  /// The services of Webex licences.
  case webexLicenses = "webex-licenses"
  /// The meaning of Microsoft service plans and products.
  case microsoftPlans = "microsoft-plans"
  /// The fields that titles of exports mean.
  case importColumns = "import-columns"
  /// The lines of a bill.
  case contract

  /// The file that is built in.
  var fileName: String {
    switch self {
    case .rules: "rules-4.1.5.json"
    case .dumpProfile, .contract: "\(rawValue).json"
    case .deviceClasses, .webexLicenses, .microsoftPlans, .importColumns: "\(rawValue).csv"
    }
  }

  /// True if the file is JSON; the others are CSV.
  var isJSON: Bool { fileName.hasSuffix(".json") }

  var builtIn: [UInt8] {
    switch self {
    case .rules: BuiltInData.rules
    case .deviceClasses: BuiltInData.deviceClasses
    case .dumpProfile: BuiltInData.dumpProfile
    case .contract: BuiltInData.contract
    case .webexLicenses, .microsoftPlans, .importColumns:
      ImportTables.Kind(rawValue: rawValue)?.builtIn ?? []
    }
  }

  /// The source and the date of a table whose lines do not have their own.
  var origin: (source: String, date: String) {
    switch self {
    case .deviceClasses: ("typemodel of the CUCM database", "2026-11-24")
    case .rules, .dumpProfile, .webexLicenses, .microsoftPlans, .importColumns, .contract: ("", "")
    }
  }

  /// The content, in a few words.
  var summary: String {
    switch self {
    case .rules: "columns of the report and their conditions"
    case .deviceClasses: "models of devices and their classes"
    case .dumpProfile: "models and fields of dumps and their roles"
    case .webexLicenses: "names of Webex licences and their services"
    case .microsoftPlans: "Microsoft service plans and products, and their meaning"
    case .importColumns: "titles of exports and the fields they mean"
    case .contract: "lines of a bill and their prices; the built-in one is an example"
    }
  }
}
