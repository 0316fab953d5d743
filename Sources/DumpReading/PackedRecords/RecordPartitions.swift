public import Files

/// Records sorted into partitions, of which one at a time is in memory; the rest is in a file.
///
/// Each partition has a buffer, which goes to the file when it is full; so no record is written
/// twice, however many partitions there are.
public struct RecordPartitions {
  private let file: SpillFile
  private let memory: WindowMemory
  private var buffers: UnsafeMutableRawBufferPointer { unsafe memory.bytes }
  private let bufferByteCount: Int
  /// By partition: how much of its buffer is used.
  private var used: [Int]
  /// By partition: the location of the last record in its buffer; -1 where there is none.
  private var lastLocations: [Int]
  private var chunks: [[SpillFile.Chunk]]

  /// - Parameters:
  ///   - count: how many partitions there are.
  ///   - bufferByteCount: the size of the buffer of each.
  ///   - file: where they go.
  public init(count: Int, bufferByteCount: Int, file: SpillFile) {
    self.file = file
    self.bufferByteCount = bufferByteCount
    memory = WindowMemory()
    unsafe memory.replace(by: WindowMemory.allocate(count * bufferByteCount))
    used = [Int](repeating: 0, count: count)
    lastLocations = [Int](repeating: -1, count: count)
    chunks = [[SpillFile.Chunk]](repeating: [], count: count)
  }

  /// Adds a record under another location and detail; where it says where it stands, it still does.
  public mutating func append(
    _ record: PackedRecord.Header, location: Int, detail: Int, to partition: Int
  ) throws(FileError) {
    let head = unsafe RecordHead(
      role: record.role, location: location, detail: detail, hasOrigin: record.hasOrigin,
      restByteCount: record.rest.count)
    let byteCountMax = head.byteCount(givesLocation: true)
    if used[partition] + byteCountMax > bufferByteCount { try flush(partition) }
    if byteCountMax > bufferByteCount { return try appendLarge(head, record, to: partition) }
    let start = unsafe buffers.baseAddress! + partition * bufferByteCount + used[partition]
    let end = unsafe Self.write(
      head, record, at: start, givesLocation: location != lastLocations[partition])
    unsafe used[partition] += end - start
    lastLocations[partition] = location
  }

  /// Writes what the buffers still hold.
  public mutating func finish() throws(FileError) {
    for partition in used.indices { try flush(partition) }
  }

  /// The records of a partition, in memory.
  public func batch(_ partition: Int) throws(FileError) -> RecordBatch {
    try RecordBatch(chunks[partition], of: file)
  }

  private mutating func flush(_ partition: Int) throws(FileError) {
    if used[partition] == 0 { return }
    let start = partition * bufferByteCount
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffers[start..<start + used[partition]])
    unsafe chunks[partition].append(try file.append(bytes))
    (used[partition], lastLocations[partition]) = (0, -1)
  }

  private mutating func appendLarge(
    _ head: RecordHead, _ record: PackedRecord.Header, to partition: Int
  ) throws(FileError) {
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: head.byteCount(givesLocation: true), alignment: 16)
    defer { unsafe bytes.deallocate() }
    _ = unsafe Self.write(head, record, at: bytes.baseAddress!, givesLocation: true)
    unsafe chunks[partition].append(try file.append(UnsafeRawBufferPointer(bytes)))
  }

  /// Writes a record, and gives the place after it.
  private static func write(
    _ head: RecordHead, _ record: PackedRecord.Header, at start: UnsafeMutableRawPointer,
    givesLocation: Bool
  ) -> UnsafeMutableRawPointer {
    let next = unsafe head.write(at: start, givesLocation: givesLocation)
    unsafe next.copyMemory(from: record.rest.baseAddress!, byteCount: record.rest.count)
    return unsafe next + record.rest.count
  }
}
