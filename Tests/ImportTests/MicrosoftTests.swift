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
    return #"{"userPrincipalName": "\#(name)", "assignedLicenses": [], "#
      + #""assignedPlans": [\#(plans)]\#(more)}"#
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

  /// Rooms and shared devices have the plans of persons: only the product sets them apart.
  @Test func plansAloneDoNotDecide() throws {
    func plans(_ plans: String) -> String {
      page([#"{"userPrincipalName": "a@x", "assignedPlans": [\#(plans)]}"#])
    }
    let teams = #"{"servicePlanId": "\#(Self.teams)", "capabilityStatus": "Enabled"}"#
    let failure = try Exports("microsoft", ["x": plans(teams)]).failure()
    #expect(failure.contains("the products of 1 users") && failure.contains("assignedLicenses"))
    #expect(try Exports("microsoft", ["x": plans("")]).failure() == "none")
    // Rooms have plans of their own, too.
    let room = teams.replacing(Self.teams, with: "92c6b761-01de-457a-9dd9-793a975238f7")
    let exports = try Exports("microsoft", ["x": plans("\(teams), \(room)")])
    #expect(try exports.keys(.teams).isEmpty)
    #expect(try exports.run().report.sources[0].leftOut == ["room": 1])
  }

  /// One export with the plans, another with the products: one user.
  @Test func exportsOfOneUserAreJoined() throws {
    let plans = page([
      #"""
      {"userPrincipalName": "Room@x", "assignedPlans": [
        {"servicePlanId": "\#(Self.teams)", "capabilityStatus": "Enabled"}]}
      """#
    ])
    let products = page([
      #"""
      {"userPrincipalName": "room@x", "assignedLicenses": [
        {"skuId": "4cde982a-ede4-4409-9ae6-b003453c8ea6", "disabledPlans": []}]}
      """#
    ])
    let exports = try Exports("microsoft", ["x1": plans, "x2": products])
    #expect(try exports.keys(.teams).isEmpty)
    #expect(try exports.run().report.sources[0].leftOut == ["given twice": 1, "room": 1])
  }

  /// The product and the plan MCOEV have one name and two GUIDs; voice may come from a product
  /// without Teams.
  @Test func guidsDecideOverAllProducts() throws {
    let product = "e43b5b99-8dfb-405f-9987-dc307f34bcbd"
    let exports = try Exports(
      "microsoft",
      ["x": page([user("a@x", [(Self.teams, "Enabled"), (product, "Enabled")])])])
    #expect(try exports.records(.teams).map(\.flag) == [false])
    #expect(try exports.run().report.unknownPlans == [product: 1])
    let skus = """
      {"value": [{"skuId": "aaaa", "skuPartNumber": "E3",
        "servicePlans": [{"servicePlanId": "\(Self.teams)"}]},
        {"skuId": "\(product)", "skuPartNumber": "MCOEV",
         "servicePlans": [{"servicePlanId": "\(Self.voice)"}]}]}
      """
    let users = page([
      #"""
      {"userPrincipalName": "a@x",
       "assignedLicenses": [{"skuId": "aaaa"}, {"skuId": "\#(product)"}]}
      """#,
      #"{"userPrincipalName": "b@x", "assignedLicenses": [{"skuId": "\#(product)"}]}"#,
    ])
    let both = try Exports("microsoft", ["x1": skus, "x2": users])
    #expect(try both.records(.teams).map(\.key) == ["a@x"])
    #expect(try both.records(.teams).map(\.flag) == [true])
  }

  @Test func errorAnswersAreRefused() throws {
    let error = #"""
      {"error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges",
        "innerError": {"date": "2026-11-28T00:00:00"}}}
      """#
    #expect(
      try Exports("microsoft", ["x": error]).failure().contains("Authorization_RequestDenied"))
    let empty = #"{"@odata.context": "c", "value": null}"#
    #expect(try Exports("microsoft", ["x": empty]).failure() != "none")
  }

  /// Without the tenant's products those of the table count, less the plans that are switched off.
  @Test func productsOfTheTableDecide() throws {
    let (e3, phone) = (
      "6fd2c87f-b296-42f0-b197-1e91e994b900", "e43b5b99-8dfb-405f-9987-dc307f34bcbd"
    )
    func user(_ name: String, _ products: String) -> String {
      #"{"userPrincipalName": "\#(name)", "assignedLicenses": [\#(products)]}"#
    }
    let users = page([
      user("a@x", #"{"skuId": "\#(e3)", "disabledPlans": []}, {"skuId": "\#(phone)"}"#),
      user("b@x", #"{"skuId": "\#(e3)", "disabledPlans": ["\#(Self.mailbox)"]}"#),
      user("c@x", #"{"skuId": "\#(phone)", "disabledPlans": []}"#),
    ])
    let exports = try Exports("microsoft", ["x": users])
    #expect(try exports.records(.microsoft365).map(\.flag) == [true, true, true])
    #expect(try exports.keys(.exchange) == ["a@x"])
    #expect(try exports.records(.teams).map(\.key) == ["a@x", "b@x"])
    #expect(try exports.records(.teams).map(\.flag) == [true, false])
    // The tenant's own word counts more: there the product has no mailbox.
    let skus = #"{"value": [{"skuId": "\#(e3)", "skuPartNumber": "E3", "servicePlans": []}]}"#
    let both = try Exports("microsoft", ["x1": skus, "x2": users])
    #expect(try both.keys(.exchange).isEmpty && both.keys(.teams).isEmpty)
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

  /// Enumerations as numbers, and anything but True or False.
  @Test func onlineUsersAreChecked() throws {
    func failure(_ type: String, _ voice: String) throws -> String {
      let text = "UserPrincipalName,AccountType,EnterpriseVoiceEnabled\na@x,\(type),\(voice)\n"
      return try Exports("microsoft", ["x.csv": text]).failure()
    }
    #expect(try failure("1", "True").contains("AccountType is a number"))
    #expect(try failure("User", "yes").contains("expected True or False"))
    #expect(try failure("User", "True") == "none")
  }

  /// `Out-File` and `>` write UTF-16.
  @Test func jsonInUTF16IsRead() throws {
    let text =
      #"{"UserPrincipalName": "zoë@x", "AccountType": "User", "EnterpriseVoiceEnabled": true}"#
    let exports = try Exports("microsoft", ["x": ""])
    let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    try exports.write("x", [0xFF, 0xFE] + units)
    #expect(try exports.keys(.teams) == ["zoë@x"])
    try exports.write("x", [0xFF, 0xFE] + units.dropLast())
    #expect(try exports.failure().contains("UTF-16 that breaks"))
  }

  /// Translated names of licences cannot be keys, in either generation of the file.
  @Test(arguments: [
    "Display name,DirSyncEnabled,User principal name,Object Id,Licenses",
    "Block credential;City;Licenses;Object Id;User principal name;When created",
  ])
  func listsOfTheAdminCentreAreRefused(_ titles: String) throws {
    let separator = titles.contains(";") ? ";" : ","
    let row = Array(repeating: "x", count: titles.split(separator: separator).count)
    let text = "\u{FEFF}\(titles)\n\(row.joined(separator: separator))\n"
    #expect(try Exports("microsoft", ["x.csv": text]).failure().contains("admin centre"))
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
    let teams = "\u{FEFF}User Id,Report Refresh Date,Tenant Display Name\nx,2026-11-01,y\n"
    #expect(try Exports("microsoft", ["x.csv": teams]).failure().contains("usage report"))
    let name = page([user("0123456789ABCDEF0123456789ABCDEF", [])])
    #expect(try Exports("microsoft", ["x": name]).failure().contains("concealed names"))
  }
}
