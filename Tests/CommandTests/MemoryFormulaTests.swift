import Foundation
import TestSupport
import Testing

/// The memory that CONTRIBUTING.md promises, held by the real program.
@Suite struct MemoryFormulaTests {
  /// Users of 50 customers, with a phone, a mailbox and a principal each: a person and a device.
  private static func dump(_ workdir: Workdir, userCount: Int) throws -> String {
    var lines = ""
    for index in 0..<userCount {
      let place = #""path":"sys.hcs.Provider.Customer\#(index % 50).Site""#
      let mail = "firstname.lastname\(100_000 + index)@customer\(index % 50).example"
      let user = "userid\(100_000 + index)"
      let device = "SEP00000\(1_000_000 + index)"
      lines += """
        {"meta":{"model_type":"device/cucm/Phone",\(place)},"data":{"name":"\(device)","product":"Cisco 8845","ownerUserName":"\(user)"}}
        {"meta":{"model_type":"device/cucm/User",\(place)},"data":{"userid":"\(user)","mailid":"\(mail)","associatedDevices":{"device":["\(device)"]}}}
        {"meta":{"model_type":"device/cuc/User",\(place)},"data":{"Alias":"\(user)"}}
        {"meta":{"model_type":"device/msgraph/MsolUser",\(place)},"data":{"UserPrincipalName":"\(mail)"}}

        """
    }
    lines += node("Provider", "Provider", "sys.hcs", "")
    for customer in 0..<50 {
      let pkid = "0000000000000000000000\(10 + customer)"
      lines += node("Customer\(customer)", "Customer", "sys.hcs.Provider", pkid)
      lines += node("Site", "Site", "sys.hcs.Provider.Customer\(customer)", "")
    }
    return try workdir.write("\(userCount).jsonl", lines)
  }

  private static func node(
    _ name: String, _ type: String, _ path: String, _ pkid: String
  ) -> String {
    #"{"meta":{"model_type":"data/HierarchyNode","path":"\#(path)","pkid":"\#(pkid)"},"#
      + #""data":{"name":"\#(name)","node_type":"\#(type)"}}"# + "\n"
  }

  /// The peak of resident memory in bytes, a MiB at most too little.
  private func peak(_ workdir: Workdir, _ dump: String, _ limit: String) throws -> Int {
    // A child of the shell: what this process takes would count for a child of its own.
    let run = try Tool.run(
      [
        "-c", #""$0" "$@"; exit $?"#, Tool.path, "convert", dump, "-o", workdir.path("d.ucol"),
        "--force", "--threads", "2", "--memory-limit", limit, "--timings",
      ], program: "/bin/sh")
    try #require(run.status == 0, "\(run)")
    let line = try #require(run.errors.split(separator: "\n").last { $0.hasPrefix("peak memory") })
    return try #require(line.split(separator: " ").compactMap { Int($0) }.first) << 20
  }

  /// Records that are spilled need a disk: twice as much of it as they take.
  @Test(
    .enabled(
      if: SmallDisk.options != nil,
      "neither root nor a user who may make mount namespaces: no small disk can be mounted"))
  func aDiskTooSmallForThemIs74() throws {
    let workdir = try Workdir()
    let dump = try Self.dump(workdir, userCount: 5000)
    let arguments = ["convert", dump, "-o", "d.ucol", "--memory-limit", "1"]
    let small = try SmallDisk.run(arguments, on: SmallDisk.Size(pages: 50), holding: [:])
    #expect(small.status == 74, "\(small.errors)")
    #expect(small.errors.contains("No space left on device") && small.errors.contains("TMPDIR"))
    #expect(small.files.isEmpty)
    let large = try SmallDisk.run(arguments, on: SmallDisk.Size(pages: 2000), holding: [:])
    let usual = try SmallDisk.run(
      Array(arguments.prefix(4)), on: SmallDisk.Size(pages: 50), holding: [:])
    #expect(large.status == 0 && usual.status == 0, "\(large.errors) \(usual.errors)")
    #expect(large.files == usual.files)
  }

  @Test func growsAsPromisedAndNotPastTheLimit() throws {
    let workdir = try Workdir()
    let (few, many) = (2000, 122_000)
    let small = try Self.dump(workdir, userCount: few)
    let large = try Self.dump(workdir, userCount: many)
    // A person and a device each.
    let more = 2 * (many - few)
    let slack = 4 << 20
    let unlimited = try peak(workdir, large, "8G")
    let output = URL(filePath: workdir.path("d.ucol"))
    let file = try Data(contentsOf: output)
    #expect(unlimited - (try peak(workdir, small, "8G")) <= 80 * more + slack)
    let limited = try peak(workdir, large, "8M")
    #expect(try Data(contentsOf: output) == file)
    #expect(limited - (try peak(workdir, small, "8M")) <= 8 << 20)
    // Otherwise the limit does nothing.
    #expect(limited < unlimited)
  }
}
