internal import CensusModel
internal import Files
internal import Sealing

/// The content of a packed file, an index or a share, without the records.
public struct PackDescription: Sendable {
  /// How much of what was packed a file holds.
  public enum Extent: Sendable {
    /// A packed file: all of it.
    case packedFile
    /// An index: all but the records.
    case index
    /// A share: some of the records, or of the nodes.
    case share
  }

  /// A file of a dump, or the range of it that was read.
  public struct File: Sendable {
    /// The name of the dump.
    public var dump: String
    /// As errors name it.
    public var name: String
    /// The size of the stored file.
    public var storedByteCount: Int
    /// The bytes of it that were read.
    public var range: Range<Int>
    /// Records met, malformed ones included.
    public var readCount: Int
    /// Those that are counted.
    public var countedCount: Int
    /// Malformed records.
    public var rejectedCount: Int
    /// The digest of the stored file, if all of it was read and this is the first entry of it.
    public var digest: String?
  }

  /// Some records, and the bytes that they take in blocks before compression.
  public struct Load: Sendable {
    /// How many there are.
    public var recordCount = 0
    /// How much they take.
    public var byteCount = 0
  }

  /// Pages of a model in a dump.
  public struct Pages: Sendable {
    /// The name of the dump.
    public var dump: String
    /// The model type; may be empty.
    public var model: String
    /// Records in its pages.
    public var readCount: Int
    /// How many there should be; nil if a page does not know.
    public var expectedCount: Int?
    /// Pages that lost their records.
    public var lostPageCount: Int
  }

  /// A malformed record that was left out.
  public struct Reject: Sendable {
    /// The name of the file.
    public var file: String
    /// The line of the fault, from 1, in the range that was read.
    public var line: Int
    /// The byte of the fault.
    public var byte: Int
    /// How long the record is.
    public var byteCount: Int
    /// The fault.
    public var reason: String
  }

  /// A block of the file.
  public struct Block: Sendable {
    /// The name of its content.
    public var content: String
    /// Records in it.
    public var recordCount: Int
    /// The name of its codec.
    public var codec: String
    /// Its bytes before compression.
    public var rawByteCount: Int
    /// Its bytes in the file.
    public var storedByteCount: Int
  }

  /// As the user knows it.
  public let name: String
  /// How much it holds.
  public let extent: Extent
  /// The format's version.
  public let formatVersion: Int
  /// The checksum of directory and trailer, in hexadecimal: no other file has it.
  public let identity: String
  /// The size of the file.
  public let byteCount: Int
  /// The stored size of its directory.
  public let directoryByteCount: Int
  /// The SHA-256 of the dump profile, in hexadecimal.
  public let profile: String
  /// The names of its dumps.
  public let dumps: [String]
  /// Their files.
  public let files: [File]
  /// Well-formed records by model type; none in a share.
  public let models: [(name: String, recordCount: Int)]
  /// Records of other model types.
  public let skippedModels: [(name: String, recordCount: Int)]
  /// Records that conditions left out, by `model type: field`.
  public let leftOut: [(name: String, recordCount: Int)]
  /// Counted records by the name of their role; none in an index.
  public private(set) var roles: [(role: String, load: Load)] = []
  /// The places that records name, with the counted records there: of an index, those of its packed
  /// file.
  public let places: [(location: Location, load: Load)]
  /// Hierarchy nodes.
  public let nodeCount: Int
  /// Settings of customers.
  public let settingsCount: Int
  /// Products with their classes.
  public let productCount: Int
  /// Pages of models.
  public let pages: [Pages]
  /// Malformed records.
  public let rejects: [Reject]
  /// Blocks in the order of the file.
  public let blocks: [Block]
}

