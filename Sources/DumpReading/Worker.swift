internal import CSimdjson

/// One thread's part of reading a dump: checks records, hands the wanted ones to its sink, counts.
final class Worker: RecordHandler {
  let limits: RecordLimits
  let isRejecting: Bool
  var isInsidePage = false
  private let parser: RecordParser
  private let sink: any RecordSink
  private(set) var result = WorkerResult()
  /// The file being read, its dump and its name.
  private var file = 0
  private var dump = 0
  private var fileName = ""
  private var last: UnsafePointer<uc_record>?
  private var skippedTypes = ByteInterner()
  private var skippedCounts: [Int] = []
  private var modelCounts: [Int]
  private var readCount = 0
  private var countedCount = 0
  private var rejectCount = 0

  init(profile: CompiledProfile, limits: RecordLimits, isRejecting: Bool, sink: any RecordSink) {
    self.limits = limits
    self.isRejecting = isRejecting
    self.sink = sink
    parser = RecordParser(profile: profile, depthMax: limits.depthMax)
    modelCounts = [Int](repeating: 0, count: profile.models.count)
  }

  /// What follows comes from this file.
  func begin(file: Int, dump: Int, name: String) {
    endFile()
    self.file = file
    self.dump = dump
    fileName = name
  }

  /// All that was seen.
  func finish() -> WorkerResult {
    endFile()
    for (index, count) in modelCounts.enumerated() where count > 0 {
      result.modelCounts[parser.profile.models[index].type, default: 0] += count
    }
    for (index, count) in skippedCounts.enumerated() {
      result.skippedModels[skippedTypes.bytes(index)] = count
    }
    return result
  }

  private func endFile() {
    if readCount > 0 || rejectCount > 0 {
      result.counts.append(
        WorkerResult.FileCount(
          file: file, read: readCount, counted: countedCount, rejected: rejectCount))
    }
    readCount = 0
    countedCount = 0
    rejectCount = 0
  }

  var lastModelType: UnsafeRawBufferPointer {
    last.map { $0.pointee.model_type.content } ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  func take(_ bytes: UnsafeRawBufferPointer, at position: Int) throws(ReadFailure) {
    if bytes.count > limits.recordByteCountMax {
      last = nil
      let head = [UInt8](bytes.prefix(limits.recordByteCountMax))
      return try refuse(head, at: position, fault: position, reason: limits.tooLong)
    }
    let record = parser.parse(bytes)
    last = record
    switch record.pointee.kind {
    case UC_RECORD_WANTED:
      readCount += 1
      modelCounts[record.pointee.model] += 1
      let role = parser.profile.models[record.pointee.model].role
      countedCount += role.isCounted ? 1 : 0
      sink.accept(
        record.pointee, role: role, raw: bytes,
        position: RecordPosition(file: file, byte: position))
    case UC_RECORD_SKIPPED:
      readCount += 1
      countSkipped(record.pointee.model_type.content)
    case UC_RECORD_PAGE: try takePage(bytes, at: position)
    default: try refuse(bytes, at: position, for: record.pointee)
    }
  }

  private func countSkipped(_ modelType: UnsafeRawBufferPointer) {
    let index = skippedTypes.index(of: modelType)
    if index == skippedCounts.count { skippedCounts.append(0) }
    skippedCounts[index] += 1
  }

  /// A page that stands where a record may stand: on a line, or in an array.
  private func takePage(_ bytes: UnsafeRawBufferPointer, at position: Int) throws(ReadFailure) {
    let raw = [UInt8](bytes)
    last = nil
    if isInsidePage {
      return try refuse(
        raw, at: position, fault: position, reason: "a page of records inside a page of records")
    }
    let window = ByteWindow(
      source: PrefixedSource(prefix: raw, rest: nil), start: position, readByteCount: raw.count)
    let scanner = JSONScanner(
      window: window, at: position, valueByteCountMax: limits.recordByteCountMax)
    do throws(ReadFailure) {
      var object = TopLevelObject(scanner: scanner, handler: self, file: fileName)
      try object.read()
    } catch .malformed(let byte, let reason) where isRejecting {
      try refuse(raw, at: position, fault: byte, reason: reason)
    }
  }

  private func refuse(
    _ bytes: UnsafeRawBufferPointer, at position: Int, for record: uc_record
  ) throws(ReadFailure) {
    var reason = record.message.map { String(cString: $0) } ?? "malformed"
    if record.field.length > 0 { reason = "\"\(record.field.string)\": \(reason)" }
    try refuse(
      [UInt8](bytes), at: position, fault: position + record.offset, reason: reason)
  }

  func refuse(
    _ raw: [UInt8], at position: Int, fault: Int, reason: String
  ) throws(ReadFailure) {
    guard isRejecting else { throw .malformed(byte: fault, reason: reason) }
    readCount += 1
    rejectCount += 1
    result.rejects.append(
      PendingReject(
        position: RecordPosition(file: file, byte: position), fault: fault, reason: reason,
        bytes: raw))
  }

  func finish(_ page: Page) { result.pages.add(page, dump: dump) }
}
