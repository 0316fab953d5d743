/// Archives: every entry is a file of the dump.
extension DumpPlanner {
  /// How many units one archive is cut into at most.
  private static let unitsPerArchiveMax = 64

  /// An entry that may be read, with its name.
  fileprivate struct Named {
    var name: String
    var step: ArchiveStep
    /// Its kind if it is not a file.
    var special: RefusedFile.Kind?

    /// The small file that it is if all entries are in this folder.
    func smallFile(below folder: String) -> SmallFile? {
      special == nil ? SmallFile.allCases.first { name == folder + $0.name } : nil
    }

    /// The small file that it may be.
    var smallFileOfAnyFolder: SmallFile? {
      let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      guard parts.count <= 2, let last = parts.last else { return nil }
      return smallFile(below: String(name.utf8.dropLast(last.count)) ?? "")
    }

    func file(of archive: PlannedContent) -> PlannedFile {
      var file = archive.file
      file.name = step.name
      file.steps.append(step)
      return file
    }
  }

  /// Adds the entries of an archive.
  ///
  /// - Parameters:
  ///   - content: the archive.
  ///   - source: its bytes, decompressed.
  mutating func addArchive(
    _ format: ArchiveFormat, _ content: PlannedContent, from source: any ByteSource
  ) throws(ReadFailure) {
    if content.file.steps.count == 2 {
      plan.refused.append(
        RefusedFile(name: content.file.name, kind: .nestedTooDeep(format.name)))
      return
    }
    archiveCount += 1
    var step = ArchiveStep(
      name: "", entry: .tar(0..<0), archiveNumber: archiveCount,
      compression: content.file.compression)
    // An inner archive, and a zip, need a file to be read from anywhere.
    if !content.file.steps.isEmpty || format == .zip && step.compression != nil {
      let stream = KeptStream(source, in: options.temporaryDirectory, options.fileSystem)
      try stream.complete()
      step.kept = StoredFile(name: content.file.name, stream: stream)
      step.compression = nil
    }
    // The directory of a zip is at its end.
    if format == .zip { try content.file.stored.stream?.complete() }
    var archive = content
    archive.file.compression = nil
    switch format {
    case .zip: try addZip(archive, step)
    case .tar: try addTar(archive, step)
    }
  }

  private mutating func addZip(
    _ archive: PlannedContent, _ step: ArchiveStep
  ) throws(ReadFailure) {
    let directory = try ZipDirectory(of: step.kept ?? archive.file.stored)
    if directory.entries.allSatisfy(\.isFolder) { refuseEmpty(archive, .zip) }
    var entries: [Named] = []
    for entry in directory.entries where !entry.isFolder {
      let name = String(decoding: entry.name, as: UTF8.self)
      if var named = named(name, .zip(entry), step, of: archive) {
        named.special = entry.special
        entries.append(named)
      }
    }
    let folder = Self.commonFolder(of: entries)
    for entry in entries {
      let file = entry.file(of: archive)
      if let small = archive.isRoot ? entry.smallFile(below: folder) : nil {
        try add(small, small.bytes(of: file.packedContent()), of: file, below: folder)
      } else {
        try add(entry, of: archive) { () throws(ReadFailure) in try file.packedContent() }
      }
    }
  }

