import Foundation
import TestSupport
import Testing

/// `--customer-map`: customers that have a PKID on each platform.
@Suite struct CustomerMapCommandTests {
  private let workdir: Workdir
  private let north = Cluster.pkid("2")
  private let south = Cluster.pkid("AB3")

  init() throws {
    workdir = try Workdir()
    for (name, customer, provider) in [("north", north, "a1"), ("south", south, "b1")] {
      let cluster = Cluster(
        name: name, providerPKID: Cluster.pkid(provider), customerPKID: customer)
      #expect(try cluster.convert(in: workdir).status == 0)
    }
  }

  private var inputs: [String] { ["north.ucol", "south.ucol"].map { workdir.path($0) } }

  private func expect(_ run: Tool.Run, _ status: Int32, _ words: String...) {
    #expect(run.status == status, "\(run)")
    for word in words { #expect(run.errors.contains(word), "\(word): \(run.errors)") }
  }

  private func text(_ directory: String, _ part: String) throws -> String {
    let file = try #require(
      try workdir.files(in: directory).first { $0.key.contains(part) && !$0.key.hasSuffix(".hash") }
    )
    return String(decoding: file.value, as: UTF8.self)
  }

  @Test func mappedCustomersAreOneRow() throws {
    // PKIDs are numbers: the map may spell them as it likes.
    let map = try workdir.write("map.csv", "from,to\n\(south.lowercased()),\(north)\n")
    let facts = try workdir.write("facts.json", #"{"hostname": "h"}"#)
    for part in ["north", "south"] {
      let run = try Tool.run([
        "audit", workdir.path("\(part).ucol"), "--partial", "-o", workdir.path("\(part).part"),
      ])
      expect(run, 0)
    }
    let parts = ["south.part", "north.part"].map { workdir.path($0) }
    for (directory, command) in [("r", ["audit"] + inputs), ("m", ["merge"] + parts)] {
      let run = try Tool.run(
        command + [
          "-o", workdir.path(directory), "--customer-map", map, "--date-time", "2026-06-30 12:00",
          "--platform", facts,
        ])
      expect(run, 0)
      #expect(run.errors.isEmpty)
      #expect(run.output.contains("Customer map: \(map), 1 customer reported with another one"))
      let rows = try text(directory, "_anonymous_2").split(separator: "\n").dropFirst(12)
      #expect(rows.count == 1)
      #expect(rows.first?.hasPrefix("\(north),0,12,0,") == true)
      // Two sites: each platform has its own.
      #expect(rows.first?.hasSuffix(",2") == true)
      let provenance = try text(directory, "_provenance_")
      #expect(provenance.contains("\"customerMap\": {\n    \"name\": \"\(map)\""))
    }
    let detailed = try Tool.run(
      ["audit"] + inputs + [
        "-o", workdir.path("d"), "--customer-map", map, "--identities",
        workdir.path("north.identities"), "--identities", workdir.path("south.identities"),
      ])
    expect(detailed, 0)
    #expect(try text("d", "_detailed_").contains("\nPRV,,CUS-north,\(north),0,12,"))
    expect(
      try Tool.run(
        ["export"] + inputs + ["--parquet", workdir.path("t"), "--customer-map", map]), 0)
  }

  @Test(arguments: [
    ("", "map.csv:1", "from,to"), ("to,from\n", "map.csv:1", "from,to"),
    ("from,to\n", "map.csv:1", "no customer"),
    ("from,to\nx,000000000000000000000002\n", "map.csv:2", "24 hexadecimal digits"),
    ("from,to\n000000000000000000000ab3,000000000000000000000AB3\n", "map.csv:2", "to itself"),
    (
      "from,to\n000000000000000000000ab3,000000000000000000000002\n"
        + "000000000000000000000AB3,000000000000000000000009\n", "map.csv:3", "twice"
    ),
    (
      "from,to\n000000000000000000000ab3,000000000000000000000002\n"
        + "000000000000000000000002,000000000000000000000009\n", "map.csv:3", "map all to one"
    ),
    ("from,to\n000000000000000000000ab3,000000000000000000000009\n", "000009", "of no input"),
    ("from,to\n000000000000000000000009,000000000000000000000002\n", "000009", "of no input"),
  ])
  func wrongMapsAreRefused(_ map: String, _ place: String, _ reason: String) throws {
    let file = try workdir.write("map.csv", map)
    let run = try Tool.run(
      ["audit"] + inputs + ["-o", workdir.path("r"), "--customer-map", file])
    expect(run, 65, place, reason)
    #expect(try workdir.files(in: "r").isEmpty)
  }

  @Test func customersOfOnePlatformAreNotMapped() throws {
    let map = try workdir.write("map.csv", "from,to\n\(south),\(north)\n")
    let cluster = Cluster(
      name: "both", providerPKID: Cluster.pkid("a1"), customerPKID: north,
      more: Cluster.node("OTHER", "Customer", "sys.hcs.PRV", south))
    expect(try cluster.convert(in: workdir), 0)
    expect(
      try Tool.run([
        "audit", workdir.path("both.ucol"), "-o", workdir.path("r"), "--customer-map", map,
      ]), 65, "both.ucol", "different platforms")
  }

  @Test func aMapIsForReports() throws {
    let map = try workdir.write("map.csv", "from,to\n\(south),\(north)\n")
    expect(
      try Tool.run(
        ["audit"] + inputs + ["--partial", "-o", workdir.path("p"), "--customer-map", map]), 64,
      "--customer-map", "ucensus merge")
  }
}
