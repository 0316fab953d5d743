internal import CRecordParser

/// One thread's part of reading a dump: checks records, hands the wanted ones to its sink, counts.
@safe final class Worker: RecordHandler {
  let limits: RecordLimits
  let isRejecting: Bool
  var isInsidePage = false { didSet { unsafe tally.pointee.isInsidePage = isInsidePage } }
  private let parser: RecordParser
  // PERF: held by pointer, since the runtime checks each access to a property of a class, and most
  // records take less time than that. Sound, as a worker belongs to one thread, and no method of the
  // tally calls back.
  private let tally: UnsafeMutablePointer<WorkerTally>
  private let plan: DumpPlan
  private var file: Int?
  private let countsLines: Bool
  private var last: UnsafePointer<uc_record>?

  init(
    plan: DumpPlan, profile: CompiledProfile, limits: RecordLimits, isRejecting: Bool,
    sink: any RecordSink, identities: IdentityUse = .ignored, countsLines: Bool = false
  ) {
    self.plan = plan
    self.countsLines = countsLines
    self.limits = limits
    self.isRejecting = isRejecting
    parser = RecordParser(profile: profile, depthMax: limits.depthMax)
    unsafe tally = .allocate(capacity: 1)
    unsafe tally.initialize(
      to: WorkerTally(
        profile: profile, sink: sink, identities: identities, spill: limits.spill))
  }

  deinit {
    unsafe tally.deinitialize(count: 1)
    unsafe tally.deallocate()
  }

  /// Announces records of this stretch of a file.
  func begin(file: Int, stretch: Int = 0) {
    unsafe tally.pointee.stretch = stretch
    if file == self.file { return }
    self.file = file
    unsafe tally.pointee.begin(file: file, dump: plan.files[file].dump)
  }

  /// The records of a piece.
  func take(_ piece: Piece) throws(ReadFailure) {
    begin(file: piece.file)
    let wasInsidePage = isInsidePage
    isInsidePage = piece.isInsidePage
    defer { isInsidePage = wasInsidePage }
    let bytes = unsafe piece.bytes
    var places = unsafe RecordPlaces(bytes, at: piece.place, countsLines: countsLines)
    if countsLines, piece.kind == .elements { places.elements = unsafe piece.elements[...] }
    if try unsafe takeLines(bytes, &places, spanning: piece.kind == .elements) { return }
    // One of them is not as it should be: which, and why?
    switch piece.kind {
    case .elements:
      for (place, byteCount) in unsafe piece.elements {
        let start = place.byte - piece.place.byte
        try unsafe take(
          UnsafeRawBufferPointer(rebasing: bytes[start..<start + byteCount]), at: place)
      }
    case .lines:
      let window = unsafe ByteWindow(
        over: [UInt8](bytes), at: piece.place, countsLines: countsLines)
      try LineReader(window: window, handler: self, mode: .piece)
        .read(from: piece.place.byte, before: .max)
    }
  }

  /// How many records were read since this was asked last.
  func takeNewRecordCount() -> Int { unsafe tally.pointee.takeNewRecordCount() }

  /// All that was seen.
  func finish() -> WorkerResult { unsafe tally.pointee.finish() }

