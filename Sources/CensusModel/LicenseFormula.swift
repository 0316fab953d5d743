/// The formulas of licences (AuditRules.md §1 and §2, rule 4). All counting uses them.
public struct LicenseFormula: Hashable, Sendable {
  /// n: how many phones one licence covers, ≥ 1.
  public let phonesPerLicense: Int

  /// The formula for this number of phones a licence.
  public init(phonesPerLicense: Int) {
    precondition(phonesPerLicense >= 1, "phones per licence")
    self.phonesPerLicense = phonesPerLicense
  }

  /// max(1, ⌈P/n⌉): the licences of a licensed person with P phones.
  public func licenses(phones: Int) -> Int { 1 + additionalLicenses(phones: phones) }

  /// The licences of a licensed person with P phones, beyond the first.
  public func additionalLicenses(phones: Int) -> Int { max(0, phones - 1) / phonesPerLicense }

  /// The least P of a person with this number of additional licences, ≥ 1.
  public func leastPhones(additionalLicenses: Int) -> Int {
    additionalLicenses * phonesPerLicense + 1
  }

  /// P: the number of a person's phones. Spark Remote Devices count only where there is no other
  /// phone, and then all of them as one.
  public static func phones<Count: BinaryInteger>(
    phones: Count, analogPorts: Count, sparkRemotes: Count
  ) -> Count {
    phones + analogPorts > 0 ? phones + analogPorts : min(sparkRemotes, 1)
  }
}
