/// Tars made block by block, so that a test can make what no tool writes.
enum TarBlocks {
  /// The two blocks of zeros at the end of a tar.
  static let end = [UInt8](repeating: 0, count: 1024)

  /// A header with a checksum that fits.
  ///
  /// - Parameters:
  ///   - name: at most 100 bytes of it fit.
  ///   - size: the bytes of the field that has the size.
  static func header(
    _ name: String, size: [UInt8], type: Character = "0", prefix: String = ""
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    put(Array(name.utf8), at: 0, in: &block)
    put(size, at: 124, in: &block)
    put([UInt8](repeating: 0x20, count: 8), at: 148, in: &block)
    block[156] = type.asciiValue ?? 0
    put(Array("ustar\0".utf8), at: 257, in: &block)
    put(Array(prefix.utf8), at: 345, in: &block)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(octal(sum, 6) + [0, 0x20], at: 148, in: &block)
    return block
  }

  /// A header, its content, and zeros up to a whole block.
  static func entry(
    _ name: String, _ content: [UInt8], type: Character = "0", prefix: String = ""
  ) -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    return header(name, size: octal(content.count, 11), type: type, prefix: prefix) + content
      + padding
  }

  /// The header of pax before another one.
  static func pax(_ records: String) -> [UInt8] { entry("pax", Array(records.utf8), type: "x") }

  /// An octal number of so many digits.
  static func octal(_ number: Int, _ digitCount: Int) -> [UInt8] {
    let digits = String(number, radix: 8)
    return Array((String(repeating: "0", count: digitCount - digits.count) + digits).utf8)
  }

  private static func put(_ bytes: [UInt8], at start: Int, in block: inout [UInt8]) {
    for (index, byte) in bytes.enumerated() { block[start + index] = byte }
  }
}
