/// The end of a sealed file: its footer as it is stored, and the trailer that seals it.
package struct SealedEnd {
  package let trailer: Trailer
  /// Footer and trailer.
  package let bytes: [UInt8]

  /// - Parameters:
  ///   - footer: the footer before compression.
  ///   - kind: the kind of file that ends.
  package init(footer: [UInt8], kind: FileKind) {
    let stored = SealedBlock(footer)
    trailer = Trailer(
      sealing: stored.bytes, rawByteCount: footer.count, codec: stored.codec, kind: kind)
    bytes = stored.bytes + trailer.serialized()
  }
}
