internal import CensusModel
internal import Files

/// Holds what was read of a dump against its manifest.
struct ManifestCheck {
  /// A file as a manifest sees it.
  private struct Found {
    /// Below the dump's root.
    var path: String
    var content: ListedContent
    var recordCount: Int
  }

  let plan: DumpPlan
  /// By planned file.
  let files: [DumpFile]
  /// SHA-256 of stored files, by the first planned file of each, where it is known.
  let sha256: [Int: String]
  /// Nothing but names and sizes of stored files is compared: no content is read.
  var isShallow = false

  /// All differences, manifest by manifest, in its order; what it does not list comes last.
  func differences() throws(DumpError) -> [ManifestDifference] {
    var differences: [ManifestDifference] = []
    for file in plan.manifests {
      differences += try self.differences(file.manifest, of: found(file), prefix: file.prefix)
    }
    return differences
  }

  private func differences(
    _ manifest: Manifest, of found: [Found], prefix: String
  ) throws(DumpError) -> [ManifestDifference] {
    var unlisted: [[UInt8]: Found] = [:]
    for file in found { unlisted[Array(file.path.utf8)] = file }
    let platform = plan.platformFiles.first { $0.name.isExactly(prefix + "platform.json") }
    var differences: [ManifestDifference] = []
    for entry in manifest.entries {
      let name = prefix + entry.file
      var file = unlisted.removeValue(forKey: Array(entry.file.utf8))
      if let platform, entry.file == "platform.json" {
        file = Found(path: entry.file, content: .bytes(platform.bytes), recordCount: 0)
      }
      guard let file else {
        differences.append(ManifestDifference(file: name, kind: .missing))
        continue
      }
      do throws(ReadFailure) {
        differences += try kinds(entry, file).map { ManifestDifference(file: name, kind: $0) }
      } catch {
        throw DumpError(error, file: name, line: 1)
      }
    }
    return differences
      + found.filter { unlisted[Array($0.path.utf8)] != nil }
      .map { ManifestDifference(file: prefix + $0.path, kind: .unlisted) }
  }

  private func kinds(
    _ entry: Manifest.Entry, _ file: Found
  ) throws(ReadFailure) -> [ManifestDifference.Kind] {
    var kinds: [ManifestDifference.Kind] = []
    let isKnown = entry.byteCount != nil && !(isShallow && file.content.isEntry)
    let byteCount = isKnown ? try file.content.byteCount() : nil
    if let byteCount, let expected = entry.byteCount, byteCount != expected {
      kinds.append(.size(found: byteCount, expected: expected))
    } else if isShallow {
      return kinds
    } else if let expected = entry.sha256 {
      let found = try file.content.sha256()
      if found != expected { kinds.append(.sha256(found: found, expected: expected)) }
    }
    if !isShallow, let expected = entry.recordCount, expected != file.recordCount {
      kinds.append(.records(found: file.recordCount, expected: expected))
    }
    return kinds
  }

  /// The files of the manifest's dump: stored ones of a directory, entries of an archive.
  private func found(_ manifest: ManifestFile) -> [Found] {
    var found: [Found] = []
    for (index, planned) in plan.files.enumerated() where planned.dump == manifest.dump {
      let isEntry = manifest.isOfArchive && !planned.steps.isEmpty
      let name = isEntry ? planned.storedEntry.name : planned.stored.name
      let path = String(decoding: name.utf8.dropFirst(manifest.prefix.utf8.count), as: UTF8.self)
      if let last = found.indices.last, found[last].path.isExactly(path) {
        found[last].recordCount += files[index].recordsRead
      } else {
        found.append(
          Found(
            path: path,
            content: isEntry
              ? .entry(planned.storedEntry) : .stored(planned.stored, sha256: sha256[index]),
            recordCount: files[index].recordsRead))
      }
    }
    return found
  }
}

/// The content that a manifest lists: a stored file, or an entry of an archive as it is without the
/// archive.
private enum ListedContent {
  case stored(StoredFile, sha256: String?)
  case entry(PlannedFile)
  case bytes([UInt8])

  var isEntry: Bool { if case .entry = self { true } else { false } }

  func byteCount() throws(ReadFailure) -> Int {
    switch self {
    case .stored(let file, _): return file.byteCount
    case .bytes(let bytes): return bytes.count
    case .entry(let file):
      var byteCount = 0
      try unsafe file.packedContent().forEachPiece { byteCount += $0.count }
      return byteCount
    }
  }

  func sha256() throws(ReadFailure) -> String {
    var digest = FileDigest()
    switch self {
    case .stored(let file, let sha256):
      if let sha256 { return sha256 }
      try unsafe file.source().forEachPiece { unsafe digest.update($0) }
    case .entry(let file): try unsafe file.packedContent().forEachPiece { unsafe digest.update($0) }
    case .bytes(let bytes): return FileDigest.hexadecimal(of: bytes)
    }
    return digest.hexadecimal()
  }
}
