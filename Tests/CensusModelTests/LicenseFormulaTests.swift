import CensusModel
import Testing

/// Licences as AuditRules.md §1 and §2, rule 4, state them.
@Suite struct LicenseFormulaTests {
  private static let formula = LicenseFormula(phonesPerLicense: 10)

  @Test(arguments: [(0, 1), (1, 1), (5, 1), (10, 1), (11, 2), (15, 2), (20, 2), (21, 3), (30, 3)])
  func licencesOfAUser(phones: Int, licenses: Int) {
    #expect(Self.formula.licenses(phones: phones) == licenses)
    #expect(Self.formula.additionalLicenses(phones: phones) == licenses - 1)
  }

  @Test func oneLicenceForEachPhone() {
    let formula = LicenseFormula(phonesPerLicense: 1)
    #expect((0...4).map { formula.licenses(phones: $0) } == [1, 1, 2, 3, 4])
  }

  @Test func theLeastPhonesOfAdditionalLicences() {
    #expect(Self.formula.leastPhones(additionalLicenses: 1) == 11)
    #expect(Self.formula.leastPhones(additionalLicenses: 2) == 21)
    #expect(LicenseFormula(phonesPerLicense: 3).leastPhones(additionalLicenses: 2) == 7)
  }

  /// Phones and analog ports count each; Spark Remote Devices as one, and only without those.
  @Test(arguments: [
    (0, 0, 0, 0), (2, 0, 0, 2), (0, 3, 0, 3), (2, 3, 0, 5), (0, 0, 1, 1), (0, 0, 4, 1),
    (1, 0, 4, 1), (0, 1, 4, 1),
  ])
  func phonesOfAUser(phones: Int, analogPorts: Int, sparkRemotes: Int, counted: Int) {
    let found = LicenseFormula.phones(
      phones: phones, analogPorts: analogPorts, sparkRemotes: sparkRemotes)
    #expect(found == counted)
  }
}
