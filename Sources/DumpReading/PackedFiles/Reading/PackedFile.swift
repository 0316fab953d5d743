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

  /// The most bytes that a directory may take, or a block, unless another limit is given: 1 GiB. A
  /// small file can be made that decodes to a very large one.
  public static let memoryLimitDefault = 1 << 30

  /// The end of its usual name.
  public static let pathExtension = ".pack"

  /// True if these are the first bytes of a packed file, or of an index or a share of one.
  public static func begins(_ head: [UInt8]) -> Bool { PackExtent(head: head) != nil }

  /// Verifies a packed file whole: every checksum and every rule.
  ///
  /// - Parameter memoryLimit: the most bytes that its directory may take, or a block.
  /// - Throws: what is wrong with it.
  public static func verify(
    _ path: String, memoryLimit: Int = memoryLimitDefault, fileSystem: FileSystem = .live
  ) throws(DumpError) -> Holdings {
    try reading(path) { () throws(ReadFailure) in
      try holdings(of: PackFile(path: path, memoryLimit: memoryLimit, fileSystem))
    }
  }

  /// Describes a packed file, an index or a share. Read and verified are its directory and its
  /// blocks of records.
  ///
  /// - Parameter memoryLimit: the most bytes that its directory may take, or a block.
  /// - Throws: what is wrong with it.
  public static func describe(
    _ path: String, memoryLimit: Int = memoryLimitDefault, fileSystem: FileSystem = .live
  ) throws(DumpError) -> PackDescription {
    try reading(path) { () throws(ReadFailure) in
      try PackDescription(PackFile(path: path, memoryLimit: memoryLimit, fileSystem))
    }
  }

  private static func reading<Value>(
    _ path: String, _ body: () throws(ReadFailure) -> Value
  ) throws(DumpError) -> Value {
    do throws(ReadFailure) {
      if StandardInput.isMeant(path) {
        throw .pack(
          .unreadable(
            file: StandardInput.shown(path),
            reason: "a packed file is read here and there, not from one end to the other; give "
              + "its path"))
      }
      return try body()
    } catch {
      throw DumpError(error, file: PathText.shown(path), line: 1)
    }
  }

  private static func holdings(of file: PackFile) throws(ReadFailure) -> Holdings {
    let directory = file.directory
    let part = PackPart(alone: file)
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
