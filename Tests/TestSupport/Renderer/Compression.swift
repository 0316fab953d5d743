import Foundation

extension DumpRenderer {
  /// Compresses some of the files with the command-line tools that are present.
  mutating func compress(_ dump: inout RenderedDump) {
    for index in dump.files.indices where options.packing != nil || random.chance(75) {
      let file = dump.files[index]
      let halves = random.chance(20) ? random.below(file.bytes.count + 1) : nil
      switch options.packing ?? random.pick(RendererOptions.Packing.allCases) {
      case .gzip: replace(&dump.files[index], Tool.gzip.run(file.bytes, splitAt: halves), ".gz")
      case .zstd: replace(&dump.files[index], Tool.zstd.run(file.bytes, splitAt: halves), ".zst")
      case .lz4: replace(&dump.files[index], Tool.lz4.run(file.bytes, splitAt: nil), ".lz4")
      case .zip: replace(&dump.files[index], Tool.zip(file.bytes, entries: zipEntries()), ".zip")
      case .bzip2:
        replace(&dump.files[index], Tool.bzip2.run(file.bytes, splitAt: halves), ".bz2")
      case .xz: replace(&dump.files[index], Tool.xz.run(file.bytes, splitAt: halves), ".xz")
      case .tar: replace(&dump.files[index], Tool.tar(file.bytes), ".tar")
      case .tarGzip:
        let tar = Tool.tar(file.bytes).flatMap { Tool.gzip.run($0, splitAt: nil) }
        replace(&dump.files[index], tar, ".tar.gz")
      case .tarInZip:
        let zip = Tool.tar(file.bytes).flatMap { Tool.zip($0, entries: zipEntries()) }
        replace(&dump.files[index], zip, ".zip")
      }
    }
  }

  private mutating func zipEntries() -> Int {
    options.debatable ? random.number(1...2) : 1
  }

  private mutating func replace(
    _ file: inout RenderedDump.File, _ content: Bytes?, _ ending: String
  ) {
    guard let content else { return }
    // Forms are told apart by content, so the ending may be missing.
    let path = file.path + (random.chance(85) ? ending : "")
    file = RenderedDump.File(path: path, bytes: content)
  }
}

/// A compressor of the system, used through files so that no pipe can fill up.
struct Tool {
  static let gzip = Tool(name: "gzip", arguments: ["-c"])
  static let zstd = Tool(name: "zstd", arguments: ["-q", "-c"])
  static let bzip2 = Tool(name: "bzip2", arguments: ["-c"])
  static let xz = Tool(name: "xz", arguments: ["-1", "-c"])
  static let lz4 = Tool(name: "lz4", arguments: ["-q", "-c"])

  let name: String
  let arguments: [String]

  /// The compressed bytes, in one member or frame or in two; nil if the tool is not there or fails.
  func run(_ content: Bytes, splitAt position: Int?) -> Bytes? {
    guard let position else { return run(content) }
    guard let head = run(Bytes(content[..<position])), let tail = run(Bytes(content[position...]))
    else { return nil }
    return head + tail
  }

  private func run(_ content: Bytes) -> Bytes? {
    Self.inTemporaryDirectory { directory in
      let (input, output) = (directory.appending(path: "in"), directory.appending(path: "out"))
      try Data(content).write(to: input)
      try Data().write(to: output)
      let handle = try FileHandle(forWritingTo: output)
      defer { try? handle.close() }
      guard try Self.launch(name, arguments + [input.path], directory, handle) else { return nil }
      return Bytes(try Data(contentsOf: output))
    }
  }

  /// A tar of the content as one entry.
  static func tar(_ content: Bytes) -> Bytes? {
    inTemporaryDirectory { directory in
      try Data(content).write(to: directory.appending(path: "export.json"))
      let made = try launch("tar", ["-cf", "out.tar", "./export.json"], directory, nil)
      return made ? Bytes(try Data(contentsOf: directory.appending(path: "out.tar"))) : nil
    }
  }

  /// A ZIP of the content as one entry, and an entry of an empty array if there are to be two.
  static func zip(_ content: Bytes, entries: Int) -> Bytes? {
    inTemporaryDirectory { directory in
      let names = ["export.json", "empty.json"].prefix(entries)
      try Data(content).write(to: directory.appending(path: "export.json"))
      try Data("[]".utf8).write(to: directory.appending(path: "empty.json"))
      let made =
        try launch("zip", ["-q", "out.zip"] + names, directory, nil)
        || launch("python3", ["-m", "zipfile", "-c", "out.zip"] + names, directory, nil)
      return made ? Bytes(try Data(contentsOf: directory.appending(path: "out.zip"))) : nil
    }
  }

  private static func inTemporaryDirectory(_ body: (URL) throws -> Bytes?) -> Bytes? {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: directory) }
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      return try body(directory)
    } catch {
      return nil
    }
  }

  private static func launch(
    _ name: String, _ arguments: [String], _ directory: URL, _ output: FileHandle?
  ) throws -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let candidates = path.split(separator: ":").map { String($0) + "/" + name }
    guard let tool = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      return false
    }
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output ?? FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
