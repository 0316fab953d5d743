import Sealing

@testable import ColumnFile

/// A file with one thing changed, under checksums that are right.
struct MadeUpFile {
  /// The change, in words.
  var about: String
  /// The file.
  var bytes: [UInt8]
  /// True if something else in the file contradicts, so that it must be refused.
  var isContradictory: Bool

  /// Every field of the footer changed, one at a time and in every way that might matter.
  static func footers(of parts: FileParts) -> [MadeUpFile] {
    let tokens = FooterToken.all(parts.footer)
    precondition(Array(tokens.map(\.bytes).joined()) == parts.footer.serialized())
    return tokens.enumerated().flatMap { index, token in
      token.replacements.map { replacement in
        var changed = tokens.map(\.bytes)
        changed[index] = replacement
        return MadeUpFile(
          about: "\(token.name) \(index): \(token.bytes) as \(replacement)",
          bytes: parts.sealed(footer: Array(changed.joined())), isContradictory: !token.isFree)
      }
    }
  }

  /// Every byte of a column changed, one at a time, in all groups.
  ///
  /// - Parameter byteCountChecked: how many bytes at the beginning of the column the rest of it
  ///   contradicts.
  static func columns(
    _ column: ColumnKind, of parts: FileParts, byteCountChecked: Int = 0
  ) -> [MadeUpFile] {
    parts.footer.groups.indices.flatMap { group -> [MadeUpFile] in
      let place = parts.place(of: column, group: group)
      guard parts.footer.groups[group].chunks[place].codec != .constant else { return [] }
      let raw = parts.raw(column, group: group)
      return raw.indices.flatMap { index in
        values(insteadOf: raw[index]).map { value in
          var changed = raw
          changed[index] = value
          var crafted = parts
          crafted.replace(column, group: group, stored: changed)
          return MadeUpFile(
            about: "group \(group), byte \(index): \(raw[index]) as \(value)",
            bytes: crafted.sealed(), isContradictory: index < byteCountChecked)
        }
      }
    }
  }

  private static func values(insteadOf byte: UInt8) -> [UInt8] {
    Set([0, 1, 2, 11, 127, 128, 255, byte &+ 1, byte &- 1, byte ^ 128] as [UInt8])
      .subtracting([byte]).sorted()
  }

  /// How many of the files the reader refuses, by error; any other end is none.
  static func refusals(
    of files: [MadeUpFile], wrong: (MadeUpFile) -> Void
  ) throws -> Int {
    var refused = 0
    for file in files {
      do {
        try ColumnFileFixture.readWhole(file.bytes)
        if file.isContradictory { wrong(file) }
      } catch is ColumnFileError {
        refused += 1
      }
    }
    return refused
  }
}
