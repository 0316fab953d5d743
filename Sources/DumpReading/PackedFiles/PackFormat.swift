internal import CensusModel
internal import Sealing

/// The constants of packed files (PackFormat.md). None of them may ever change within a version.
enum PackFormat {
  /// First and last eight bytes, and the version.
  static let kind = FileKind(
    magic: [0x89, 0x55, 0x43, 0x50, 0x4B, 0x0D, 0x0A, 0x1A], version: 1)
  /// Of an index, of a share, and of routes.
  static let indexKind = FileKind(
    magic: [0x89, 0x55, 0x43, 0x50, 0x49, 0x0D, 0x0A, 0x1A], version: 1)
  static let shareKind = FileKind(
    magic: [0x89, 0x55, 0x43, 0x50, 0x53, 0x0D, 0x0A, 0x1A], version: 1)
  static let routesKind = FileKind(
    magic: [0x89, 0x55, 0x43, 0x50, 0x52, 0x0D, 0x0A, 0x1A], version: 1)
  /// No byte of a content is at this one or after it.
  static let positionMax = 1 << 48 - 1
  /// No line has this number or a higher one.
  static let lineMax = 1 << 40
  /// Ranges begin at a multiple of it: a leaf of the digest of files.
  static let rangeByteCount = DigestKind.leafByteCount
  static let leafByteCount = 32
  static let profileByteCount = 32
}
