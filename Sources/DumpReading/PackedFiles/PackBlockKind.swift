/// The content of a block of a packed file. The raw value is on disk.
enum PackBlockKind: UInt8, Sendable {
  /// Counted records, by place.
  case records = 1
  /// Pages, and which records are in them.
  case pages = 2
  /// Records that a condition of the profile leaves out.
  case leftOut = 3
  /// The bytes of malformed records.
  case malformed = 4
}
