import DumpReading
import Testing

/// A model to which records refer and of which there is none: its part of the export is missing.
@Suite struct AbsentModelTests {
  private let user = record(
    "device/cucm/User",
    #""userid":"u","associatedDevices":{"device":["P"]},"phoneProfiles":{"profileName":["E"]}"#)
  private let profile = record("device/cucm/DeviceProfile", #""name":"other""#)
  private let ownedPhone = record("device/cucm/Phone", #""name":"P","ownerUserName":"u""#)
  private let reach = record("device/cucm/RemoteDestinationProfile", #""name":"R","userId":"u""#)

  private func absent(_ records: String...) throws -> [String] {
    try read(records.joined(separator: "\n")).absentModels.map(\.description)
  }

  @Test func nothingIsAbsentWhereOneRecordIsThere() throws {
    #expect(try absent(user, profile, ownedPhone, reach) == [])
  }

  @Test func everyReferenceIsSeen() throws {
    #expect(
      try absent(user, user) == [
        "no record of device/cucm/DeviceProfile, although users name profiles: 2",
        "no record of device/cucm/Phone, although users name devices: 2",
      ])
    #expect(
      try absent(ownedPhone, phone("free"), reach) == [
        "no record of device/cucm/User, although phones name owners: 1",
        "no record of device/cucm/User, although SNR profiles name users: 1",
      ])
  }

  @Test func emptyReferencesAreNone() throws {
    let alone = record(
      "device/cucm/User",
      #""userid":"u","mailid":"m","associatedDevices":{"device":[" "]},"phoneProfiles":null"#)
    #expect(try absent(alone) == [])
    #expect(try absent(record("device/cucm/Phone", #""name":"P","ownerUserName":{}"#)) == [])
  }

  @Test func aPageWithoutRecordsSaysThatThereAreNone() throws {
    let page =
      #"{"meta":{"model_type":"device/cucm/DeviceProfile"},"#
      + #""pagination":{"skip":0,"total":0},"resources":[]}"#
    #expect(try absent(user, ownedPhone, page) == [])
  }
}
