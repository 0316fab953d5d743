internal import CNettle
internal import CSHA256
internal import CensusModel

/// SHA-256 of the leaves of a tree hash, in order, while their bytes come by.
///
/// Where the processor has instructions for SHA-256, two leaves are hashed at once: the first of
/// each pair is kept until the second arrives.
public final class LeafHasher {
  /// SHA-256: 32 bytes, as they are in memory.
  public typealias Leaf = SIMD8<UInt32>

  /// The leaves that are complete.
  public private(set) var leaves: [Leaf] = []
  private let usesPairs: Bool
  /// The first leaf of a pair, whose second is not complete.
  private var held: [UInt8] = []
  private var isHeldComplete: Bool { held.count == DigestKind.leafByteCount }
  /// The state of the held leaf: it has taken as many bytes as the second one.
  private var heldState = LeafState()
  private var state = LeafState()

  /// - Parameter usesPairs: whether two leaves are hashed at once, if the processor can.
  public init(usesPairs: Bool = true) { self.usesPairs = usesPairs && csha256_has_two() }

  /// Takes the next bytes.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    var rest = unsafe bytes[...]
    while unsafe !rest.isEmpty {
      let isFirst = usesPairs && !isHeldComplete
      let taken = isFirst ? held.count : state.byteCount
      let piece = unsafe rest.prefix(DigestKind.leafByteCount - taken)
      unsafe rest = unsafe rest.dropFirst(piece.count)
      if isFirst {
        unsafe held.append(contentsOf: piece)
      } else {
        unsafe hash(UnsafeRawBufferPointer(rebasing: piece))
      }
    }
  }

  /// Ends the last leaf, and begins again.
  ///
  /// - Returns: all leaves, at least one.
  public func finish() -> [Leaf] {
    let isEmpty = leaves.isEmpty && held.isEmpty && state.byteCount == 0
    endHeld()
    if state.byteCount > 0 || isEmpty { endLeaf() }
    defer { leaves.removeAll() }
    return leaves
  }

  /// Begins again, whatever came before.
  public func reset() {
    leaves.removeAll()
    held.removeAll(keepingCapacity: true)
    heldState = LeafState()
    state = LeafState()
  }

  private func hash(_ piece: UnsafeRawBufferPointer) {
    if isHeldComplete {
      unsafe held.withUnsafeBytes { unsafe state.update(piece, beside: &heldState, $0) }
    } else {
      unsafe state.update(piece)
    }
    if state.byteCount < DigestKind.leafByteCount { return }
    endHeld()
    endLeaf()
  }

  private func endHeld() {
    if held.isEmpty { return }
    unsafe held.withUnsafeBytes { bytes in
      unsafe heldState.update(UnsafeRawBufferPointer(rebasing: bytes[heldState.byteCount...]))
    }
    leaves.append(heldState.digest())
    heldState = LeafState()
    held.removeAll(keepingCapacity: true)
  }

  private func endLeaf() {
    leaves.append(state.digest())
    state = LeafState()
  }
}

/// The state of one SHA-256.
private struct LeafState {
  private var context = sha256_ctx()
  private(set) var byteCount = 0

  private static let blockByteCount = Int(SHA256_BLOCK_SIZE)

  init() { unsafe nettle_sha256_init(&context) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe nettle_sha256_update(&context, bytes.count, bytes.baseAddress)
    byteCount += bytes.count
  }

  /// Takes bytes, and as many of another leaf into its state.
  ///
  /// - Parameters:
  ///   - other: has taken as many bytes as this one.
  ///   - otherBytes: all bytes of the other leaf, of which there are enough.
  mutating func update(
    _ bytes: UnsafeRawBufferPointer, beside other: inout LeafState,
    _ otherBytes: UnsafeRawBufferPointer
  ) {
    precondition(other.byteCount == byteCount, "two leaves are not at one place")
    let start = byteCount
    func taken(_ range: Range<Int>, _ left: inout LeafState, _ right: inout LeafState) {
      unsafe left.update(UnsafeRawBufferPointer(rebasing: bytes[range]))
      let offset = start + range.lowerBound
      unsafe right.update(
        UnsafeRawBufferPointer(rebasing: otherBytes[offset..<offset + range.count]))
    }
    let toBlock = (Self.blockByteCount - start % Self.blockByteCount) % Self.blockByteCount
    let head = min(toBlock, bytes.count)
    let tail = bytes.count - (bytes.count - head) % Self.blockByteCount
    taken(0..<head, &self, &other)
    unsafe addBlocks(
      UnsafeRawBufferPointer(rebasing: bytes[head..<tail]), &other,
      UnsafeRawBufferPointer(rebasing: otherBytes[start + head..<start + tail]))
    taken(tail..<bytes.count, &self, &other)
  }

  /// Whole blocks; both states are between two blocks.
  private mutating func addBlocks(
    _ blocks: UnsafeRawBufferPointer, _ other: inout LeafState,
    _ otherBlocks: UnsafeRawBufferPointer
  ) {
    let count = blocks.count / Self.blockByteCount
    guard count > 0, let first = blocks.baseAddress, let second = otherBlocks.baseAddress else {
      return
    }
    unsafe withUnsafeMutablePointer(to: &context.state.0) { state in
      unsafe withUnsafeMutablePointer(to: &other.context.state.0) { otherState in
        unsafe csha256_two(state, first, otherState, second, count)
      }
    }
    context.count += UInt64(count)
    other.context.count += UInt64(count)
    byteCount += blocks.count
    other.byteCount += blocks.count
  }

  /// The digest of all bytes.
  consuming func digest() -> LeafHasher.Leaf {
    var bytes = LeafHasher.Leaf()
    unsafe withUnsafeMutableBytes(of: &bytes) { buffer in
      unsafe nettle_sha256_digest(&context, buffer.count, buffer.baseAddress)
    }
    return bytes
  }
}
