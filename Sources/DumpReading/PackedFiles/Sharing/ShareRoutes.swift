internal import CensusModel
internal import Sealing

/// Which share each place of a packed file belongs to (PackFormat.md, "Routes").
struct ShareRoutes {
  /// By place: the number of a share, from 1; 0 where no record of the file is.
  var shares: [Int] = []
  /// By file: how many line ends of it come before its range.
  var lineBases: [Int] = []
  /// Of the places of the packed file.
  var checksum: UInt64 = 0

  /// Routes of a packed file, or of its index.
  init(_ directory: PackDirectory, shares: [Int], lineBases: [Int]) {
    self.shares = shares
    self.lineBases = lineBases
    checksum = directory.placesChecksum
  }

  /// The bytes of a file with these routes.
  func serialized() -> [UInt8] {
    var sink = ByteSink()
    sink.u64(checksum)
    sink.list(shares) { $0.varint($1) }
    sink.list(lineBases) { $0.varint($1) }
    let kind = PackFormat.routesKind
    return Header.serialized(kind) + SealedEnd(footer: sink.bytes, kind: kind).bytes
  }

  /// Reads such a file.
  ///
  /// - Throws: `damagedPack`.
  init(parsing bytes: [UInt8], file: String) throws(ReadFailure) {
    let frame = try SealedFrame(
      SealedFrame.Source(
        byteCount: bytes.count,
        bytes: { (offset, count) throws(ReadFailure) in Array(bytes[offset..<offset + count]) },
        failure: { .damagedPack($0, file: file) }),
      PackFormat.routesKind, memoryLimit: PackedFile.memoryLimitDefault)
    do throws(SealedFrame.Fault) {
      self = try frame.parse { (cursor, _) throws(ByteCursor.Refusal) in
        try ShareRoutes(parsing: &cursor)
      }
    } catch {
      throw .damagedPack(error, file: file)
    }
    guard frame.footerStart == SealedConstants.headerByteCount else {
      throw .damagedPack(
        .corrupt(byte: SealedConstants.headerByteCount, reason: "bytes before the routes"),
        file: file)
    }
  }

  private init(parsing cursor: inout ByteCursor) throws(ByteCursor.Refusal) {
    checksum = try cursor.u64()
    shares = try cursor.list { (cursor) throws(ByteCursor.Refusal) in try cursor.sum() }
    lineBases = try cursor.list { (cursor) throws(ByteCursor.Refusal) in
      try cursor.varint(max: PackFormat.lineMax)
    }
    try cursor.finish()
  }
}

extension PackDirectory {
  /// A checksum of the places, with their records: the same for a packed file and its index.
  var placesChecksum: UInt64 {
    var sink = ByteSink()
    writePlaces(into: &sink)
    return unsafe sink.bytes.withUnsafeBytes { unsafe Checksum.of($0) }
  }
}
