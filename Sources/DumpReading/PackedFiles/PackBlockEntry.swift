internal import Sealing

/// A block of a packed file as the directory describes it.
struct PackBlockEntry: Equatable, Sendable {
  var kind: PackBlockKind
  var recordCount: Int
  var codec: Codec
  var rawByteCount: Int
  var storedByteCount: Int
  var checksum: UInt64
  /// The byte at which it stands; follows from the blocks before.
  var offset = 0
}
