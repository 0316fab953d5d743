internal import Sealing

extension FileKind {
  /// A columnar file.
  static let columns = FileKind(magic: FormatConstants.magic, version: FormatConstants.version)
  /// An identities file.
  static let identities = FileKind(
    magic: FormatConstants.identitiesMagic, version: FormatConstants.identitiesVersion)
}

extension Header {
  /// The header of a columnar file.
  static func serialized() -> [UInt8] { serialized(.columns) }
}

extension Trailer {
  /// The trailer of a columnar file that seals this stored footer.
  init(sealing stored: [UInt8], rawByteCount: Int, codec: Codec) {
    self.init(sealing: stored, rawByteCount: rawByteCount, codec: codec, kind: .columns)
  }
}
