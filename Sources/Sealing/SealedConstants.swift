/// The constants of all sealed files. None of them may ever change: files that were written with
/// them are kept for years. A test repeats every value.
package enum SealedConstants {
  /// Magic 8 + version 2 + reserved 2 + feature flags 4.
  package static let headerByteCount = 8 + 2 + 2 + 4
  /// Digest 16 + stored bytes 8 + raw bytes 8 + codec 1 + reserved 5 + version 2 + magic 8.
  package static let trailerByteCount = 16 + 8 + 8 + 1 + 5 + 2 + 8
  /// No number in a varint is larger.
  package static let varintMax = 1 << 62
  /// No count of things that conversion counted, of persons or of rows is larger, of one customer,
  /// of one group or of the file; nor are the stored bytes of a chunk or of the footer.
  package static let countMax = 1 << 40
  /// An LZ4 block cannot expand its input more than this.
  package static let lz4RatioMax = 255
  /// No LZ4 block is larger, neither stored nor decoded.
  package static let lz4ByteCountMax = Int(Int32.max)
}
