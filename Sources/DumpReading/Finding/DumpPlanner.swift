internal import CensusModel
internal import Documents
internal import Files
internal import Glibc

/// Finds the files of the dumps and cuts them into units.
struct DumpPlanner {
  let options: DumpReader.Options
  let exclusions: Exclusions
  var plan = DumpPlan()
  var archiveCount = 0
  /// True if a file that is given is a dump by itself.
  private var isRoot: Bool { options.archivesAreDumps }

  init(dumps: [String], options: DumpReader.Options) throws(NamedFailure) {
    self.options = options
    exclusions = Exclusions(options.exclusions)
    plan.dumps = dumps
    var packs: [PackFile] = []
    if dumps.count(where: StandardInput.isMeant) > 1 {
      throw NamedFailure(
        StandardInput.name, .unreadable(reason: "\"-\" is given twice; it can be read once"))
    }
    for (index, dump) in dumps.enumerated() {
      if let pack = try Self.packFile(dump, options.fileSystem) {
        packs.append(pack)
        continue
      }
      let before = plan
      try add(dump, index)
      if plan.files.count == before.files.count, plan.refused.count == before.refused.count {
        plan.emptyDumps.append(dump)
      }
    }
    if packs.isEmpty { return }
    do throws(PackError) {
      try PackJoining(packs).add(to: &plan, options)
      try checkExclusions()
    } catch {
      throw NamedFailure(packs[0].name, .pack(error))
    }
  }

  /// Refuses to leave out files of packed files: what was counted of them cannot be taken away.
  private func checkExclusions() throws(PackError) {
    for file in plan.files where file.isPacked {
      let folder = plan.dumps[file.dump] + "/"
      let below =
        file.name.hasPrefix(folder)
        ? String(file.name.dropFirst(folder.count)) : Self.lastName(of: file.name)
      guard exclusions.exclude(below) else { continue }
      throw .unreadable(
        file: file.name,
        reason: "it is in a packed file, of which nothing can be excluded; leave it out when the "
          + "dump is packed")
    }
  }

  /// The packed file at a path; nil where there is none.
  private static func packFile(
    _ path: String, _ fileSystem: FileSystem
  ) throws(NamedFailure) -> PackFile? {
    var status = stat()
    let bytes = PathText.bytes(of: path)
    guard !StandardInput.isMeant(path), unsafe stat(bytes, &status) == 0,
      status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    let name = PathText.shown(path)
    return try named(name) { () throws(ReadFailure) in
      var stored = StoredFile(
        name: name, opened: try OpenFile(path: bytes), byteCount: Int(status.st_size))
      stored.fileSystem = fileSystem
      return PackFile.isOne(stored) ? try PackFile(stored) : nil
    }
  }

