/// Reads rejected records once more, one by one: they are not kept, since a dump may hold any number of
/// them, each as long as a record may be.
public struct RejectReader {
  private let plan: DumpPlan
  private let rejects: [RejectedRecord]
  private var next = 0
  /// The content that has the record before this one.
  private var window: ByteWindow?
  /// The bytes that packed files hold, once they are asked for.
  private var packed: PackedRejects?

  private static let readByteCount = 256 << 10

  /// - Parameters:
  ///   - rejects: of these contents, in reading order.
  ///   - contents: whose files are still there.
  public init(_ rejects: [RejectedRecord], in contents: DumpContents) {
    self.init(rejects, contents.plan)
  }

  init(_ rejects: [RejectedRecord], _ plan: DumpPlan) {
    self.rejects = rejects
    self.plan = plan
  }

  /// The next record and its bytes; nil after the last one.
  ///
  /// - Throws: `io` where a file has changed, and whatever reading it throws.
  public mutating func read() throws(DumpError) -> (record: RejectedRecord, bytes: [UInt8])? {
    guard next < rejects.count else { return nil }
    let reject = rejects[next]
    do throws(ReadFailure) {
      let bytes = try bytes(of: reject)
      next += 1
      return (reject, bytes)
    } catch {
      throw DumpError(error, file: reject.file, line: reject.line)
    }
  }

  private mutating func bytes(of reject: RejectedRecord) throws(ReadFailure) -> [UInt8] {
    let file = plan.files[reject.position.file]
    if file.isPacked { return try packedBytes(of: reject) }
    let window = try window(of: file)
    let start = reject.position.byte
    let end = start + reject.byteCount
    while window.end < end {
      if try !window.fill(keepingFrom: start) {
        throw .io(reason: "the file became shorter while it was read")
      }
    }
    let bytes = window.copy(start..<end)
    try file.stored.checkUnchanged()
    return bytes
  }

  private mutating func packedBytes(of reject: RejectedRecord) throws(ReadFailure) -> [UInt8] {
    if packed == nil { packed = PackedRejects(plan) }
    guard let bytes = try packed?.bytes(of: reject) else {
      throw .io(reason: "the packed files do not hold the bytes of this record")
    }
    return bytes
  }

  /// The window that has the record before, or a new one.
  private mutating func window(of file: PlannedFile) throws(ReadFailure) -> ByteWindow {
    if let window, rejects[next].position.file == rejects[next - 1].position.file {
      return window
    }
    let window = ByteWindow(source: try file.content(), readByteCount: Self.readByteCount)
    self.window = window
    return window
  }
}
