internal import CensusModel
internal import Files

/// All that a packed file says of itself, of the dump and of its blocks (PackFormat.md).
struct PackDirectory: Sendable {
  /// A file of the dump, or the range of it that was read.
  struct File: Equatable, Sendable {
    var dump: Int
    var name: String
    var storedName: String
    var storedByteCount: Int
    var range: Range<Int>
    /// Line ends in the range; of a whole file it is not needed.
    var lineEndCount = 0
    var readCount = 0
    var countedCount = 0
    var rejectedCount = 0
    var leaves: [LeafHasher.Leaf] = []

    var isWhole: Bool { range == 0..<storedByteCount }
  }

  struct Place: Sendable {
    var location: Location
    var load = LocationLoad()
  }

  struct Product: Sendable {
    var pair: ProductClass
    /// As records write it.
    var spelling: String
  }

  /// A hierarchy node, or settings of a customer; locations are places of the file.
  struct Head: Sendable {
    enum Content: Sendable {
      case node(pkid: String, name: String, nodeType: String)
      case settings(isPublicSector: Bool, isBillingInactive: Bool)
    }

    var content: Content
    var position: PackPosition
    var place: Int
  }

  /// A malformed record that was left out.
  struct Reject: Equatable, Sendable {
    var file: Int
    var byte: Int
    var fault: Int
    /// Of the fault.
    var line: Int
    var byteCount: Int
    var reason: String
  }

  var profile: [UInt8] = []
  var dumps: [String] = []
  var platformFiles: [PlatformFile] = []
  var skippedFiles: [String] = []
  var excludedFiles: [String] = []
  var differences: [ManifestDifference] = []
  var files: [File] = []
  var tallies = PackTallies()
  var places: [Place] = []
  var products: [Product] = []
  var heads: [Head] = []
  var rejects: [Reject] = []
  var blocks: [PackBlockEntry] = []
}
