internal import CZlib

/// A ZIP of one directory with a few files, stored as they are (APPNOTE 6.3, version 2.0).
///
/// Written here and not by a library, because its bytes are promised: they must not change with the
/// version of a compressor, nor hold owners, time zones or the moment of writing. Nothing is
/// compressed for the same reason.
struct StoredZip {
  /// A file of the directory.
  struct File {
    var name: String
    var contents: [UInt8]
  }

  /// Without a slash.
  let directory: String
  /// The moment that all entries have.
  let stamp: ReportStamp
  let files: [File]

  /// The archive: the directory's entry, then the files, in their order.
  func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces() { bytes += piece }
    return bytes
  }

  /// The bytes of the archive, piece by piece. What a file holds is one, so that it is not copied.
  func pieces() -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var byteCount = 0
    var central: [UInt8] = []
    for entry in entries {
      let common = entry.common(time: time)
      central.append(contentsOf: Signature.central)
      // Made by version 2.0 on Unix, so that permissions are kept.
      central.append(littleEndian: 20 | 3 << 8, 2)
      central.append(contentsOf: common)
      // No comment, first disk, no internal attributes; permissions; where the entry begins.
      central.append(littleEndian: 0, 6)
      central.append(littleEndian: entry.attributes, 4)
      central.append(littleEndian: byteCount, 4)
      central.append(contentsOf: entry.name.utf8)
      let head = Signature.local + common + Array(entry.name.utf8)
      pieces += [head, entry.contents]
      byteCount += head.count + entry.contents.count
    }
    var end = Signature.end
    end.append(littleEndian: 0, 4)
    end.append(littleEndian: entries.count, 2)
    end.append(littleEndian: entries.count, 2)
    end.append(littleEndian: central.count, 4)
    end.append(littleEndian: byteCount, 4)
    end.append(littleEndian: 0, 2)
    return pieces + [central, end]
  }

  private var entries: [Entry] {
    [Entry(name: directory + "/", contents: [], attributes: 0o40755 << 16 | 0x10)]
      + files.map {
        Entry(name: "\(directory)/\($0.name)", contents: $0.contents, attributes: 0o100644 << 16)
      }
  }

  /// The moment as MS-DOS has it, which knows the years 1980 to 2107: others are their first and last
  /// moment.
  private var time: Int {
    let digits = stamp.text.utf8.filter { $0 >= 48 && $0 <= 57 }.map { Int($0) - 48 }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    let year = number(0..<4)
    guard year >= 1980 else { return 1 << 16 | 1 << 21 }
    guard year <= 2107 else { return 59 << 5 | 23 << 11 | 31 << 16 | 12 << 21 | 127 << 25 }
    return number(10..<12) << 5 | number(8..<10) << 11 | number(6..<8) << 16
      | number(4..<6) << 21 | (year - 1980) << 25
  }
}

extension StoredZip {
  /// The signature in front of each kind of record.
  enum Signature {
    static let local: [UInt8] = [0x50, 0x4B, 3, 4]
    static let central: [UInt8] = [0x50, 0x4B, 1, 2]
    static let end: [UInt8] = [0x50, 0x4B, 5, 6]
  }

  /// Bytes in front of an entry's name.
  static let localByteCount = 30

  private struct Entry {
    let name: String
    let contents: [UInt8]
    let attributes: Int

    /// The fields that both the entry itself and the directory at the end have.
    func common(time: Int) -> [UInt8] {
      let crc = unsafe contents.withUnsafeBytes { unsafe crc32_z(0, $0.baseAddress, $0.count) }
      var bytes: [UInt8] = []
      bytes.append(littleEndian: 20, 2)
      // No flags, stored.
      bytes.append(littleEndian: 0, 4)
      bytes.append(littleEndian: time, 4)
      bytes.append(littleEndian: Int(crc), 4)
      bytes.append(littleEndian: contents.count, 4)
      bytes.append(littleEndian: contents.count, 4)
      bytes.append(littleEndian: name.utf8.count, 2)
      // No extra field.
      bytes.append(littleEndian: 0, 2)
      return bytes
    }
  }
}

extension StoredZip {
  /// Reads an archive of this kind back, and nothing else: what it holds must make these bytes again.
  ///
  /// - Returns: nil for any other archive, and for one that is damaged.
  init?(parsing bytes: [UInt8]) {
    var files: [File] = []
    var directory: String?
    var start = 0
    while bytes.count - start >= Self.localByteCount,
      bytes[start...].starts(with: Signature.local)
    {
      let nameStart = start + Self.localByteCount
      let byteCount = bytes.littleEndian(at: start + 18, 4)
      let nameByteCount = bytes.littleEndian(at: start + 26, 2)
      guard bytes.count - nameStart >= nameByteCount + byteCount else { return nil }
      let contentStart = nameStart + nameByteCount
      let name = String(decoding: bytes[nameStart..<contentStart], as: UTF8.self)
      let contents = Array(bytes[contentStart..<contentStart + byteCount])
      if let directory {
        guard name.hasPrefix(directory + "/") else { return nil }
        files.append(File(name: String(name.dropFirst(directory.count + 1)), contents: contents))
      } else {
        guard name.hasSuffix("/"), contents.isEmpty else { return nil }
        directory = String(name.dropLast())
      }
      start = contentStart + byteCount
    }
    guard let directory, let stamp = ReportFileNames.stamp(ofArchiveDirectory: directory) else {
      return nil
    }
    self.init(directory: directory, stamp: stamp, files: files)
    guard self.bytes() == bytes else { return nil }
  }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian number: Int, _ byteCount: Int) {
    precondition(number >> (8 * byteCount) == 0, "a ZIP has no room for \(number)")
    for index in 0..<byteCount { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }

  fileprivate func littleEndian(at start: Int, _ byteCount: Int) -> Int {
    (0..<byteCount).reduce(0) { $0 | Int(self[start + $1]) << (8 * $1) }
  }
}