  /// A tar is walked over once, and only then it is known in which folder all its entries are: what
  /// may be a small file is kept until then.
  private mutating func addTar(
    _ archive: PlannedContent, _ step: ArchiveStep
  ) throws(ReadFailure) {
    let stored = try (step.kept ?? archive.file.stored).source()
    let walk = TarWalk(try step.compression?.decompressed(stored) ?? stored)
    var entries: [Named] = []
    var kept: [(entry: Named, bytes: [UInt8])] = []
    var count = 0
    while let entry = try walk.nextEntry() {
      count += 1
      if count > ArchiveFormat.entryCountMax {
        throw .unreadable(
          reason: "more than \(ArchiveFormat.entryCountMax) entries in a tar; split it")
      }
      let name = String(decoding: entry.name, as: UTF8.self)
      guard var named = named(name, .tar(entry.range), step, of: archive) else { continue }
      named.special = entry.special
      entries.append(named)
      let content = TarEntrySource(entry, of: walk)
      if archive.isRoot, let small = named.smallFileOfAnyFolder {
        kept.append((named, try small.bytes(of: content)))
      } else {
        try add(named, of: archive) { () throws(ReadFailure) in content }
      }
    }
    if count == 0 { refuseEmpty(archive, .tar) }
    let folder = Self.commonFolder(of: entries)
    for (entry, bytes) in kept {
      if let small = entry.smallFile(below: folder) {
        try add(small, bytes, of: entry.file(of: archive), below: folder)
      } else {
        try add(entry, of: archive) { () throws(ReadFailure) in
          PrefixedSource(prefix: bytes, rest: nil)
        }
      }
    }
  }

  /// Refuses an archive without files; one that is the whole dump is an empty dump.
  private mutating func refuseEmpty(_ archive: PlannedContent, _ format: ArchiveFormat) {
    if archive.isRoot { return }
    plan.refused.append(RefusedFile(name: archive.file.name, kind: .emptyArchive(format.name)))
  }

  // MARK: Entries

  /// An entry, unless it is left out.
  private mutating func named(
    _ name: String, _ entry: ArchiveEntry, _ step: ArchiveStep, of archive: PlannedContent
  ) -> Named? {
    var step = step
    step.entry = entry
    step.name = "\(archive.file.name):\(name)"
    if exclusions.exclude(name) || exclusions.exclude("\(archive.path)/\(name)") {
      plan.excludedFiles.append(step.name)
      return nil
    }
    return Named(name: name, step: step)
  }

  private mutating func add(
    _ entry: Named, of archive: PlannedContent,
    _ source: () throws(ReadFailure) -> any ByteSource
  ) throws(ReadFailure) {
    if let special = entry.special {
      plan.refused.append(RefusedFile(name: entry.step.name, kind: special))
      return
    }
    let content = PlannedContent(
      file: entry.file(of: archive), path: "\(archive.path)/\(entry.name)", isRoot: false)
    do throws(ReadFailure) {
      try add(content, from: source())
    } catch .damaged(let byte, let reason) {
      throw .damaged(byte: byte, reason: "\(entry.name): \(reason)")
    }
  }

  private mutating func add(
    _ small: SmallFile, _ bytes: [UInt8], of file: PlannedFile, below folder: String
  ) throws(ReadFailure) {
    switch small {
    case .platform: plan.platformFiles.append(PlatformFile(name: file.name, bytes: bytes))
    case .manifest:
      try addManifest(
        bytes,
        ManifestFile(
          name: file.name, dump: file.dump, prefix: "\(file.stored.name):\(folder)",
          isOfArchive: true))
    }
  }

  /// The folder, with `/`, in which all entries are; empty where they are not in one.
  private static func commonFolder(of entries: [Named]) -> String {
    guard let first = entries.first, let end = first.name.utf8.firstIndex(of: UInt8(ascii: "/"))
    else { return "" }
    let folder = String(first.name[...end])
    return entries.allSatisfy { $0.name.utf8.starts(with: folder.utf8) } ? folder : ""
  }

  // MARK: Units

  /// Units of the entries of one archive. What is in a compressed tar is read in a row.
  mutating func addUnits(ofEntries files: Range<Int>) {
    let isInRow = plan.files[files.lowerBound].steps.last?.compression != nil
    let count = isInRow ? 1 : Self.unitsPerArchiveMax
    let step = max(1, (files.count + count - 1) / count)
    for start in stride(from: files.lowerBound, to: files.upperBound, by: step) {
      plan.units.append(.entries(files: start..<min(start + step, files.upperBound)))
    }
  }
}
