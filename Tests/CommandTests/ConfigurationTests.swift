import Foundation
import TestSupport
import Testing

/// The configuration file: where it is found, what it gives, who wins, and where it is named.
@Suite struct ConfigurationTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func config(_ text: String, as name: String = "config.json") throws -> String {
    try workdir.write(name, Array(text.utf8))
  }

  /// One with every key; its data files stand beside it.
  private func fullConfig() throws -> String {
    for name in ["rules-4.1.5.json", "dump-profile.json", "device-classes.csv"] {
      try workdir.write(name, try Repository.bytes("data/\(name)"))
    }
    return try config(
      """
      {"rules": "rules-4.1.5.json", "device-classes": "device-classes.csv",
       "profile": "dump-profile.json", "threads": 1, "memory-limit": "1G",
       "temporary-directory": ".", "progress": "none", "format": "json"}
      """)
  }

  /// Every command takes what means something for it, and all of that.
  @Test func eachCommandGetsItsOptions() throws {
    let config = try fullConfig()
    let file = workdir.path("d.ucol")
    let part = workdir.path("d.part")
    let reading =
      "--rules, --profile, --threads, --progress, --format, --device-classes, --memory-limit"
    let commands: [([String], String)] = [
      (
        ["convert", Self.golden, "-o", file, "--with-identities"],
        "--profile, --threads, --progress, --device-classes, --memory-limit, "
          + "--temporary-directory"
      ),
      (
        ["convert", Self.golden, "--dry-run"],
        "--profile, --threads, --progress, --format, --device-classes, --memory-limit, "
          + "--temporary-directory"
      ),
      (
        ["audit", file, "--partial", "-o", part],
        "--rules, --profile, --threads, --progress, --device-classes, --memory-limit, "
          + "--temporary-directory"
      ),
      (["diff", file, Self.golden], reading + ", --temporary-directory"),
      (["list", file, "--column", "unclassified"], reading + ", --temporary-directory"),
      (["explain", file, "--user", "lic11"], reading + ", --temporary-directory"),
      (["inspect", file], "--format, --memory-limit"),
      (["verify", file], "--threads, --memory-limit"),
      (["rules", "show"], "--format"), (["data", "list"], "--format"),
      (["data", "show", "contract"], "--format"),
    ]
    for (command, options) in commands {
      let run = try Tool.run(command + ["--config", config])
      #expect(run.status == 0, "\(command): \(run)")
      #expect(
        run.errors == "hint: \(config) gave \(options); --no-config leaves them out\n", "\(run)")
      let isJSON = options.contains("--format")
      let document = try? JSONSerialization.jsonObject(with: Data(run.output.utf8))
      #expect((document != nil) == isJSON, "\(command): \(run.output)")
      let help = try Tool.run(
        command.prefix { !$0.hasPrefix("/") && !$0.hasPrefix("-") } + ["--help"])
      for option in ["--config", "--no-config"] { #expect(help.output.contains(option)) }
    }
    let merged = try Tool.run(
      ["merge", part, "-o", workdir.path("merged"), "--config", config])
    #expect(merged.status == 0 && merged.errors.isEmpty, "\(merged)")
    #expect(merged.output.contains(#""--rules","#) && merged.output.contains(#""--format""#))
    let none = try Tool.run(["rules", "check", workdir.path("rules-4.1.5.json")])
    #expect(none.status == 0 && none.errors.isEmpty)
  }

  /// `--config`, `UCENSUS_CONFIG`, `XDG_CONFIG_HOME`, `HOME`, in this order.
  @Test func theNearestFileIsRead() throws {
    let given = try config(#"{"format": "csv"}"#, as: "given.json")
    let named = try config(#"{"format": "json"}"#, as: "named.json")
    for directory in ["xdg/ucensus", "home/.config/ucensus"] {
      try FileManager.default.createDirectory(
        atPath: workdir.path(directory), withIntermediateDirectories: true)
    }
    let usual = try config(#"{"format": "csv"}"#, as: "xdg/ucensus/config.json")
    let home = try config(#"{"format": "json"}"#, as: "home/.config/ucensus/config.json")
    var environment = [
      "UCENSUS_CONFIG": named, "XDG_CONFIG_HOME": workdir.path("xdg"),
      "HOME": workdir.path("home"),
    ]
    func expect(_ path: String?, _ beginning: String, _ options: String...) throws {
      let run = try Tool.run(["rules", "show"] + options, environment: environment)
      #expect(run.status == 0 && run.output.hasPrefix(beginning), "\(run)")
      #expect(path.map { run.errors.contains($0) } ?? run.errors.isEmpty, "\(run)")
    }
    try expect(given, "Number,", "--config", given)
    try expect(given, "Number,", "--config=\(given)")
    try expect(named, "{")
    try expect(nil, "Number,", "--format", "csv")
    try expect(nil, "Number,", "--csv")
    try expect(nil, "Rules ", "--no-config")
    environment["UCENSUS_CONFIG"] = ""
    try expect(usual, "Number,")
    environment["XDG_CONFIG_HOME"] = "relative"
    try expect(home, "{")
    environment["HOME"] = workdir.path("elsewhere")
    try expect(nil, "Rules ")
  }

  /// A configuration that decides numbers is named wherever they stand.
  @Test func whatChangesNumbersIsNamed() throws {
    let rules = String(decoding: try Repository.bytes("data/rules-4.1.5.json"), as: UTF8.self)
      .replacingOccurrences(of: #""phonesPerLicense": 10"#, with: #""phonesPerLicense": 3"#)
    try workdir.write("contract.json", Array(rules.utf8))
    let config = try config("{\n  \"rules\": \"contract.json\"\n}\n")
    let digest = try Tool.run([config], program: "/usr/bin/sha256sum").output.prefix(64)
    func audit(_ name: String, _ options: String...) throws -> (output: String, report: Data) {
      let run = try Tool.run(["audit", Self.golden, "-o", workdir.path(name)] + options)
      #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
      let names = try FileManager.default.contentsOfDirectory(atPath: workdir.path(name))
      let breakdown = try #require(names.first { $0.contains("breakdown") && $0.hasSuffix(".csv") })
      return (
        run.output, try Data(contentsOf: URL(filePath: workdir.path("\(name)/\(breakdown)")))
      )
    }
    func provenance(_ name: String) throws -> [String: Any] {
      let names = try FileManager.default.contentsOfDirectory(atPath: workdir.path(name))
      let file = try #require(names.first { $0.contains("provenance") })
      let bytes = try Data(contentsOf: URL(filePath: workdir.path("\(name)/\(file)")))
      return try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }
    let configured = try audit("configured", "--config", config)
    #expect(configured.output.hasSuffix("Configuration: \(config) gave --rules\n"))
    let told = try #require(try provenance("configured")["configuration"] as? [String: Any])
    #expect(told["sha256"] as? String == String(digest))
    #expect(told["options"] as? [String] == ["--rules"])
    #expect(told.count == 2, "the provenance has no path")
    let given = try audit("given", "--rules", workdir.path("contract.json"))
    #expect(given.report == configured.report)
    #expect(!given.output.contains("Configuration"))
    #expect(try provenance("given")["configuration"] == nil)
    let builtIn = try audit(
      "built-in", "--config", config, "--rules", Repository.path("data/rules-4.1.5.json"))
    #expect(builtIn.report != configured.report)
    #expect(!builtIn.output.contains("Configuration"), "it gave nothing")
    let json = try audit("json", "--config", config, "--format", "json").output
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let named = try #require(document["configuration"] as? [String: Any])
    #expect(named["file"] as? String == config)
  }

  @Test(arguments: [
    ("{\n\n \"rulez\": \"a\"}", ":3: byte 4: ", "\"rulez\" is not a key"),
    ("{\"on-error\": \"reject\"}", ":1: byte 1: ", "is not a key"),
    ("{\"threads\":\n 0}", ":2: byte 13: ", "from 1 to 1024"),
    ("{\"threads\": true}", ":1: ", "from 1 to 1024"),
    ("{\"format\": \"xml\"}", ":1: ", "\"table\""),
    ("{\"progress\": \"loud\"}", ":1: ", "\"auto\""),
    ("{\"memory-limit\": \"much\"}", ":1: ", "512M"),
    ("{\"rules\": \"\"}", ":1: ", "the path of a file"),
    ("{\"threads\": 1,\n\"threads\": 2}", ":2: ", "given twice"),
    ("[]", ":1: ", "expected an object"), ("{", ":1: ", ""), ("", ":1: ", ""),
  ])
  func whatIsNoConfigurationIsRefused(_ text: String, _ place: String, _ reason: String) throws {
    let config = try config(text)
    for command in [["rules", "show"], ["audit", "/nonexistent", "-o", "/nonexistent"]] {
      let run = try Tool.run(command + ["--config", config])
      #expect(run.status == 65, "\(run)")
      #expect(run.errors.hasPrefix("error: \(config)\(place)"), "\(run)")
      #expect(reason.isEmpty || run.errors.contains(reason), "\(run)")
    }
    let variables = ["UCENSUS_CONFIG": config]
    for arguments in [["--version"], ["audit", "--help"], ["rules", "show", "--no-config"]] {
      #expect(try Tool.run(arguments, environment: variables).status == 0, "\(arguments)")
    }
  }

  /// A format of the file is for results that are shown: it contradicts no option.
  @Test func formatsContradictNoOption() throws {
    let config = try config(#"{"format": "json"}"#)
    let sources = Repository.path("data/sample-sources/sources.json")
    let commands = [
      ["list", Self.golden, "--all", "--parquet", workdir.path("annex.parquet")],
      ["import", sources, "-o", workdir.path("dump"), "--quiet"],
      ["convert", Self.golden, "-o", workdir.path("d.ucol"), "--quiet"],
      ["bill", "--template"],
    ]
    for command in commands {
      let run = try Tool.run(command + ["--config", config])
      #expect(run.status == 0 && !run.errors.contains("--format"), "\(command): \(run)")
    }
    // A format that a command cannot honour is not for it.
    let explain = ["explain", Self.golden, "--user", "lic11"]
    let rows = try self.config(#"{"format": "csv"}"#, as: "rows.json")
    #expect(try Tool.run(explain + ["--config", rows]).output == Tool.run(explain).output)
  }

  @Test func aFileThatIsNamedMustBeThere() throws {
    let absent = workdir.path("absent.json")
    #expect(try Tool.run(["rules", "show", "--config", absent]).status == 66)
    let run = try Tool.run(["rules", "show"], environment: ["UCENSUS_CONFIG": absent])
    #expect(run.status == 66 && run.errors.contains("absent.json"), "\(run)")
    let config = try config("{}")
    #expect(try Tool.run(["rules", "show", "--config", config]).errors.isEmpty)
    #expect(try Tool.run(["rules", "show", "--config", config, "--no-config"]).status == 64)
    #expect(try Tool.run(["rules", "show", "--config"]).status == 64)
  }

  /// Options of dumps that would be refused on the command line are ignored in a configuration.
  @Test func aProfileDoesNotKeepColumnarFilesFromBeingCounted() throws {
    let file = workdir.path("d.ucol")
    #expect(try Tool.run(["convert", Self.golden, "-o", file]).status == 0)
    let config = try fullConfig()
    let run = try Tool.run(["audit", file, "-o", workdir.path("r"), "--config", config])
    #expect(run.status == 0, "\(run)")
    let given = [
      "audit", file, "-o", workdir.path("s"), "--profile", workdir.path("dump-profile.json"),
    ]
    #expect(try Tool.run(given).status == 64)
  }

  /// Temporary files go where they are told to, whatever `TMPDIR` says.
  @Test func theTemporaryDirectoryIsUsed() throws {
    let node = #"{"meta": {"model_type": "data/HierarchyNode", "path": "sys"#
    var records = [
      node + #""}, "data": {"name": "P", "node_type": "Provider"}}"#,
      node + #".P", "pkid": "5e54067d116fa1004631322a"}, "#
        + #""data": {"name": "C", "node_type": "Customer"}}"#,
      node + #".P.C"}, "data": {"name": "S", "node_type": "Site"}}"#,
    ]
    // 4 MB of user ids do not fit into 1 MiB.
    for number in 0..<40_000 {
      let id = String(repeating: "x", count: 100) + String(number)
      records.append(
        #"{"meta": {"model_type": "device/cucm/User", "path": "sys.P.C.S"}, "#
          + #""data": {"userid": "\#(id)"}}"#)
    }
    let dump = try workdir.write("d.jsonl", Array(records.joined(separator: "\n").utf8))
    func convert(_ directory: String, _ variable: String) throws -> Tool.Run {
      try Tool.run(
        [
          "convert", dump, "-o", workdir.path("d.ucol"), "--force", "--memory-limit", "1M",
          "--temporary-directory", workdir.path(directory),
        ], environment: ["TMPDIR": workdir.path(variable)])
    }
    let there = try convert("", "none")
    #expect(there.status == 0 && there.output.contains("40000 persons"), "\(there)")
    let nowhere = try convert("none", "")
    #expect(nowhere.status == 73 || nowhere.status == 74, "\(nowhere)")
    #expect(nowhere.errors.contains(workdir.path("none")), "\(nowhere)")
  }
}