  var lastModelType: UnsafeRawBufferPointer {
    unsafe last.map { unsafe $0.pointee.model_type.content }
      ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  func take(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure) {
    let position = place.byte
    try limits.checkSpill()
    if bytes.count > limits.recordByteCountMax {
      unsafe last = nil
      let range = limits.kept(position..<position + bytes.count)
      return try refuse(range, fault: position, reason: limits.tooLong)
    }
    let record = unsafe parser.parse(bytes)
    unsafe last = unsafe record
    if unsafe tally.pointee.accept(record, at: place) { return }
    if unsafe record.pointee.kind == UC_RECORD_PAGE { return try unsafe takePage(bytes, at: place) }
    try unsafe refuse(bytes, at: position, for: record.pointee)
  }

  func takeElement(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure) {
    try unsafe take(bytes, at: place)
  }

  func takeLines(
    _ bytes: UnsafeRawBufferPointer, at place: inout TextPlace
  ) throws(ReadFailure) -> Bool {
    var places = unsafe RecordPlaces(bytes, at: place, countsLines: countsLines)
    guard try unsafe takeLines(bytes, &places, spanning: false) else { return false }
    place = places.end
    return true
  }

  /// - Parameter isSpanning: a record may span several lines.
  private func takeLines(
    _ bytes: UnsafeRawBufferPointer, _ places: inout RecordPlaces, spanning isSpanning: Bool
  ) throws(ReadFailure) -> Bool {
    try limits.checkSpill()
    guard let base = bytes.baseAddress, unsafe parser.check(lines: bytes, spanning: isSpanning)
    else {
      return false
    }
    while let record = unsafe parser.nextInLines() {
      let raw = unsafe record.pointee.raw.content
      let place = unsafe places.place(ofOffset: raw.baseAddress! - base)
      if raw.count <= limits.recordByteCountMax, unsafe tally.pointee.accept(record, at: place) {
        continue
      }
      // Whatever else it is, the general way knows what to say and do.
      try unsafe take(raw, at: place)
    }
    return true
  }

  /// A page in a place where a record may be: on a line, or in an array.
  private func takePage(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure) {
    let position = place.byte
    let range = position..<position + bytes.count
    unsafe last = nil
    if isInsidePage {
      return try refuse(
        range, fault: position, reason: "a page of records inside a page of records")
    }
    let scanner = unsafe JSONScanner(
      window: ByteWindow(over: [UInt8](bytes), at: place, countsLines: countsLines), at: position,
      valueByteCountMax: limits.recordByteCountMax)
    do throws(ReadFailure) {
      let name = file.map { plan.files[$0].name } ?? ""
      var object = TopLevelObject(scanner: scanner, handler: self, file: name)
      try object.read()
    } catch .malformed(let byte, let reason) where isRejecting {
      try refuse(range, fault: byte, reason: reason)
    }
  }

  private func refuse(
    _ bytes: UnsafeRawBufferPointer, at position: Int, for record: uc_record
  ) throws(ReadFailure) {
    var reason = unsafe record.message.map { unsafe String(cString: $0) } ?? "malformed"
    if unsafe record.field.length > 0 { reason = unsafe "\"\(record.field.string)\": \(reason)" }
    if let answer = unsafe ErrorAnswer(bytes.prefix(ContentKind.headByteCount)) {
      reason += "; it is an \(answer)"
    }
    try unsafe refuse(
      position..<position + bytes.count, fault: position + record.offset, reason: reason)
  }

  func refuse(_ range: Range<Int>, fault: Int, reason: String) throws(ReadFailure) {
    guard isRejecting else { throw .malformed(byte: fault, reason: reason) }
    unsafe tally.pointee.reject(range, fault: fault, reason: reason)
  }

  /// A block of a packed file; without one, its nodes and settings.
  func take(_ part: PackPart, block: Int?) throws(ReadFailure) {
    try limits.checkSpill()
    if let block {
      try unsafe tally.pointee.take(part, block: block)
    } else {
      unsafe tally.pointee.takeHeads(of: part)
    }
  }

  func finish(_ page: Page) { unsafe tally.pointee.add(page) }

  /// The SHA-256 of the stored file that contains a file.
  func add(sha256: String, of file: Int) { unsafe tally.pointee.add(sha256: sha256, of: file) }

  /// How many lines begin in a stretch.
  func add(_ lines: StretchLines) { unsafe tally.pointee.add(lines) }

  /// Leaves of the tree hash of a stored file.
  func add(_ stretch: StretchLeaves) { unsafe tally.pointee.add(stretch) }
}
