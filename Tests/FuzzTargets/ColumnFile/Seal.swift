internal import CLZ4
internal import CXXHash

/// The checksums of a columnar file and its LZ4 blocks, from FileFormat.md and not from the program.
enum Seal {
  static let headerByteCount = 16
  static let trailerByteCount = 48
  static let identityByteCount = 16
  static let magic: [UInt8] = [0x89, 0x55, 0x43, 0x4F, 0x4C, 0x0D, 0x0A, 0x1A]

  /// XXH3-64 of stored bytes.
  static func checksum(_ stored: [UInt8], seed: UInt64) -> UInt64 {
    stored.withUnsafeBytes { XXH3_64bits_withSeed($0.baseAddress, $0.count, seed) }
  }

  /// The footer after the chunks, and a trailer whose fields are right.
  static func file(
    header: [UInt8], chunks: [UInt8], footer stored: [UInt8], rawByteCount: Int, codec: UInt8
  ) -> [UInt8] {
    let fields =
      LooseNumber.fixed(UInt64(stored.count), byteCount: 8)
      + LooseNumber.fixed(UInt64(rawByteCount), byteCount: 8) + [codec, 0, 0, 0, 0, 0, 1, 0] + magic
    return header + chunks + stored + identity(stored + fields) + fields
  }

  /// XXH3-128 of the stored footer and the trailer's fields, most significant byte first.
  static func identity(_ sealed: [UInt8]) -> [UInt8] {
    let hash = sealed.withUnsafeBytes { XXH3_128bits($0.baseAddress, $0.count) }
    return
      (LooseNumber.fixed(hash.low64, byteCount: 8)
      + LooseNumber.fixed(hash.high64, byteCount: 8)).reversed()
  }

  /// Makes the identity of a file right, whatever else is wrong in it.
  static func renew(_ file: inout [UInt8]) {
    let trailer = file.count - trailerByteCount
    guard trailer >= 0 else { return }
    let fields = trailer + identityByteCount
    let footer = trailer - footerByteCount(file, fields: fields)
    file.replaceSubrange(
      trailer..<fields, with: identity(Array(file[footer..<trailer]) + file[fields...]))
  }

  /// How many bytes the footer has as it is stored; no more than there are.
  static func footerByteCount(_ file: [UInt8], fields: Int) -> Int {
    let declared = LooseNumber.number(file[fields..<fields + 8])
    return Int(min(declared, UInt64(fields - identityByteCount)))
  }

  static func decompressed(_ block: [UInt8], byteCount: Int) -> [UInt8]? {
    var raw = [UInt8](repeating: 0, count: byteCount)
    let written = block.withUnsafeBytes { source in
      raw.withUnsafeMutableBytes { target in
        LZ4_decompress_safe(
          source.baseAddress?.assumingMemoryBound(to: CChar.self),
          target.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(source.count),
          Int32(target.count))
      }
    }
    return Int(written) == byteCount ? raw : nil
  }

  static func compressed(_ raw: [UInt8]) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: Int(LZ4_compressBound(Int32(raw.count))))
    let written = raw.withUnsafeBytes { source in
      block.withUnsafeMutableBytes { target in
        LZ4_compress_default(
          source.baseAddress?.assumingMemoryBound(to: CChar.self),
          target.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(source.count),
          Int32(target.count))
      }
    }
    return Array(block.prefix(Int(written)))
  }
}
