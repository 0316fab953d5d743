import Sealing

@testable import ColumnFile

/// A file taken apart, so that a test can change any part of it and put it together again under
/// checksums that are right.
struct FileParts {
  var footer: Footer
  /// Stored bytes by group, in the order of its chunk table.
  var chunks: [[[UInt8]]]

  init(_ bytes: [UInt8]) throws {
    footer = try ColumnFileFixture.file(bytes).footer
    chunks = footer.groups.map { group in
      var offset = group.offset
      return group.chunks.map { chunk in
        defer { offset += chunk.storedByteCount }
        return Array(bytes[offset..<offset + chunk.storedByteCount])
      }
    }
  }

  /// The place of a column in the chunk table.
  func place(of column: ColumnKind, group: Int) -> Int {
    footer.groups[group].columns.firstIndex(of: column)!
  }

  /// A chunk that is not constant, decoded.
  func raw(_ column: ColumnKind, group: Int) -> [UInt8] {
    let place = place(of: column, group: group)
    let entry = footer.groups[group].chunks[place]
    var raw = [UInt8](repeating: 0, count: entry.rawByteCount)
    let reason = chunks[group][place].withUnsafeBytes { stored in
      raw.withUnsafeMutableBytes { entry.decode(stored, into: $0, group: group) }
    }
    precondition(reason == nil)
    return raw
  }

  /// Puts other bytes in the place of a column, with a checksum that is right.
  mutating func replace(
    _ column: ColumnKind, group: Int, stored: [UInt8], codec: Codec = .raw, rawByteCount: Int? = nil
  ) {
    let place = place(of: column, group: group)
    let checksum = stored.withUnsafeBytes {
      Checksum.ofChunk($0, group: group, column: column)
    }
    chunks[group][place] = stored
    footer.groups[group].chunks[place] = ChunkEntry(
      column: column, codec: codec, rawByteCount: rawByteCount ?? stored.count,
      storedByteCount: stored.count, checksum: checksum)
  }

  /// Adds a column, with a checksum that is right, at the end of a group.
  mutating func append(
    _ column: ColumnKind, group: Int, stored: [UInt8], codec: Codec = .raw, rawByteCount: Int? = nil
  ) {
    footer.groups[group].chunks.append(
      ChunkEntry(column: column, codec: codec, rawByteCount: 0, storedByteCount: 0, checksum: 0))
    chunks[group].append([])
    replace(column, group: group, stored: stored, codec: codec, rawByteCount: rawByteCount)
  }

  /// The file under a trailer that seals its footer.
  func sealed() -> [UInt8] { sealed(footer: footer.serialized()) }

  /// The same with a footer of other bytes.
  func sealed(footer raw: [UInt8]) -> [UInt8] {
    sealed(stored: raw, Trailer(sealing: raw, rawByteCount: raw.count, codec: .raw))
  }

  /// The same with a footer as it is stored, and its trailer.
  func sealed(stored: [UInt8], _ trailer: Trailer) -> [UInt8] {
    Header.serialized() + chunks.joined().joined() + stored + trailer.serialized()
  }
}

extension ColumnFileFixture {
  /// Opens, decodes and verifies a file; all of it.
  static func readWhole(_ bytes: [UInt8]) throws {
    let file = try file(bytes)
    try file.verify(threads: 1)
    _ = try ColumnContent(reading: file)
  }

  /// The fixture's file in several groups, taken apart.
  static func parts(groupPersonCount: Int = 2) throws -> FileParts {
    try FileParts(bytes(groupPersonCount: groupPersonCount))
  }
}
