/// The two kinds of file that are framed alike: header, content, footer, trailer.
struct FileKind: Equatable, Sendable {
  /// First and last eight bytes.
  let magic: [UInt8]
  /// The version that is written, and the only one that is read.
  let version: UInt16

  /// A columnar file.
  static let columns = FileKind(magic: FormatConstants.magic, version: FormatConstants.version)
  /// An identities file.
  static let identities = FileKind(
    magic: FormatConstants.identitiesMagic, version: FormatConstants.identitiesVersion)
}
