import Foundation
import TestSupport
import Testing

/// `data`: every data file listed, shown, checked, and printed to start from.
@Suite struct DataCommandTests {
  private static let kinds = [
    "rules", "device-classes", "dump-profile", "webex-licenses", "microsoft-plans",
    "import-columns", "contract",
  ]

  private static let columns = "system,form,title,field,required,source,date\n"

  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func file(of kind: String) -> String {
    switch kind {
    case "rules": "rules-4.1.5.json"
    case "dump-profile", "contract": "\(kind).json"
    default: "\(kind).csv"
    }
  }

  @Test func listNamesEveryFileAndItsOption() throws {
    let run = try Tool.run(["data", "list", "--csv"])
    let rows = run.output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(rows.first == ["Name", "Option", "Content", "Lines", "Source", "Date", "SHA-256"])
    #expect(rows.dropFirst().map { $0[0] } == Self.kinds)
    #expect(
      rows.dropFirst().map { $0[1] } == [
        "--rules", "--device-classes", "--profile", "--webex-licenses", "--microsoft-plans",
        "--import-columns", "--contract",
      ])
    // The report has 36 columns; the table of devices is a line longer than what it lists.
    #expect(rows[1][3] == "36")
    let devices = try String(
      contentsOfFile: Repository.path("data/device-classes.csv"), encoding: .utf8)
    #expect(rows[2][3] == String(devices.split(separator: "\n").count - 1))
    #expect(try Tool.run(["data", "list"]).output.contains("--microsoft-plans"))
  }

  /// Every table of facts has a source and a date: that of its lines, or its own.
  @Test func listNamesSourcesAndDates() throws {
    let json = try Tool.run(["data", "list", "--json"]).output
    let objects = try JSONDecoder().decode([[String: String]].self, from: Data(json.utf8))
    for object in objects {
      let name = try #require(object["Name"])
      let isTable = !["rules", "dump-profile", "contract"].contains(name)
      #expect(object["Source"]?.isEmpty == !isTable, "\(name)")
      #expect(object["Date"]?.wholeMatch(of: /2026-\d\d-\d\d/) != nil || !isTable, "\(name)")
    }
    let sources = Dictionary(uniqueKeysWithValues: objects.map { ($0["Name"], $0["Source"]) })
    #expect(sources["webex-licenses"] == "2 sources")
    #expect(sources["device-classes"] == "typemodel of the CUCM database")
    #expect(sources["import-columns"] == "6 sources")
  }

  /// A template is the built-in file, and sound; what is shown of it is sound, too.
  @Test(arguments: kinds) func templatesAndFilesAreSound(_ kind: String) throws {
    let template = try Tool.run(["data", "template", kind])
    let path = try workdir.write("template", template.output)
    #expect(Array(template.output.utf8) == (try Repository.bytes("data/\(file(of: kind))")))
    let check = try Tool.run(["data", "check", kind, path])
    #expect(check.status == 0 && check.output.hasPrefix("\(path): sound: "), "\(check)")
    let isJSON = file(of: kind).hasSuffix(".json")
    let shown = try Tool.run(["data", "show", kind, path, isJSON ? "--json" : "--csv"])
    let copy = try workdir.write("copy", shown.output)
    #expect(try Tool.run(["data", "check", kind, copy]).status == 0, "\(shown.output.prefix(200))")
    for format in ["table", "csv", "json"] {
      let run = try Tool.run(["data", "show", kind, "--format", format])
      #expect(run.status == 0 && !run.output.isEmpty, "\(format)")
    }
  }

  @Test func showIsOfTheFile() throws {
    let plans = """
      kind,guid,name,meaning,source,date
      plan,57ff2da0-773e-42df-b2af-ffb7a2317929,TEAMS1,teams,our tenant,2026-11-28

      """
    let path = try workdir.write("plans.csv", plans)
    #expect(try Tool.run(["data", "show", "microsoft-plans", path, "--csv"]).output == plans)
    let table = try Tool.run(["data", "show", "microsoft-plans", path]).output
    #expect(table.contains(path) && table.contains("SHA-256") && table.contains("our tenant"))
    let json = try Tool.run(["data", "show", "microsoft-plans", path, "--json"]).output
    let objects = try JSONDecoder().decode([[String: String]].self, from: Data(json.utf8))
    #expect(objects.map { $0["meaning"] } == ["teams"])
    let profile = try Tool.run(["data", "show", "dump-profile", "--csv"]).output
    #expect(profile.hasPrefix("role,model_type,field,keys,when\n"))
    #expect(profile.contains("phone,device/cucm/Phone,owner,ownerUserName,\n"))
    let contract = try Tool.run(["data", "show", "contract", "--csv"]).output
    #expect(contract.contains("User licences,user,,,provider,0,100,up to 1000: 4.50; 3.75\n"))
  }

  @Test(arguments: [
    ("webex-licenses", "pattern,service,source,date\nMessaging,chat,us,2026-11-28\n", "expected a"),
    ("webex-licenses", "pattern,service,source,date\n", "no licence"),
    ("webex-licenses", "pattern,service,source,date\nA,none,us,today\n", "YYYY-MM-DD"),
    ("webex-licenses", "pattern,service,source,date\nA,none,,2026-11-28\n", "the source"),
    (
      "webex-licenses",
      "pattern,service,source,date\nA*,none,us,2026-11-28\na*,calling,us,2026-11-28\n",
      "given twice"
    ),
    (
      "microsoft-plans",
      "kind,guid,name,meaning,source,date\nplan,57ff2da0,TEAMS1,teams,us,2026-11-28\n", "a GUID"
    ),
    (
      "microsoft-plans",
      "kind,guid,name,meaning,source,date\n"
        + "product,57ff2da0-773e-42df-b2af-ffb7a2317929,E3,teams+room,us,2026-11-28\n",
      "joined by '+'"
    ),
    ("import-columns", "system,form,title,field,required\n", "the header system"),
    ("import-columns", columns + "cucm,x,A,shoe,,us,2026-11-28\n", "a field"),
    ("import-columns", columns + "cucm,x,A,name,,us,\n", "YYYY-MM-DD"),
    (
      "import-columns",
      columns + "cucm,x,A,name,,us,2026-11-28\ncucm,x,a,owner,,us,2026-11-28\n", "title twice"
    ),
    ("device-classes", "enum,name,class\n1,A,lamp\n", "lamp"),
    ("dump-profile", "{\"schema\": 2}", "schema"), ("rules", "{}", "schema"),
    ("contract", "{\"schema\": 2}", "schema"),
  ])
  func brokenFilesAreRefused(_ kind: String, _ text: String, _ reason: String) throws {
    let path = try workdir.write("broken", text)
    let sound = Repository.path("data/\(file(of: kind))")
    let run = try Tool.run(["data", "check", kind, path, sound])
    #expect(run.status == 65 && run.errors.contains(reason), "\(run)")
    #expect(run.errors.contains(path) && run.output.hasPrefix("\(sound): sound"), "\(run)")
  }

  @Test func filesThatAreMissingAreNamed() throws {
    let run = try Tool.run(["data", "check", "rules", workdir.path("absent")])
    #expect(run.status == 66 && run.errors.contains("absent"))
    let kind = try Tool.run(["data", "show", "shoes"])
    #expect(kind.status == 64 && kind.errors.contains("shoes"))
  }
}
