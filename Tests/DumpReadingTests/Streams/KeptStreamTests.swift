import Files
import Testing

import struct TestSupport.SplitMix64
import class TestSupport.Workdir

@testable import DumpReading

/// Content that comes once is read again from anywhere.
@Suite struct KeptStreamTests {
  /// Gives content in pieces, and at its end a failure, if there is to be one.
  private final class Pieces: ByteSource {
    private let content: [UInt8]
    private let pieceByteCount: Int
    private let failure: ReadFailure?
    private var at = 0
    private(set) var failureCount = 0

    init(_ content: [UInt8], by pieceByteCount: Int, failure: ReadFailure? = nil) {
      self.content = content
      self.pieceByteCount = pieceByteCount
      self.failure = failure
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
      let piece = content[at...].prefix(min(pieceByteCount, buffer.count))
      if piece.isEmpty, let failure {
        failureCount += 1
        throw failure
      }
      buffer.copyBytes(from: piece)
      at += piece.count
      return piece.count
    }
  }

  private static let block = KeptStream.blockByteCount

  /// Blocks that can be packed, and others that cannot.
  private static func content(_ byteCount: Int, seed: UInt64) -> [UInt8] {
    var generator = SplitMix64(seed: seed)
    return (0..<byteCount).map { index in
      (index / block) % 2 == 0
        ? UInt8(truncatingIfNeeded: index / 1000) : UInt8(truncatingIfNeeded: generator.next())
    }
  }

  /// The bytes of one read.
  private func bytes(_ stream: KeptStream, at offset: Int, _ count: Int = 100) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var read = 0
    try bytes.withUnsafeMutableBytes { read = try stream.read(into: $0, at: offset) }
    return Array(bytes.prefix(read))
  }

  /// At the edges of more blocks than stay unpacked, forwards and backwards.
  @Test(arguments: [100_000, 1 << 20], [1, 2] as [UInt64])
  func everyPlaceIsReadAgain(_ pieceByteCount: Int, _ seed: UInt64) throws {
    let folder = try Workdir()
    let content = Self.content(10 * Self.block + 77, seed: seed)
    let stream = KeptStream(Pieces(content, by: pieceByteCount), in: folder.path, .live)
    let places = (0...10).flatMap { index in
      [-1, 0, 1].map { index * Self.block + $0 }.filter { $0 >= 0 }
    }
    for offset in places + places.reversed() {
      let found = try bytes(stream, at: offset)
      #expect(!found.isEmpty, "at \(offset)")
      #expect(found.elementsEqual(content[offset...].prefix(found.count)), "at \(offset)")
    }
    #expect(try bytes(stream, at: content.count - 1) == [content[content.count - 1]])
    for offset in [content.count, content.count + 1, content.count + Self.block] {
      #expect(try bytes(stream, at: offset) == [])
    }
  }

  @Test func contentIsTakenInAsItIsAskedFor() throws {
    let folder = try Workdir()
    let content = Self.content(2 * Self.block, seed: 3)
    let stream = KeptStream(Pieces(content, by: 1000), in: folder.path, .live)
    #expect(stream.byteCount == 0)
    _ = try bytes(stream, at: 0)
    #expect(stream.byteCount == 1000)
    _ = try bytes(stream, at: 1000)
    #expect(stream.byteCount == 2000)
    #expect(!stream.isComplete)
    try stream.complete()
    #expect(stream.isComplete)
    #expect(stream.byteCount == content.count)
  }

  /// A stream that fits into one block needs no file; blocks that can be compressed are.
  @Test func blocksGoToAFileWhenTheyAreFull() throws {
    let folder = try Workdir()
    for (byteCount, isKept) in [(Self.block - 1, false), (Self.block + 1, true)] {
      let content = Self.content(byteCount, seed: 4)
      let stream = KeptStream(Pieces(content, by: 1 << 20), in: folder.path, .live)
      try stream.complete()
      #expect((stream.keptByteCount > 0) == isKept, "\(byteCount)")
      #expect(stream.keptByteCount < Self.block / 2)
    }
  }

  /// After a failure all that came before it can be read, and the source is not asked again.
  @Test func failuresStay() throws {
    let folder = try Workdir()
    let content = Self.content(Self.block + 10, seed: 5)
    let source = Pieces(content, by: 1 << 20, failure: .io(reason: "gone"))
    let stream = KeptStream(source, in: folder.path, .live)
    for _ in 0..<2 {
      #expect(throws: ReadFailure.self) { try bytes(stream, at: content.count) }
      #expect(throws: ReadFailure.self) { try stream.complete() }
      #expect(try bytes(stream, at: 0) == Array(content.prefix(100)))
      #expect(try bytes(stream, at: Self.block) == Array(content.suffix(10)))
    }
    #expect(source.failureCount == 1)
    #expect(!stream.isComplete)
  }
}
