import Foundation
import TestSupport
import Testing

/// Where a record stands is said so that it is found again, also where many are in one line.
@Suite struct RecordPlaceTests {
  private func record(_ model: String, _ path: String, _ pkid: String, _ data: String) -> String {
    #"{"meta":{"pkid":"\#(pkid)","model_type":"\#(model)","path":"\#(path)"},"data":{\#(data)}}"#
  }

  @Test func recordsOfPagesHaveTheirByte() throws {
    let workdir = try Workdir()
    let users = (1...3).map { number in
      record(
        "device/cucm/User", "sys.hcs.PRV.CUS-P.S", "u\(number)", #""userid":"user\#(number)""#)
    }
    let head = #"{"pagination":{"skip":0,"limit":3,"total":3},"resources":["#
    let page = head + users.joined(separator: ",") + "]}"
    let cluster = Cluster(
      name: "P", providerPKID: Cluster.pkid("a1"), customerPKID: Cluster.pkid("b1"), userCount: 0,
      phoneCount: 0)
    let (nodes, pages) = (
      try workdir.write("nodes.jsonl", cluster.text), try workdir.write("users.json", page)
    )
    let text = try Tool.run(["explain", nodes, pages, "--user", "user3"])
    // From 1: the byte of the line at which the third record begins.
    let byte = page.utf8.count - users[2].utf8.count - 1
    #expect(text.status == 0 && text.output.contains("users.json:1:\(byte)  at "), "\(text)")
    #expect(Array(page.utf8)[(byte - 1)...].starts(with: users[2].utf8))
    let json = try Tool.run(["explain", nodes, pages, "--user", "user3", "--json"])
    #expect(json.output.contains(#""column": \#(byte)"#), "\(json)")
    // A record in a line of its own needs its line only.
    let lines = try workdir.write("users.jsonl", users.joined(separator: "\n") + "\n")
    let plain = try Tool.run(["explain", nodes, lines, "--user", "user3"])
    #expect(plain.output.contains("users.jsonl:3  at "), "\(plain)")
  }
}
