/// The content of a stream that libarchive decodes, all parts of it.
final class StreamSource: ByteSource {
  private var decoder: StreamDecoder
  private var isOpen: Bool

  init(_ compression: Compression, source: any ByteSource) throws(ReadFailure) {
    decoder = try StreamDecoder(compression, source: source)
    isOpen = try decoder.begin()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    while true {
      let count = unsafe isOpen ? try decoder.read(into: buffer) : 0
      if count > 0 { return count }
      guard let next = try decoder.nextPart() else { return 0 }
      decoder = next
      isOpen = try decoder.begin()
    }
  }
}
