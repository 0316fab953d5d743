internal import CensusModel
internal import Documents
internal import Glibc

/// Finds the files of the dumps and cuts them into units.
struct DumpPlanner {
  let options: DumpReader.Options
  private(set) var plan = DumpPlan()

  /// How many units one zip is cut into at most: each walks over the entries before its own.
  private static let unitsPerZipMax = 64

  /// What stands beside the records, and how long it may be.
  private enum SmallFile {
    case platform, manifest

    var byteCountMax: Int { self == .platform ? 1 << 20 : 64 << 20 }
    var limit: String {
      self == .platform ? "platform facts longer than 1 MiB" : "a manifest longer than 64 MiB"
    }
  }

  init(dumps: [String], options: DumpReader.Options) throws(NamedFailure) {
    self.options = options
    plan.dumps = dumps
    if dumps.count(where: { $0 == "-" }) > 1 {
      throw NamedFailure(
        "(standard input)", .unreadable(reason: "\"-\" is given twice; it can be read once"))
    }
    for (index, dump) in dumps.enumerated() { try add(dump, index) }
  }

  private mutating func add(_ dump: String, _ index: Int) throws(NamedFailure) {
    if dump == "-" {
      let stored = try Self.named("(standard input)") { () throws(ReadFailure) in
        try Spool.standardInput()
      }
      return try add(stored, dump: index, isRoot: true)
    }
    var path = Array(dump.utf8CString)
    while path.count > 2, path[path.count - 2] == CChar(bitPattern: UInt8(ascii: "/")) {
      path.remove(at: path.count - 2)
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw NamedFailure(dump, .system(errno, doing: "open it"))
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: try addDirectory(path, index)
    case S_IFREG:
      var stored = StoredFile(name: dump, path: path, byteCount: Int(status.st_size))
      stored.fileSystem = options.fileSystem
      stored.stamp = FileStamp(status)
      try add(stored, dump: index, isRoot: true)
    default:
      let stored = try Self.named(dump) { () throws(ReadFailure) in
        try Spool.stored(OpenFile(path: path), name: dump)
      }
      try add(stored, dump: index, isRoot: true)
    }
  }

  private mutating func addDirectory(_ path: [CChar], _ index: Int) throws(NamedFailure) {
    let walk = try DirectoryWalk(path)
    plan.skippedFiles += walk.skipped
    let platform = path.dropLast() + "/platform.json".utf8CString
    let manifest = path.dropLast() + "/manifest.json".utf8CString
    let files = walk.files.map { file in
      var file = file
      file.fileSystem = options.fileSystem
      return file
    }
    // First of all: it says what must be known of the others.
    if let file = files.first(where: { $0.path.elementsEqual(manifest) }) {
      try Self.named(file.name) { () throws(ReadFailure) in
        try addManifest(
          Self.small(file.source(), .manifest),
          ManifestFile(name: file.name, dump: index, prefix: DirectoryWalk.text(path) + "/"))
      }
    }
    let report = path.dropLast() + "/import.json".utf8CString
    for file in files where !file.path.elementsEqual(manifest) && !file.path.elementsEqual(report) {
      if file.path.elementsEqual(platform) {
        let bytes = try Self.named(file.name) { () throws(ReadFailure) in
          try Self.small(file.source(), .platform)
        }
        plan.platformFiles.append(PlatformFile(name: file.name, bytes: bytes))
      } else {
        try add(file, dump: index, isRoot: false)
      }
    }
  }

  private mutating func add(
    _ stored: StoredFile, dump: Int, isRoot: Bool
  ) throws(NamedFailure) {
    let compression = try Self.named(stored.name) { () throws(ReadFailure) in
      try stored.compression()
    }
    let file = plan.files.count
    if compression == .zip {
      let unit = plan.units.count
      try addZip(stored, dump: dump, isRoot: isRoot)
      if plan.files.count > file, needsDigest(of: stored, dump: dump) {
        plan.units.insert(.digest(file: file), at: unit)
      }
      return
    }
    if needsDigest(of: stored, dump: dump) { plan.units.append(.digest(file: file)) }
    plan.files.append(
      PlannedFile(name: stored.name, stored: stored, dump: dump, compression: compression))
    let isSplit = try Self.named(stored.name) { () throws(ReadFailure) in
      guard compression == nil, stored.byteCount > options.chunkByteCount else { return false }
      return try form(of: stored) == .lines
    }
    if !isSplit { return plan.units.append(.whole(file: file)) }
    for start in stride(from: 0, to: stored.byteCount, by: options.chunkByteCount) {
      let end = min(start + options.chunkByteCount, stored.byteCount)
      plan.units.append(.lines(file: file, start..<end))
    }
  }

