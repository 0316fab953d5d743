import Foundation
import TestSupport
import Testing

/// `bill` as users and scripts meet it.
@Suite struct BillCommandTests {
  private static let golden = Repository.path("Tests/Golden/licence-edges/dump")

  private let workdir: Workdir
  private let reports: String

  init() throws {
    workdir = try Workdir()
    reports = workdir.path("reports")
    let run = try Tool.run(["audit", Self.golden, "-o", reports])
    try #require(run.status == 0, "\(run)")
  }

  private func contract(_ lines: String, as name: String = "contract.json") throws -> String {
    try workdir.write(
      name,
      Array(
        """
        {"schema": 1, "name": "Acme", "currency": "EUR", "decimals": 2, "publicSector": "bill",
         "inactiveBilling": "bill", "lines": [\(lines)]}
        """.utf8))
  }

  /// The column's sum in the breakdown that the audit wrote.
  private func sum(_ title: String) throws -> Int {
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: reports).first {
        $0.contains("breakdown") && $0.hasSuffix(".csv")
      })
    let lines = try String(contentsOfFile: "\(reports)/\(name)", encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let column = try #require(lines[0].firstIndex { $0 == title })
    return lines.dropFirst().reduce(0) { $0 + (Int($1[column]) ?? 0) }
  }

  @Test func everyKindOfInputHasOneBill() throws {
    let file = workdir.path("d.ucol")
    #expect(try Tool.run(["convert", Self.golden, "-o", file]).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: reports)
    let zip = reports + "/" + (try #require(names.first { $0.hasSuffix(".zip") }))
    let contract = try contract(
      #"{"title": "Licences", "licenses": "user", "per": "customer", "price": "2.50"}"#)
    let licenses = try sum("User Licenses")
    var documents: [Data] = []
    for input in [reports, zip, file, Self.golden] {
      let run = try Tool.run(["bill", input, "--contract", contract, "--json"])
      #expect(run.status == 0 && run.errors.isEmpty, "\(input): \(run)")
      let root = try #require(
        JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      let bill = try #require(root["bill"] as? [String: Any])
      let cents = licenses * 250
      #expect(bill["amount"] as? String == "\(cents / 100).\(cents % 100 / 10)\(cents % 10)")
      let line = try #require((bill["lines"] as? [[String: Any]])?.first)
      #expect(line["used"] as? Int == licenses)
      documents.append(Data(run.output.utf8))
    }
    #expect(documents.count == 4)
  }

  /// The provider's bill needs totals only; what needs more is named.
  @Test func totalsWithoutCustomersAreBilled() throws {
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: reports).first {
        $0.contains("_anonymous_2") && $0.hasSuffix(".csv")
      })
    let lines = try String(contentsOfFile: "\(reports)/\(name)", encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let rows = lines.filter { !$0.hasPrefix("#") }.map { $0.split(separator: ",").map(String.init) }
    let sums = rows[0].indices.dropFirst().map { column in
      String(rows.dropFirst().reduce(0) { $0 + (Int($1[column]) ?? ($1[column] == "Y" ? 1 : 0)) })
    }
    let text =
      lines.filter { $0.hasPrefix("#") } + [
        rows[0].dropFirst().joined(separator: ","), sums.joined(separator: ","),
      ]
    let totals = try workdir.write("totals.csv", Array((text.joined(separator: "\n") + "\n").utf8))
    let line = #"{"title": "Many", "columns": ["Multiple Phones"], "price": "1.50", "per": "#
    let provider = try contract(line + #""provider"}"#)
    let whole = try Tool.run(["bill", reports, "--contract", provider, "--csv"])
    let bill = try Tool.run(["bill", totals, "--contract", provider, "--csv"])
    #expect(bill.status == 0 && bill.output == whole.output, "\(bill)")
    let each = try Tool.run([
      "bill", totals, "--contract", try contract(line + #""customer"}"#, as: "each.json"),
    ])
    #expect(each.status == 65 && each.output.isEmpty, "\(each)")
    #expect(each.errors.contains("has totals in place of customers, and the line \"Many\""))
  }

  @Test func anotherContractAndTheLastBillAreBeside() throws {
    let contract = try contract(
      #"{"title": "Licences", "licenses": "user", "per": "provider", "price": "2"}"#)
    let offer = try self.contract(
      #"{"title": "Flat", "customers": "'Site Count' >= 0", "per": "provider", "price": "1"}"#,
      as: "offer.json")
    let run = try Tool.run([
      "bill", reports, "--contract", contract, "--compare", offer, "--against", reports,
    ])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    #expect(run.output.contains("Under Acme, in EUR"))
    #expect(run.output.contains("Change of the total"))
    let csv = try Tool.run(["bill", reports, "--contract", contract, "--csv"])
    #expect(
      csv.output.hasPrefix(
        "Contract,Line,Per,Unit,Name,Used,Included,Bought,Over,Under,Billed,Amount,"
          + "Amount Before,Change,Currency\n"
          + "Acme,Licences,provider,"), "\(csv)")
  }

  /// Users with 11, 15, 20, 21 and 30 phones have 2, 2, 2, 3 and 3 licences.
  @Test(arguments: [("licensed", "5.00"), ("user", "12.00"), ("additional", "7.00")])
  func personsAreCountedByACondition(_ kind: String, _ amount: String) throws {
    let contract = try contract(
      #"{"title": "Many", "licenses": "\#(kind)", "licensed": "U and P > 10", "#
        + #""per": "provider", "price": "1"}"#)
    let run = try Tool.run(["bill", Self.golden, "--contract", contract, "--csv"])
    #expect(run.status == 0 && run.output.contains(",\(amount),,,EUR\n"), "\(run)")
    let refused = try Tool.run(["bill", reports, "--contract", contract])
    #expect(refused.status == 65 && refused.errors.contains("counts persons by a condition"))
  }

  /// 17 licences of 10 users, at one site.
  @Test func tableShowsAmountsAndQuantities() throws {
    let contract = try contract(
      #"{"title": "Licences", "licenses": "user", "per": "provider", "bought": 20, "#
        + #""tiers": [{"upTo": 10, "price": "4.25"}, {"price": "3.1"}]}, "#
        + #"{"title": "Sites", "columns": ["Site Count"], "per": "customer", "price": "1000"}"#)
    let run = try Tool.run(["bill", reports, "--contract", contract, "--against", reports])
    #expect(run.status == 0, "\(run)")
    // 20 are paid: 10 × 4.25 + 10 × 3.10.
    #expect(
      run.output.hasSuffix(
        """

                      used    billed    amount    change
        Licences        17        20     73.50      0.00
        Sites            1         1  1,000.00      0.00
        Total                         1,073.50      0.00

                  included    bought      over     under  left out
        Licences         0        20         0         3         0
        Sites            0         0         1         0         0

        Sites
        customer           used      over     under    billed    amount
        Edge Customer         1         1         0         1  1,000.00

        """), "\(run)")
    let summary = try Tool.run(["bill", reports, "--contract", contract, "--summary"])
    #expect(summary.status == 0 && !summary.output.contains("Edge Customer"), "\(summary)")
  }

  /// A contract is that of one provider.
  @Test func severalProvidersAreRefused() throws {
    func node(_ path: String, _ name: String, _ type: String, _ pkid: String) -> String {
      #"{"meta": {"model_type": "data/HierarchyNode", "path": "\#(path)", "pkid": "\#(pkid)"}, "#
        + #""data": {"name": "\#(name)", "node_type": "\#(type)"}}"#
    }
    let pkid = "5e54067d116fa1004631322"
    let records = [
      node("sys", "P", "Provider", pkid + "1"), node("sys", "Q", "Provider", pkid + "2"),
      node("sys.P", "A", "Customer", pkid + "3"), node("sys.Q", "B", "Customer", pkid + "4"),
    ]
    let dump = try workdir.write("two.jsonl", Array(records.joined(separator: "\n").utf8))
    let contract = try contract(
      #"{"title": "C", "customers": "'Site Count' = 0", "per": "provider", "price": "3"}"#)
    let run = try Tool.run(["bill", dump, "--contract", contract])
    #expect(run.status == 64 && run.errors.contains("choose one of them: \"P\", \"Q\""), "\(run)")
    let one = try Tool.run(["bill", dump, "--contract", contract, "--provider", "Q", "--csv"])
    #expect(one.output.contains("Acme,C,provider,Q,,1,0,0,1,0,1,3.00,,,EUR\n"), "\(one)")
  }

  @Test func theTemplateIsSound() throws {
    let template = try Tool.run(["bill", "--template"])
    #expect(
      template.output == String(decoding: try Repository.bytes("data/contract.json"), as: UTF8.self)
    )
    let file = try workdir.write("t.json", Array(template.output.utf8))
    let check = try Tool.run(["bill", "--check", file])
    #expect(check.status == 0 && check.output == "\(file): sound: 3 lines, in EUR\n", "\(check)")
    #expect(try Tool.run(["bill", reports, "--contract", file]).status == 0)
  }

  @Test func whatIsMissingIsSaid() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: reports)
    let report = try #require(names.first { $0.contains("_anonymous_2") && $0.hasSuffix(".csv") })
    let alone = try workdir.write(
      "alone.csv", try Data(contentsOf: URL(filePath: "\(reports)/\(report)")).map(\.self))
    let licences = try contract(
      #"{"title": "L", "licenses": "user", "per": "provider", "price": "2"}"#)
    let refused: [([String], Int32, String)] = [
      ([alone, "--contract", licences], 65, "no breakdown says them"),
      ([reports, "--contract", try contract(#"{"title": "L"}"#, as: "b.json")], 65, "b.json:2"),
      ([reports, "--contract", workdir.path("none")], 66, "none"), ([reports], 64, "--contract"),
      ([], 64, "--template"),
    ]
    for (arguments, status, text) in refused {
      let run = try Tool.run(["bill"] + arguments)
      #expect(run.status == status && run.errors.contains(text), "\(arguments): \(run)")
      #expect(run.output.isEmpty)
    }
  }
}
