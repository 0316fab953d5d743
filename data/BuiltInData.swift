/// The data files of this folder as bytes, embedded in the binary when it is built.
public enum BuiltInData {
  /// The rule set of Audit Version 4.1.5: `rules-4.1.5.json`.
  public static var rules: [UInt8] { PackageResources.rules_4_1_5_json }

  /// Device models and their classes: `device-classes.csv`.
  public static var deviceClasses: [UInt8] { PackageResources.device_classes_csv }

  /// Which model of a dump plays which role: `dump-profile.json`.
  public static var dumpProfile: [UInt8] { PackageResources.dump_profile_json }

  /// The titles of CSV and SQL exports, and the fields they mean: `import-columns.csv`.
  public static var importColumns: [UInt8] { PackageResources.import_columns_csv }

  /// The services that Webex licences stand for: `webex-licenses.csv`.
  public static var webexLicenses: [UInt8] { PackageResources.webex_licenses_csv }

  /// The meaning of Microsoft service plans and products: `microsoft-plans.csv`.
  public static var microsoftPlans: [UInt8] { PackageResources.microsoft_plans_csv }

  /// A contract to start from: `contract.json`.
  public static var contract: [UInt8] { PackageResources.contract_json }
}
