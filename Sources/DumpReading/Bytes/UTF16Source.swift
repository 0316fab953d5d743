/// Text in UTF-16, converted to UTF-8 while it is read. A lone surrogate becomes the three bytes
/// that UTF-8 would have for it, so that the record that has it is refused as bad UTF-8.
@safe final class UTF16Source: ByteSource {
  enum ByteOrder: Sendable {
    case littleEndian, bigEndian

    /// The byte order of a beginning; nil for text without its byte order mark. UTF-32 has a mark
    /// that begins like one.
    init?(mark head: some Collection<UInt8>) {
      let head = Array(head.prefix(4))
      if head.starts(with: [0xFE, 0xFF]) {
        self = .bigEndian
      } else if head.starts(with: [0xFF, 0xFE]), !head.elementsEqual([0xFF, 0xFE, 0, 0]) {
        self = .littleEndian
      } else {
        return nil
      }
    }
  }

  private let source: any ByteSource
  private let order: ByteOrder
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 15, alignment: 16)
  private var inputRange = 0..<0
  /// Converted bytes that did not fit.
  private var output: [UInt8] = []
  private var outputStart = 0
  private var highSurrogate: UInt32?
  private var produced = 0

  /// - Parameter source: the text, its byte order mark included.
  init(_ source: any ByteSource, _ order: ByteOrder) {
    self.source = source
    self.order = order
  }

  deinit { unsafe input.deallocate() }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    while outputStart == output.count {
      output.removeAll(keepingCapacity: true)
      outputStart = 0
      guard try refill() else { return 0 }
      convert()
    }
    let count = min(buffer.count, output.count - outputStart)
    unsafe output.withUnsafeBytes { bytes in
      unsafe buffer.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[outputStart..<outputStart + count]))
    }
    outputStart += count
    produced += count
    return count
  }

  /// Reads until there is a whole unit, or a surrogate is known to be alone; false at the end.
  private func refill() throws(ReadFailure) -> Bool {
    let isHalf = inputRange.count == 1
    if isHalf { unsafe input[0] = unsafe input[inputRange.lowerBound] }
    inputRange = 0..<(isHalf ? 1 : 0)
    while inputRange.count < 2 {
      let free = unsafe UnsafeMutableRawBufferPointer(rebasing: input[inputRange.upperBound...])
      let count = try unsafe source.read(into: free)
      if count == 0 { break }
      inputRange = 0..<inputRange.count + count
    }
    if inputRange.count == 1 {
      throw .cutOff(
        byte: produced, reason: "the UTF-16 text ends inside a character; export it again")
    }
    if inputRange.isEmpty, highSurrogate == nil { return false }
    return true
  }

  private func convert() {
    if inputRange.isEmpty, let high = highSurrogate {
      highSurrogate = nil
      return append(high)
    }
    var position = 0
    while position + 1 < inputRange.upperBound {
      let (first, second) = unsafe (UInt32(input[position]), UInt32(input[position + 1]))
      take(order == .littleEndian ? second << 8 | first : first << 8 | second)
      position += 2
    }
    inputRange = position..<inputRange.upperBound
  }

  private func take(_ unit: UInt32) {
    if let high = highSurrogate {
      highSurrogate = nil
      if 0xDC00...0xDFFF ~= unit {
        return append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00))
      }
      append(high)
    }
    if 0xD800...0xDBFF ~= unit { highSurrogate = unit } else { append(unit) }
  }

  private func append(_ scalar: UInt32) {
    switch scalar {
    case ..<0x80: output.append(UInt8(scalar))
    case ..<0x800: output += [UInt8(0xC0 | scalar >> 6), Self.continuation(scalar)]
    case ..<0x10000:
      output += [
        UInt8(0xE0 | scalar >> 12), Self.continuation(scalar >> 6), Self.continuation(scalar),
      ]
    default:
      output += [
        UInt8(0xF0 | scalar >> 18), Self.continuation(scalar >> 12),
        Self.continuation(scalar >> 6), Self.continuation(scalar),
      ]
    }
  }

  private static func continuation(_ bits: UInt32) -> UInt8 { UInt8(0x80 | bits & 0x3F) }
}
