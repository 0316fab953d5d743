public import struct TestSupport.SplitMix64

/// Where the changes to an input come from: the same seed makes the same ones.
public struct Changes {
  /// Changes bytes in place and returns how many there are now, at most as many as there is room.
  public typealias ChangeBytes =
    @Sendable (
      _ bytes: UnsafeMutableBufferPointer<UInt8>, _ count: Int, _ random: inout SplitMix64
    ) -> Int

  /// Decides.
  public var random: SplitMix64
  /// The most bytes that an input may have.
  public let byteCountMax: Int
  private let changeBytes: ChangeBytes

  /// - Parameters:
  ///   - seed: decides all.
  ///   - byteCountMax: the most bytes that an input may have.
  ///   - changeBytes: changes bytes that have no form: libFuzzer's, or a plain one.
  public init(
    seed: UInt64, byteCountMax: Int, changeBytes: @escaping ChangeBytes = Changes.plainly
  ) {
    random = SplitMix64(seed: seed)
    self.byteCountMax = byteCountMax
    self.changeBytes = changeBytes
  }

  /// Changes bytes that have no form.
  public mutating func change(_ bytes: inout [UInt8], byteCountMax: Int? = nil) {
    let count = bytes.count
    // One byte at least, so that there is something to point at.
    let room = max(1, count, byteCountMax ?? min(self.byteCountMax, 2 * count + 64))
    bytes.append(contentsOf: repeatElement(0, count: room - count))
    let now = bytes.withUnsafeMutableBufferPointer { changeBytes($0, count, &random) }
    bytes.removeLast(room - now)
  }

  /// Changes bytes and leaves their number as it is.
  public mutating func changeInPlace(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let count = bytes.count
    change(&bytes, byteCountMax: count)
    bytes.append(contentsOf: repeatElement(0, count: max(0, count - bytes.count)))
  }

  /// Another number: near, far, at a limit.
  public mutating func change(_ number: inout UInt64) {
    let limits: [UInt64] = [
      0, 1, 2, 10, 11, 63, 64, 65, 127, 128, 255, 256, 65_535, 65_536, 1 << 20, 1 << 31, 1 << 32,
      1 << 40, 1 << 62, .max,
    ]
    switch random.below(5) {
    case 0: number &+= 1
    case 1: number &-= 1
    case 2: number = random.pick(limits) &+ UInt64(random.below(3)) &- 1
    case 3: number ^= 1 << UInt64(random.below(64))
    default: number = random.next() >> UInt64(random.below(64))
    }
  }

  /// A few bytes overwritten, removed, inserted or repeated.
  public static let plainly: ChangeBytes = { bytes, count, random in
    var content = Array(bytes[..<count])
    for _ in 0...random.below(3) {
      let place = random.below(content.count + 1)
      switch random.below(4) {
      case 0 where place < content.count: content[place] = UInt8(truncatingIfNeeded: random.next())
      case 1 where place < content.count: content[place] ^= 1 << UInt8(random.below(8))
      case 2 where place < content.count:
        content.removeSubrange(place..<min(content.count, place + 1 + random.below(8)))
      default:
        let from = random.below(content.count + 1)
        let piece = content[from..<min(content.count, from + random.below(16))]
        content.insert(contentsOf: piece + [UInt8(random.below(256))], at: place)
      }
    }
    content.removeLast(max(0, content.count - bytes.count))
    for (index, byte) in content.enumerated() { bytes[index] = byte }
    return content.count
  }
}