  private func needsDigest(of stored: StoredFile, dump: Int) -> Bool {
    options.makesDigests
      || plan.manifests.contains { $0.dump == dump && $0.wantsDigest(of: stored) }
  }

  private func form(of stored: StoredFile) throws(ReadFailure) -> Form {
    let window = ByteWindow(source: try stored.source(), readByteCount: options.readByteCount)
    return try Form(
      of: JSONScanner(window: window, at: 0, valueByteCountMax: options.recordByteCountMax))
  }

  private mutating func addZip(
    _ stored: StoredFile, dump: Int, isRoot: Bool
  ) throws(NamedFailure) {
    let first = plan.files.count
    do throws(ReadFailure) {
      let archive = try Archive(.zip, source: stored.source())
      var index = 0
      while let entry = try archive.nextEntry() {
        try add(entry, index, of: archive, in: stored, dump: dump, isRoot: isRoot)
        index += 1
      }
      let promised = try ZipDirectory.entryCount(of: stored)
      if promised != index {
        throw .damaged(
          byte: 0,
          reason: "the zip is damaged: \(index) entries found of \(promised ?? 0); export it again")
      }
    } catch {
      throw NamedFailure(stored.name, error)
    }
    let count = plan.files.count - first
    let step = max(1, (count + Self.unitsPerZipMax - 1) / Self.unitsPerZipMax)
    for start in stride(from: first, to: plan.files.count, by: step) {
      plan.units.append(.zipEntries(files: start..<min(start + step, plan.files.count)))
    }
  }

  private mutating func add(
    _ entry: ArchiveEntry, _ index: Int, of archive: Archive, in stored: StoredFile, dump: Int,
    isRoot: Bool
  ) throws(ReadFailure) {
    let name = "\(stored.name):\(entry.name)"
    let isHidden = entry.name.utf8.split(separator: UInt8(ascii: "/")).contains {
      $0.first == UInt8(ascii: ".")
    }
    if !entry.isRegular || isHidden {
      if !entry.isFolder { plan.skippedFiles.append(name) }
    } else if entry.isEncrypted {
      throw .damaged(byte: 0, reason: "\(entry.name) is encrypted; unpack the zip first")
    } else if isRoot, entry.name == "platform.json" {
      let bytes = try Self.small(ZipEntrySource(entryOf: archive), .platform)
      plan.platformFiles.append(PlatformFile(name: name, bytes: bytes))
    } else if isRoot, entry.name == "manifest.json" {
      let bytes = try Self.small(ZipEntrySource(entryOf: archive), .manifest)
      try addManifest(
        bytes, ManifestFile(name: name, dump: dump, prefix: "\(stored.name):", isOfZip: true))
    } else {
      plan.files.append(
        PlannedFile(
          name: name, stored: stored, zipEntry: index, dump: dump, compression: .zip,
          contentByteCount: entry.byteCount))
    }
  }

  private mutating func addManifest(
    _ bytes: [UInt8], _ file: ManifestFile
  ) throws(ReadFailure) {
    var file = file
    do throws(DocumentError) {
      file.manifest = try Manifest(parsing: bytes, file: file.name)
    } catch {
      throw .malformed(byte: error.byte, reason: "\(error.reason), line \(error.line)")
    }
    plan.manifests.append(file)
  }

  private static func small(
    _ source: some ByteSource, _ kind: SmallFile
  ) throws(ReadFailure) -> [UInt8] {
    let bytes = try source.take(kind.byteCountMax + 1)
    if bytes.count > kind.byteCountMax {
      throw .damaged(byte: kind.byteCountMax, reason: "\(kind.limit); is it a dump file?")
    }
    return bytes
  }

  private static func named<Value>(
    _ name: String, _ body: () throws(ReadFailure) -> Value
  ) throws(NamedFailure) -> Value {
    do throws(ReadFailure) { return try body() } catch { throw NamedFailure(name, error) }
  }
}
