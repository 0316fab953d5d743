internal import CRecordParser
internal import CensusModel
internal import Documents

/// Counts the fields of the records that the readers of the forms find.
@safe final class SchemaReader: RecordHandler {
  let limits: RecordLimits
  let isRejecting = true
  var isInsidePage = false
  /// All that was found.
  var found = Found()

  private let parser: RecordParser
  private let profile: DumpProfile
  private let byteCountMax: Int?
  private let identities: IdentityUse
  private var file = ""
  /// Indexes of the file and of its dump.
  private var (fileIndex, dump) = (0, 0)
  private var last: UnsafePointer<uc_record>?

  struct Found {
    /// Texts that are not records.
    var unreadableCount = 0
    /// Of types of the profile.
    private var tallies: [SchemaTally] = []
    private var indexes: [String: Int] = [:]
    private var skipped = SkippedSchemas()

    var models: [DumpSchema.Model] { tallies.map(\.summary) + skipped.models }

    mutating func add(
      _ data: UnsafeRawBufferPointer?, ofModel type: String, _ profile: DumpProfile,
      isMalformed: Bool
    ) {
      if let index = indexes[type] {
        unsafe tallies[index].add(data, isMalformed: isMalformed)
      } else if !skipped.hasMet(type), var tally = SchemaTally(type: type, profile) {
        unsafe tally.add(data, isMalformed: isMalformed)
        indexes[type] = tallies.count
        tallies.append(tally)
      } else {
        skipped.add(type, isMalformed: isMalformed)
      }
    }
  }

  /// - Parameters:
  ///   - byteCount: how much of each file is looked at; nil for all.
  ///   - identities: what becomes of the PKIDs of records.
  init(_ options: DumpReader.Options, byteCount: Int?, identities: IdentityUse = .ignored) {
    self.identities = identities
    profile = options.profile
    byteCountMax = byteCount
    limits = RecordLimits(
      recordByteCountMax: options.recordByteCountMax, depthMax: options.depthMax)
    parser = RecordParser(
      profile: CompiledProfile(options.profile), depthMax: options.depthMax)
  }

  /// Begins another file.
  func begin(file: PlannedFile, index: Int) {
    (self.file, fileIndex, dump) = (file.name, index, file.dump)
  }

  var lastModelType: UnsafeRawBufferPointer {
    unsafe last.map { unsafe $0.pointee.model_type.content }
      ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  func take(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure) {
    let position = place.byte
    if bytes.count > limits.recordByteCountMax {
      unsafe last = nil
      found.unreadableCount += 1
    } else {
      let record = unsafe parser.parse(bytes)
      unsafe last = unsafe record
      if unsafe record.pointee.kind != UC_RECORD_PAGE {
        unsafe add(bytes, isMalformed: record.pointee.kind == UC_RECORD_MALFORMED)
        unsafe note(record, at: position)
      } else if isInsidePage {
        found.unreadableCount += 1
      } else {
        try unsafe takePage(bytes, at: place)
      }
    }
    if let byteCountMax, position + bytes.count >= byteCountMax {
      throw .io(reason: "enough was read")
    }
  }

  private func note(_ record: UnsafePointer<uc_record>, at position: Int) {
    guard unsafe [UC_RECORD_WANTED, UC_RECORD_SKIPPED].contains(record.pointee.kind),
      unsafe record.pointee.pkid.length > 0
    else { return }
    let seed = unsafe IdentityHash.seed(ofModel: record.pointee.model_type.content)
    let hash = unsafe IdentityHash.moved(IdentityHash.hash(of: record, seed: seed), byDumps: dump)
    switch identities {
    case .ignored, .noted: break
    case .logged(let log): log.add(hash)
    case .searched(let search):
      let position = RecordPosition(file: fileIndex, byte: position)
      unsafe search.take(record, hash: hash, dump: dump, at: position)
    }
  }

  func takeElement(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure) {
    try unsafe take(bytes, at: place)
  }

  /// Each line is taken by itself.
  func takeLines(
    _ bytes: UnsafeRawBufferPointer, at place: inout TextPlace
  ) throws(ReadFailure) -> Bool { false }

  func refuse(_ range: Range<Int>, fault: Int, reason: String) { found.unreadableCount += 1 }

  func finish(_ page: Page) {}

  /// A page in the place of a record.
  private func takePage(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) throws(ReadFailure) {
    unsafe last = nil
    let scanner = unsafe JSONScanner(
      window: ByteWindow(over: [UInt8](bytes), at: place), at: place.byte,
      valueByteCountMax: limits.recordByteCountMax)
    do throws(ReadFailure) {
      var object = TopLevelObject(scanner: scanner, handler: self, file: file)
      try object.read()
    } catch .malformed {
      found.unreadableCount += 1
    }
  }

  // MARK: Records

  private func add(_ record: UnsafeRawBufferPointer, isMalformed: Bool) {
    var (meta, data): (UnsafeRawBufferPointer?, UnsafeRawBufferPointer?)
    let isObject = unsafe MemberWalk.forEach(in: record) { key, value in
      if unsafe key.elementsEqual("meta".utf8) { unsafe meta = unsafe value }
      if unsafe key.elementsEqual("data".utf8) { unsafe data = unsafe value }
    }
    guard isObject, let meta = unsafe meta,
      let type = unsafe MemberWalk.last("model_type", in: meta),
      let name = unsafe Self.text(type)
    else {
      found.unreadableCount += 1
      return
    }
    unsafe found.add(data, ofModel: name, profile, isMalformed: isMalformed)
  }

  /// The text of a JSON string; nil for any other value.
  private static func text(_ value: UnsafeRawBufferPointer) -> String? {
    guard unsafe value.first == UInt8(ascii: "\"") else { return nil }
    if unsafe value.contains(UInt8(ascii: "\\")) {
      return unsafe (try? JSONNode(parsing: Array(value), file: ""))?.string
    }
    return unsafe String(decoding: value.dropFirst().dropLast(), as: UTF8.self)
  }
}
