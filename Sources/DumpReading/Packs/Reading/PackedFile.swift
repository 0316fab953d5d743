internal import CensusModel
public import Files
internal import Sealing

/// A packed file by itself.
public enum PackedFile {
  /// Numbers of a packed file.
  public struct Holdings: Sendable {
    /// The names of its dumps.
    public var dumps: [String]
    /// Files of these dumps.
    public var fileCount: Int
    /// Counted records.
    public var recordCount: Int
    /// Blocks of the file.
    public var blockCount: Int
  }

  /// True if a path is meant as that of a packed file, by its end or its first bytes.
  public static func isMeant(_ path: String) -> Bool {
    if path.hasSuffix(".pack") { return true }
    let head = FileReading.head(of: path, byteCount: PackFormat.kind.magic.count)
    return PackExtent(head: head ?? []) != nil
  }

  /// Verifies a packed file whole: every checksum and every rule.
  ///
  /// - Throws: what is wrong with it.
  public static func verify(
    _ path: String, fileSystem: FileSystem = .live
  ) throws(DumpError) -> Holdings {
    do throws(ReadFailure) {
      return try holdings(of: PackFile(path: path, fileSystem))
    } catch {
      throw DumpError(error, file: PathText.shown(path), line: 1)
    }
  }

  private static func holdings(of file: PackFile) throws(ReadFailure) -> Holdings {
    let directory = file.directory
    let part = PackPart(
      file, files: Array(directory.files.indices),
      lineBases: [Int](repeating: 0, count: directory.files.count),
      dumps: Array(directory.dumps.indices))
    var loads = [LocationLoad](repeating: LocationLoad(), count: directory.places.count)
    for (number, block) in directory.blocks.enumerated() {
      switch block.kind {
      case .records:
        for (place, load) in try part.forEachRecord(ofBlock: number, { _ in }) {
          loads[place].add(load)
        }
      case .pages: _ = try part.pages(ofBlock: number)
      case .leftOut: _ = try part.leftOut(ofBlock: number)
      case .malformed: _ = try part.rejectedBytes(ofBlock: number)
      }
    }
    // The records of an index are elsewhere.
    if file.extent == .index { loads = directory.places.map(\.load) }
    for (place, load) in zip(directory.places, loads) where place.load != load {
      throw .pack(
        .damaged(
          file: file.name, byte: 0,
          reason: "place \"\(ListedNames.quoted(place.location.text))\" has other records than "
            + "the directory says"))
    }
    return Holdings(
      dumps: directory.dumps, fileCount: directory.files.count,
      recordCount: loads.reduce(0) { $0 + $1.recordCount }, blockCount: directory.blocks.count)
  }
}
