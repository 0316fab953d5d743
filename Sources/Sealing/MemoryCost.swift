/// The bytes that reading a file allocates, so that they can be compared with a limit before.
/// Rounded up: how the runtime lays its objects out is its own business.
package enum MemoryCost {
  /// An object on the heap, beside its content.
  package static let object = 48
  /// An entry of a dictionary of texts, which is at least three eighths full.
  package static let metadataEntry = 96

  /// An array of so many elements.
  package static func array<Element>(_ count: Int, of type: Element.Type) -> Int {
    count == 0 ? 0 : object + count * MemoryLayout<Element>.stride
  }

  /// Reading a footer, without what is parsed from it: the stored bytes and the decoded ones.
  package static func footer(_ trailer: Trailer) -> Int {
    let decoded = trailer.footerCodec == .raw ? 0 : trailer.footerRawByteCount
    return trailer.footerStoredByteCount + decoded
  }
}
