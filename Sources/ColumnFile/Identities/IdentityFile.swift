public import CensusModel
internal import Files
internal import Sealing

/// An identities file that is open for reading: whose and which the rows of one columnar file are.
/// Its frame and directory have been verified; each block is verified when it is decoded.
public struct IdentityFile: Sendable {
  /// Where the bytes come from.
  public let source: ColumnSource
  /// The identity of the columnar file that it belongs to, 32 hexadecimal digits.
  public let columnFile: String
  /// The texts that the records of rows refer to.
  public var context: IdentityContext { directory.context }
  /// The customers, in ascending byte order of their PKIDs.
  public var customers: [IdentityCustomer] { directory.customers }
  /// The index that rows above every customer have in place of a customer's.
  public var aboveEveryCustomer: Int { directory.customers.count }
  /// How many such rows there are.
  public var aboveEveryCustomerCount: Int { directory.aboveEveryCustomer }
  /// How many blocks there are.
  public var blockCount: Int { directory.blocks.count }

  let directory: IdentityDirectory
  private let memoryLimit: Int

  /// The first bytes of every identities file.
  public static var magic: [UInt8] { FormatConstants.identitiesMagic }

  /// The ending of the path of an identities file.
  public static let pathExtension = ".identities"

  /// Opens a file and verifies all but its blocks.
  ///
  /// - Parameters:
  ///   - source: the bytes of the file.
  ///   - memoryLimit: the most bytes that may be allocated for the directory, and again for
  ///     a block. A small file can be made that decodes to a very large one.
  public init(
    _ source: ColumnSource, memoryLimit: Int = ColumnFile.memoryLimitDefault
  ) throws(ColumnFileError) {
    self.source = source
    self.memoryLimit = memoryLimit
    let frame = try source.frame(.identities, memoryLimit: memoryLimit)
    directory = try source.parse(frame) { (cursor, _) throws(ByteCursor.Refusal) in
      try IdentityDirectory(parsing: &cursor)
    }
    columnFile = directory.columnFile.hexadecimal
    let end = directory.blocks.last.map { $0.offset + $0.storedByteCount }
    guard end ?? SealedConstants.headerByteCount == frame.footerStart else {
      throw .corrupt(
        file: source.name, byte: frame.footerStart,
        reason: "the blocks do not end where the directory begins")
    }
  }

  /// The path of the identities file of a columnar file.
  public static func path(besides columnFile: String) -> String {
    let stem = columnFile.hasSuffix(".ucol") ? String(columnFile.dropLast(5)) : columnFile
    return stem + pathExtension
  }

  static func bytes(ofIdentity text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count == 32 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// The most memory that a raw byte of a block takes when decoded. The worst are rows of three
  /// bytes: four counts and, in lists that grow by doubling, two ends of 8 bytes each; a record of
  /// five bytes takes four numbers of 8 bytes and, in such a list, 24.
  private static let parsedBytesPerByte = 32

  /// Reads a block, verifies it and decodes it.
  func decode(block number: Int) throws(ColumnFileError) -> IdentityBlock {
    try parse(block: number, try raw(block: number))
  }

  /// Reads a block and verifies its checksum: its bytes before compression.
  func raw(block number: Int) throws(ColumnFileError) -> [UInt8] {
    let entry = directory.blocks[number]
    let cost = entry.rawByteCount.multipliedReportingOverflow(by: Self.parsedBytesPerByte)
    guard !cost.overflow, cost.partialValue <= memoryLimit - entry.storedByteCount else {
      throw .memoryLimit(file: source.name, part: "a block", byteCountMax: memoryLimit)
    }
    let stored = try source.bytes(at: entry.offset, count: entry.storedByteCount)
    guard Checksum.ofBlock(stored, number: number) == entry.checksum else {
      throw corrupt(number, "the checksum does not match")
    }
    guard entry.codec == .lz4 else { return stored }
    var isValid = false
    let raw = unsafe [UInt8](unsafeUninitializedCapacity: entry.rawByteCount) { target, count in
      isValid = unsafe stored.withUnsafeBytes {
        unsafe LZ4Block.decompress(
          $0,
          into: UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(target)[..<entry.rawByteCount]))
      }
      count = isValid ? entry.rawByteCount : 0
    }
    guard isValid else { throw corrupt(number, "the LZ4 block is not valid") }
    return raw
  }

  /// Decodes the bytes of a block.
  func parse(block number: Int, _ raw: [UInt8]) throws(ColumnFileError) -> IdentityBlock {
    let block = try reading(number, raw) { (cursor) throws(ByteCursor.Refusal) in
      try IdentityBlock(parsing: &cursor, bounds)
    }
    try check(block, number)
    return block
  }

  /// Decodes which rows a block holds, and none of them.
  func segments(ofBlock number: Int, _ raw: [UInt8]) throws(ColumnFileError)
    -> [IdentityBlock.Segment]
  {
    let block = try reading(number, raw) { (cursor) throws(ByteCursor.Refusal) in
      try IdentityBlock(parsingSegments: &cursor, bounds)
    }
    try check(block, number)
    return block.segments
  }

  private func check(_ block: IdentityBlock, _ number: Int) throws(ColumnFileError) {
    let entry = directory.blocks[number]
    guard block.segments.first?.customer == entry.firstCustomer,
      block.segments.last?.customer == entry.lastCustomer, block.sections == entry.sections
    else { throw corrupt(number, "the block holds other rows than the directory says") }
  }

  private func reading(
    _ number: Int, _ raw: [UInt8],
    _ body: (inout ByteCursor) throws(ByteCursor.Refusal) -> IdentityBlock
  ) throws(ColumnFileError) -> IdentityBlock {
    let result = unsafe raw.withUnsafeBytes { bytes in
      var cursor = unsafe ByteCursor(bytes)
      return Result { () throws(ByteCursor.Refusal) in try body(&cursor) }
    }
    switch result {
    case .success(let block): return block
    case .failure(let refusal): throw corrupt(number, refusal.reason)
    }
  }

  private var bounds: IdentityBlock.Bounds {
    IdentityBlock.Bounds(
      customerCount: customers.count, modelCount: context.models.count,
      fileCount: context.files.count, placeCount: context.places.count)
  }

  func corrupt(_ block: Int, _ reason: String) -> ColumnFileError {
    .corrupt(
      file: source.name, byte: directory.blocks[block].offset, reason: "block \(block): \(reason)")
  }
}
