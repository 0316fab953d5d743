/// Counts the bytes that are read from a source.
final class CountingSource: ByteSource {
  private let source: any ByteSource
  private(set) var byteCount = 0

  init(_ source: any ByteSource) { self.source = source }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let count = try unsafe source.read(into: buffer)
    byteCount += count
    return count
  }
}

/// Refuses compressed content that grows out of all proportion: inventories are compressed to a
/// fiftieth at best, a decompression bomb to less than a thousandth.
final class ExpansionGuard: ByteSource {
  private let output: any ByteSource
  private let input: CountingSource
  private let name: String
  private var produced = 0

  /// The bound (Inputs.md): so many bytes whatever the input, and so many for each byte of input.
  static let freeByteCount = 64 << 20
  static let ratioMax = 1000

  /// - Parameters:
  ///   - output: the decompressed content.
  ///   - input: what it is decompressed from.
  ///   - name: the compression, for errors.
  init(_ output: any ByteSource, of input: CountingSource, name: String) {
    self.output = output
    self.input = input
    self.name = name
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let count = try unsafe output.read(into: buffer)
    produced += count
    if produced > Self.freeByteCount, produced / Self.ratioMax > input.byteCount {
      throw .damaged(
        byte: produced,
        reason: "the \(name) data grows to more than \(Self.ratioMax) times its size, as a "
          + "decompression bomb does; if it is a dump, decompress it first")
    }
    return count
  }
}
