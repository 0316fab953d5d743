/// A kind of file that is framed like the others: header, content, footer, trailer.
package struct FileKind: Equatable, Sendable {
  /// First and last eight bytes.
  package let magic: [UInt8]
  /// The version that is written, and the only one that is read.
  package let version: UInt16

  /// A kind with this magic and version.
  package init(magic: [UInt8], version: UInt16) {
    precondition(magic.count == 8, "magic")
    self.magic = magic
    self.version = version
  }
}
