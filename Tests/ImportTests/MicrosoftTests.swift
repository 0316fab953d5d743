import TestSupport
import Testing

@testable import Import

@Suite struct MicrosoftTests {
  private static let teams = "57ff2da0-773e-42df-b2af-ffb7a2317929"
  private static let voice = "4828c8ec-dc2e-4779-b502-87ac9ce28ab7"
  private static let mailbox = "efb87545-963c-4e0d-99df-69c6916d9eb0"
  private static let foundation = "113feb6c-3fe4-4440-bddc-54d774bf0318"
  private static let virtualUser = "f47330e9-c134-43b3-9993-e7f004506889"

  private func user(_ name: String, _ plans: [(String, String)], more: String = "") -> String {
    let list = plans.map { #"{"servicePlanId": "\#($0.0)", "capabilityStatus": "\#($0.1)"}"# }
    let plans = list.joined(separator: ",")
    return #"{"userPrincipalName": "\#(name)", "assignedPlans": [\#(plans)]\#(more)}"#
  }

  private func page(_ users: [String], more: String = "") -> String {
    #"{"@odata.context": "c", "value": [\#(users.joined(separator: ","))]\#(more)}"#
  }

  @Test func plansDecide() throws {
    let exports = try Exports(
      "microsoft",
      [
        "x": page([
          user(
            "all@x.example",
            [
              (Self.teams.uppercased(), "Enabled"), (Self.voice, "Enabled"),
              (Self.mailbox, "Enabled"),
            ]),
          user("grace@x.example", [(Self.teams, "Warning"), (Self.voice, "Suspended")]),
          user("stop@x.example", [(Self.teams, "Suspended")]),
          user("plain@x.example", [(Self.foundation, "Enabled")]), user("none@x.example", []),
          user("line@x.example", [(Self.virtualUser, "Enabled")]),
          user("guest@x.example", [(Self.teams, "Enabled")], more: #", "userType": "Guest""#),
        ])
      ])
    let licensed = try exports.records(.microsoft365).filter(\.flag).map(\.key).sorted()
    #expect(licensed == ["all@x.example", "grace@x.example", "plain@x.example"])
    #expect(try exports.records(.microsoft365).count == 5)
    let teams = try exports.records(.teams)
    #expect(teams.filter(\.flag).map(\.key) == ["all@x.example"])
    #expect(teams.filter { !$0.flag }.map(\.key) == ["grace@x.example"])
    #expect(try exports.keys(.exchange) == ["all@x.example"])
    let source = try exports.run().report.sources[0]
    #expect(source.leftOut == ["resource account": 1])
    #expect(source.files[0].leftOut == ["guest": 1])
  }

  /// Products with their plans, less those that are switched off; rooms are not persons.
  @Test func productsDecide() throws {
    let skus = """
      {"value": [{"skuId": "aaaa", "skuPartNumber": "E5", "capabilityStatus": "Enabled",
        "servicePlans": [{"servicePlanId": "\(Self.teams)"}, {"servicePlanId": "\(Self.mailbox)"}]},
        {"skuId": "bbbb", "skuPartNumber": "OLD", "capabilityStatus": "Suspended",
         "servicePlans": [{"servicePlanId": "\(Self.teams)"}]}]}
      """
    let users = page([
      #"{"userPrincipalName": "a@x", "assignedLicenses": [{"skuId": "AAAA"}]}"#,
      #"""
      {"userPrincipalName": "b@x", "assignedLicenses": [
        {"skuId": "aaaa", "disabledPlans": ["\#(Self.mailbox)"]}]}
      """#,
      #"{"userPrincipalName": "c@x", "assignedLicenses": [{"skuId": "bbbb"}]}"#,
      #"""
      {"userPrincipalName": "room@x", "assignedLicenses": [
        {"skuId": "4cde982a-ede4-4409-9ae6-b003453c8ea6", "disabledPlans": []}]}
      """#,
    ])
    let exports = try Exports("microsoft", ["x1": skus, "x2": users])
    #expect(try exports.keys(.exchange) == ["a@x"])
    #expect(try exports.keys(.teams) == ["a@x", "b@x"])
    #expect(try exports.records(.microsoft365).filter(\.flag).map(\.key) == ["a@x", "b@x"])
    #expect(try exports.run().report.sources[0].leftOut == ["room": 1, "suspended licence": 1])
    #expect(
      try Exports("microsoft", ["x2": users]).failure().contains("product aaaa, which 2 users"))
  }

  @Test func lastPageMustBeThere() throws {
    let more = #", "@odata.nextLink": "https://graph.example/2""#
    let first = page([user("a@x", [])], more: more)
    #expect(try Exports("microsoft", ["x": first]).failure().contains("every page points"))
    let last = page([user("b@x", [])])
    #expect(
      try Exports("microsoft", ["x1": first, "x2": last]).keys(.microsoft365) == ["a@x", "b@x"])
  }

  @Test func usersWithoutLicencesOrWithCutOnesAreRefused() throws {
    let bare = page([#"{"userPrincipalName": "a@x"}"#])
    #expect(try Exports("microsoft", ["x": bare]).failure().contains("add them to $select"))
    let cut = page([#"{"userPrincipalName": "a@x", "assignedPlans": "System.Object[]"}"#])
    #expect(try Exports("microsoft", ["x": cut]).failure().contains("-Depth"))
  }

  @Test func onlineUsersAreRead() throws {
    let text = """
      #TYPE Selected.Deserialized.User
      "UserPrincipalName","AccountType","EnterpriseVoiceEnabled","SoftDeletionTimestamp"
      "a@x","User","True",""
      "b@x","User","False",
      "c@x","ResourceAccount","True",
      "d@x","User","True","2026-01-01"

      """
    let exports = try Exports("microsoft", ["x.csv": text])
    #expect(try exports.records(.teams).map(\.key) == ["a@x", "b@x"])
    #expect(try exports.records(.teams).map(\.flag) == [true, false])
    let leftOut = try exports.run().report.sources[0].files[0].leftOut
    #expect(leftOut == ["AccountType ResourceAccount": 1, "deleted": 1])
    let single =
      #"{"UserPrincipalName": "a@x", "AccountType": "User", "EnterpriseVoiceEnabled": true}"#
    #expect(try Exports("microsoft", ["x.json": single]).records(.teams).map(\.flag) == [true])
    #expect(try Exports("microsoft", ["x.json": "[\(single)]"]).keys(.teams) == ["a@x"])
  }

  @Test func listsThatPowerShellLostAreRefused() throws {
    let text = """
      UserPrincipalName,AccountType,EnterpriseVoiceEnabled,FeatureTypes
      a@x,User,True,System.Object[]

      """
    let failure = try Exports("microsoft", ["x.csv": text]).failure()
    #expect(failure.contains("System.Object[]") && failure.contains("ConvertTo-Json -Depth"))
    let other = text.replacing(
      "System.Object[]", with: "System.Collections.Generic.List`1[System.String]")
    #expect(try Exports("microsoft", ["x.csv": other]).failure().contains("in place of a list"))
  }

  @Test func reportsWithConcealedNamesAreRefused() throws {
    let text =
      "Report Refresh Date,User Principal Name\n2026-11-01,0123456789ABCDEF0123456789ABCDEF\n"
    #expect(try Exports("microsoft", ["x.csv": text]).failure().contains("usage report"))
    let name = page([user("0123456789ABCDEF0123456789ABCDEF", [])])
    #expect(try Exports("microsoft", ["x": name]).failure().contains("concealed names"))
  }
}