extension PackDescription {
  /// Describes a file, and verifies the blocks of records as it reads them.
  init(_ file: PackFile) throws(ReadFailure) {
    let directory = file.directory
    let tallies = directory.tallies
    name = file.name
    extent = Extent(file.extent)
    formatVersion = Int(file.extent.kind.version)
    identity = file.identity.hexadecimal
    byteCount = file.byteCount
    directoryByteCount = file.directoryByteCount
    profile = directory.profile.hexadecimal
    dumps = directory.dumps
    files = directory.files.map { File($0, dump: directory.dumps[$0.dump]) }
    models = tallies.modelCounts.sorted { $0.key.precedesExactly($1.key) }.map { ($0, $1) }
    skippedModels = tallies.skippedModels
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
    leftOut = tallies.leftOut.sorted { $0.key.precedesExactly($1.key) }.map { ($0, $1) }
    places = directory.places.map { ($0.location, Load($0.load)) }
    nodeCount = directory.heads.count { if case .node = $0.content { true } else { false } }
    settingsCount = directory.heads.count - nodeCount
    productCount = directory.products.count
    pages = tallies.pages.entries.sorted { PageTally.Key.precedes($0.key, $1.key) }
      .map { Pages($0.value, of: $0.key, dumps: directory.dumps) }
    rejects = directory.rejects.map { reject in
      Reject(
        file: directory.files[reject.file].name, line: reject.line, byte: reject.fault,
        byteCount: reject.byteCount, reason: reject.reason)
    }
    blocks = directory.blocks.map(Block.init)
    roles = try Self.roles(PackPart(alone: file))
  }

  private static func roles(
    _ part: PackPart
  ) throws(ReadFailure) -> [(role: String, load: Load)] {
    var loads = [Load](repeating: Load(), count: Role.allCases.count)
    for (number, block) in part.file.directory.blocks.enumerated() where block.kind == .records {
      _ = try part.forEachRecord(ofBlock: number) { record in
        let role = Int(record.role.rawValue)
        loads[role].recordCount += 1
        loads[role].byteCount += record.byteCount
      }
    }
    return Role.allCases.map { ($0.profileName, loads[Int($0.rawValue)]) }
      .filter { $0.1.recordCount > 0 }
  }
}

extension PackDescription.Extent {
  fileprivate init(_ extent: PackExtent) {
    self =
      switch extent {
      case .whole: .packedFile
      case .index: .index
      case .share: .share
      }
  }
}

extension PackDescription.File {
  fileprivate init(_ file: PackDirectory.File, dump: String) {
    let isHashed =
      file.isWhole && file.leaves.count == InputDigest.leafCount(ofByteCount: file.storedByteCount)
    self.init(
      dump: dump, name: file.name, storedByteCount: file.storedByteCount, range: file.range,
      readCount: file.readCount, countedCount: file.countedCount,
      rejectedCount: file.rejectedCount,
      digest: isHashed ? InputDigest.hexadecimal(of: file.leaves) : nil)
  }
}

extension PackDescription.Load {
  fileprivate init(_ load: LocationLoad) {
    self.init(recordCount: load.recordCount, byteCount: load.byteCount)
  }
}

extension PackDescription.Pages {
  fileprivate init(_ entry: PageTally.Entry, of key: PageTally.Key, dumps: [String]) {
    self.init(
      dump: dumps[key.dump], model: String(decoding: key.modelType, as: UTF8.self),
      readCount: entry.read, expectedCount: entry.isUnknown ? nil : entry.expected,
      lostPageCount: entry.lostPages)
  }
}

extension PackDescription.Block {
  fileprivate init(_ entry: PackBlockEntry) {
    self.init(
      content: entry.kind.name, recordCount: entry.recordCount,
      codec: entry.codec.name, rawByteCount: entry.rawByteCount,
      storedByteCount: entry.storedByteCount)
  }
}

extension PackBlockKind {
  fileprivate var name: String {
    switch self {
    case .records: "records"
    case .pages: "pages"
    case .leftOut: "left out"
    case .malformed: "malformed"
    }
  }
}
