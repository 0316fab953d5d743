import Foundation
import TestSupport
import Testing

/// `rules` as users and scripts meet it.
@Suite struct RulesCommandTests {
  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private static let contract = """
    {
      "schema": 1,
      "auditVersion": "7.1",
      "phonesPerLicense": 3,
      "columns": [
        {"title": "Customer PKID", "kind": "customerPKID"},
        {"title": "One, \\"alone\\"", "kind": "persons", "exclusive": true,
          "where": "U and P = 1"},
        {"title": "Voice", "kind": "persons", "where": "V or not U and W"},
        {"title": "Lines", "kind": "standaloneDevices", "class": "analog"},
        {"title": "Public", "kind": "setting", "setting": "publicSector"},
        {"title": "Sites", "kind": "sites"}
      ]
    }

    """

  private func contract(_ text: String = contract) throws -> String {
    try workdir.write("contract.json", Array(text.utf8))
  }

  @Test func showsEachColumn() throws {
    let run = try Tool.run(["rules", "show", try contract()])
    #expect(run.status == 0, "\(run)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("Rules          /") && lines[0].hasSuffix("/contract.json"))
    #expect(
      lines[2...] == [
        "Audit Version  7.1",
        "One licence    3 phones of a person", "Licensed       persons: U",
        "1  Customer PKID", "   the customer",
        "2  One, \"alone\"", "   users, each in one such column: U and P = 1",
        "3  Voice", "   persons: V or (not U and W)",
        "4  Lines", "   phones of class analog that belong to nobody",
        "5  Public", "   Y or N: publicSector",
        "6  Sites", "   nodes of type Site",
      ])
  }

  @Test func csvIsQuoted() throws {
    let run = try Tool.run(["rules", "show", try contract(), "--format", "csv"])
    #expect(
      run.output == #"""
        Number,Title,Kind,Exclusive,What
        1,Customer PKID,customerPKID,,
        2,"One, ""alone""",persons,Y,U and P = 1
        3,Voice,persons,N,V or (not U and W)
        4,Lines,standaloneDevices,,analog
        5,Public,setting,,publicSector
        6,Sites,sites,,

        """#, "\(run)")
  }

  /// A rule set that is shown as JSON is its file, which check accepts, notes and all.
  @Test func jsonIsTheFileOfTheRuleSet() throws {
    let builtIn = try Tool.run(["rules", "show", "--json"])
    #expect(
      builtIn.output
        == String(decoding: try Repository.bytes("data/rules-4.1.5.json"), as: UTF8.self))
    #expect(builtIn.output.contains("\"note\""))
    let again = try workdir.write("again.json", Array(builtIn.output.utf8))
    let check = try Tool.run(["rules", "check", again])
    #expect(check.status == 0 && check.output.contains("again.json: sound: 36 columns"), "\(check)")
    #expect(try Tool.run(["rules", "show", again, "--json"]).output == builtIn.output)
    let file = try contract()
    let own = try Tool.run(["rules", "show", file, "--json"])
    #expect(own.output == (try String(contentsOfFile: file, encoding: .utf8)))
  }

  @Test func checkSaysWhatIsSound() throws {
    let run = try Tool.run(["rules", "check", try contract()])
    #expect(run.status == 0, "\(run)")
    #expect(
      run.output.hasSuffix(
        "contract.json: sound: 6 columns, of which 2 count persons, 1 exclusively: no user fits two "
          + "of these, and each condition can be fulfilled\n"))
  }

  @Test func rulesComeFromStandardInput() throws {
    let file = try contract()
    let shown = try Tool.run(["rules", "show", "-", "--csv"], input: file)
    #expect(shown.status == 0, "\(shown)")
    #expect(shown.output == (try Tool.run(["rules", "show", file, "--csv"])).output)
    #expect(try Tool.run(["rules", "check", "-", file], input: file).status == 0)
    #expect(try Tool.run(["rules", "check", "-", "-"], input: file).status == 64)
  }

  @Test func checkNamesTheFaultAndGoesOn() throws {
    let overlapping = Self.contract.replacingOccurrences(
      of: "\"kind\": \"persons\", \"where\": \"V or not U and W\"",
      with: "\"kind\": \"persons\", \"exclusive\": true, \"where\": \"U and P <= 1\"")
    let bad = try workdir.write("bad.json", Array(overlapping.utf8))
    let run = try Tool.run(["rules", "check", bad, workdir.path("absent.json"), try contract()])
    #expect(run.status == 65, "\(run)")
    #expect(run.errors.contains("error: \(bad):"))
    #expect(run.errors.contains("absent.json"))
    #expect(run.output.contains("contract.json: sound: "))
    #expect(try Tool.run(["rules", "check", workdir.path("absent.json")]).status == 66)
    #expect(try Tool.run(["rules", "show", bad]).status == 65)
  }
}