  private mutating func add(_ dump: String, _ index: Int) throws(NamedFailure) {
    if StandardInput.isMeant(dump) { return try addStandardInput(index) }
    var path = PathText.bytes(of: dump)
    let dump = PathText.shown(dump)
    while path.count > 2, path[path.count - 2] == CChar(bitPattern: UInt8(ascii: "/")) {
      path.remove(at: path.count - 2)
    }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw NamedFailure(dump, .system(errno, doing: "open it"))
    }
    if status.st_mode & S_IFMT == S_IFDIR { return try addDirectory(path, index) }
    // A descriptor has a number and no name.
    if !dump.hasPrefix("/proc/self/fd/"), exclusions.exclude(Self.lastName(of: dump)) {
      plan.excludedFiles.append(dump)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      var stored = StoredFile(name: dump, path: path, byteCount: Int(status.st_size))
      stored.fileSystem = options.fileSystem
      stored.stamp = FileStamp(status)
      try add(stored, dump: index, isRoot: isRoot)
    case S_IFIFO:
      let pipe = try Self.named(dump) { () throws(ReadFailure) in try OpenFile(path: path) }
      try add(StoredFile(name: dump, stream: stream(pipe)), dump: index, isRoot: isRoot)
    default:
      guard let kind = RefusedFile.Kind(mode: status.st_mode) else { return }
      plan.refused.append(RefusedFile(name: dump, kind: kind))
    }
  }

  /// A regular file that was not read yet is one. Devices have no end, but for a terminal.
  private mutating func addStandardInput(_ index: Int) throws(NamedFailure) {
    let name = StandardInput.name
    // Another reader, for a bill for instance, reads what was kept of it.
    if let stream = KeptStream.ofStandardInput.withLock({ $0 }) {
      return try add(StoredFile(name: name, stream: stream), dump: index, isRoot: isRoot)
    }
    let handover = try Self.handover()
    let (file, status) = try Self.named(name) { () throws(ReadFailure) in
      let file = OpenFile(descriptor: handover.descriptor)
      return (file, try file.status())
    }
    switch (handover, status.st_mode & S_IFMT) {
    case (.file, _):
      var stored = StoredFile(name: name, opened: file, byteCount: Int(status.st_size))
      stored.fileSystem = options.fileSystem
      try add(stored, dump: index, isRoot: isRoot)
    case (_, S_IFBLK):
      plan.refused.append(RefusedFile(name: name, kind: .blockDevice))
    case (_, S_IFCHR) where isatty(file.descriptor) == 0:
      plan.refused.append(RefusedFile(name: name, kind: .characterDevice))
    case (.stream(_, let taken), _):
      let stream = stream(file, after: taken)
      KeptStream.ofStandardInput.withLock { $0 = stream }
      try add(StoredFile(name: name, stream: stream), dump: index, isRoot: isRoot)
    }
  }

  private static func handover() throws(NamedFailure) -> StandardInput.Handover {
    do throws(FileError) {
      return try StandardInput.shared.handOver()
    } catch {
      throw NamedFailure(StandardInput.name, .unreadable(reason: error.reason))
    }
  }

  /// A pipe, read as it arrives, of which some bytes may have been taken before.
  private func stream(_ pipe: OpenFile, after taken: [UInt8] = []) -> KeptStream {
    KeptStream(
      PrefixedSource(prefix: taken, rest: PipeSource(pipe, options.fileSystem)),
      in: options.temporaryDirectory, options.fileSystem, makesDigest: options.makesDigests)
  }

  private mutating func addDirectory(_ path: [CChar], _ index: Int) throws(NamedFailure) {
    let walk = try DirectoryWalk(path, without: exclusions)
    plan.skippedFiles += walk.skipped
    plan.excludedFiles += walk.excluded
    plan.refused += walk.refused
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
          SmallFile.manifest.bytes(of: file.source()),
          ManifestFile(name: file.name, dump: index, prefix: DirectoryWalk.text(path) + "/"))
      }
    }
    let report = path.dropLast() + "/import.json".utf8CString
    for file in files where !file.path.elementsEqual(manifest) && !file.path.elementsEqual(report) {
      if file.path.elementsEqual(platform) {
        let bytes = try Self.named(file.name) { () throws(ReadFailure) in
          try SmallFile.platform.bytes(of: file.source())
        }
        plan.platformFiles.append(PlatformFile(name: file.name, bytes: bytes))
      } else {
        let below = DirectoryWalk.text(Array(file.path.dropFirst(path.count)))
        try add(file, dump: index, isRoot: false, below: below)
      }
    }
  }

  /// - Parameter path: where it is below the dump; its name for a dump that is a file.
  private mutating func add(
    _ stored: StoredFile, dump: Int, isRoot: Bool, below path: String? = nil
  ) throws(NamedFailure) {
    let (file, unit) = (plan.files.count, plan.units.count)
    try Self.named(stored.name) { () throws(ReadFailure) in
      let content = PlannedContent(
        file: PlannedFile(name: stored.name, stored: stored, dump: dump),
        path: path ?? Self.lastName(of: stored.name), isRoot: isRoot)
      try add(content, from: stored.source())
    }
    if plan.files.count > file { addUnits(of: file..<plan.files.count) }
    // A stream of records is read first: nothing of it is there yet.
    let isArriving =
      stored.stream != nil && plan.files.count > file && plan.files[file].steps.isEmpty
    if plan.files.count > file, !isArriving {
      plan.units.insert(contentsOf: digestUnits(of: file), at: unit)
    }
  }

  /// Adds content as what it is, or as what is refused.
  mutating func add(
    _ content: PlannedContent, from source: any ByteSource
  ) throws(ReadFailure) {
    var content = content
    let head = try source.take(ContentKind.headByteCount)
    var kind = ContentKind(head: head)
    var rest: any ByteSource = PrefixedSource(prefix: head, rest: source)
    if case .compressed(let compression) = kind {
      content.file.compression = compression
      do throws(ReadFailure) {
        let text = try compression.decompressed(rest)
        let head = try text.take(ContentKind.headByteCount)
        kind = ContentKind(head: head)
        rest = PrefixedSource(prefix: head, rest: text)
      } catch .damaged {
        // Reading it reports the place.
        kind = .records(nil)
      } catch .cutOff {
        kind = .records(nil)
      }
      if case .compressed(let other) = kind {
        kind = .other(.compressedTwice(compression.name, other.name))
      }
    }
    switch kind {
    case .records(let order):
      content.file.byteOrder = order
      plan.files.append(content.file)
    case .archive(let format): try addArchive(format, content, from: rest)
    case .other(let kind): plan.refused.append(RefusedFile(name: content.file.name, kind: kind))
    case .compressed: preconditionFailure("compressed twice")
    }
  }

  // MARK: Units

  /// Cuts files that come from one stored file.
  private mutating func addUnits(of files: Range<Int>) {
    let first = plan.files[files.lowerBound]
    if first.steps.isEmpty { return addUnits(of: files.lowerBound) }
    var start = files.lowerBound
    for end in files
    where end + 1 == files.upperBound
      || !plan.files[end].sharesArchive(with: plan.files[end + 1])
    {
      addUnits(ofEntries: start..<end + 1)
      start = end + 1
    }
  }

  private mutating func addUnits(of file: Int) {
    let planned = plan.files[file]
    let stored = planned.stored
    let isPlain =
      planned.compression == nil && planned.byteOrder == nil && stored.stream == nil
    // What cannot be read here fails again when it is read.
    guard isPlain, stored.byteCount > options.chunkByteCount, (try? form(of: stored)) == .lines
    else { return plan.units.append(.whole(file: file)) }
    for start in stride(from: 0, to: stored.byteCount, by: options.chunkByteCount) {
      let end = min(start + options.chunkByteCount, stored.byteCount)
      plan.units.append(.lines(file: file, start..<end))
    }
  }

  private func form(of stored: StoredFile) throws(ReadFailure) -> Form {
    let window = ByteWindow(source: try stored.source(), readByteCount: options.readByteCount)
    return try Form(
      of: JSONScanner(window: window, at: 0, valueByteCountMax: options.recordByteCountMax))
  }

  /// The units that hash beside the reading: where a manifest has the SHA-256 of a long file, and
  /// where a file is not read from one end to the other.
  private func digestUnits(of file: Int) -> [DumpPlan.Unit] {
    let planned = plan.files[file]
    let byteCount = planned.stored.byteCount
    var units: [DumpPlan.Unit] = []
    let isMade = options.makesDigests && byteCount <= DigestKind.leafByteCount
    let isListed = plan.manifests.contains {
      $0.dump == planned.dump && $0.wantsDigest(of: planned.stored)
    }
    if isListed, !isMade { units.append(.sha256(file: file)) }
    guard options.makesDigests, !planned.isHashedInReading(options) else { return units }
    for start in stride(from: 0, to: max(1, byteCount), by: Self.hashedByteCount) {
      let end = min(start + Self.hashedByteCount, byteCount)
      units.append(.leaves(file: file, start..<end))
    }
    return units
  }

  /// How much is hashed at a time. A tuning constant: any multiple of a leaf is right.
  private static let hashedByteCount = 64 * DigestKind.leafByteCount

  // MARK: Small files

  mutating func addManifest(
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

  private static func lastName(of path: String) -> String {
    path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
  }

  private static func named<Value>(
    _ name: String, _ body: () throws(ReadFailure) -> Value
  ) throws(NamedFailure) -> Value {
    do throws(ReadFailure) { return try body() } catch { throw NamedFailure(name, error) }
  }
}

/// Content that is about to be planned.
struct PlannedContent {
  /// Its compression is not known yet.
  var file: PlannedFile
  /// Where it is below the dump, archives counting as folders.
  var path: String
  /// It is the dump itself, whose platform facts and manifest may be in it.
  var isRoot: Bool
}

/// A file beside the records, with its bound.
enum SmallFile: CaseIterable {
  case platform, manifest

  var name: String { self == .platform ? "platform.json" : "manifest.json" }
  private var byteCountMax: Int { self == .platform ? 1 << 20 : 64 << 20 }
  private var limit: String {
    self == .platform ? "platform facts longer than 1 MiB" : "a manifest longer than 64 MiB"
  }

  /// The whole content.
  func bytes(of source: any ByteSource) throws(ReadFailure) -> [UInt8] {
    let bytes = try source.take(byteCountMax + 1)
    if bytes.count > byteCountMax {
      throw .damaged(byte: byteCountMax, reason: "\(limit); is it a dump file?")
    }
    return bytes
  }
}
