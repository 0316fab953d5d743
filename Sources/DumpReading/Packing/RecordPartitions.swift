public import Files

/// Records sorted into partitions, of which one at a time is in memory; the rest is in a file.
///
/// Each partition has a buffer, which goes to the file when it is full; so no record is written
/// twice, however many partitions there are.
public struct RecordPartitions {
  private let file: SpillFile
  private let memory: WindowMemory
  private var buffers: UnsafeMutableRawBufferPointer { memory.bytes }
  private let bufferByteCount: Int
  /// By partition: how much of its buffer is used.
  private var used: [Int]
  private var chunks: [[SpillFile.Chunk]]

  /// - Parameters:
  ///   - count: how many partitions there are.
  ///   - bufferByteCount: the size of the buffer of each.
  ///   - file: where they go.
  public init(count: Int, bufferByteCount: Int, file: SpillFile) {
    self.file = file
    self.bufferByteCount = bufferByteCount
    memory = WindowMemory()
    memory.replace(by: WindowMemory.allocate(count * bufferByteCount))
    used = [Int](repeating: 0, count: count)
    chunks = [[SpillFile.Chunk]](repeating: [], count: count)
  }

  /// Adds a record under another location and detail; where it says where it stands, it still does.
  public mutating func append(
    _ record: PackedRecord.Header, location: Int, detail: Int, to partition: Int
  ) throws(FileError) {
    let head = RecordHead(
      record.role, location: location, detail: detail, textCount: record.textCount,
      bodyByteCount: record.body.count, hasOrigin: record.origin != nil)
    let byteCount = head.byteCount
    if used[partition] + byteCount > bufferByteCount { try flush(partition) }
    if byteCount > bufferByteCount { return try appendLarge(head, record, to: partition) }
    let start = buffers.baseAddress! + partition * bufferByteCount + used[partition]
    Self.write(head, record, at: start)
    used[partition] += byteCount
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
    let bytes = UnsafeRawBufferPointer(rebasing: buffers[start..<start + used[partition]])
    chunks[partition].append(try file.append(bytes))
    used[partition] = 0
  }

  private mutating func appendLarge(
    _ head: RecordHead, _ record: PackedRecord.Header, to partition: Int
  ) throws(FileError) {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: head.byteCount, alignment: 16)
    defer { bytes.deallocate() }
    Self.write(head, record, at: bytes.baseAddress!)
    chunks[partition].append(try file.append(UnsafeRawBufferPointer(bytes)))
  }

  private static func write(
    _ head: RecordHead, _ record: PackedRecord.Header, at start: UnsafeMutableRawPointer
  ) {
    let body = record.body
    let byteCount = body.count + record.rest.count  // they stand together
    head.write(at: start).copyMemory(from: body.baseAddress!, byteCount: byteCount)
  }
}
