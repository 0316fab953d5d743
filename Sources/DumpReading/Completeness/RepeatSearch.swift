internal import CRecordParser
internal import CensusModel

/// A second pass over dumps in which identity hashes come more than once: it finds the records with
/// these hashes and all pages. Its memory grows with the repeated records only.
final class RepeatSearch: Sendable {
  /// A record with one of the hashes.
  struct Record: Sendable {
    var position: RecordPosition
    var identity: Identity
    /// Two hashes of the record's bytes.
    var content: Content
  }

  /// Equal for equal records, exactly.
  struct Identity: Hashable, Sendable {
    /// Index of the dump.
    var dump: Int
    /// Index into the model types.
    var model: Int
    /// Index into the texts.
    var text: Int
  }

  struct Content: Hashable, Sendable {
    var first: UInt64
    var second: UInt64
  }

  /// A page and where it is.
  struct PlacedPage: Sendable {
    var file: Int
    var dump: Int
    var page: Page
  }

  /// Everything found, in no order.
  struct Findings: Sendable {
    var records: [Record] = []
    var pages: [PlacedPage] = []
    var models = NumberedTexts()
    /// PKIDs, those of 24 hexadecimal digits in lower case.
    var texts = NumberedTexts()
  }

  private let hashes: Set<UInt64>
  private let state = Locked(Findings())

  init(for hashes: Set<UInt64>) { self.hashes = hashes }

  /// To be asked when the pass is over.
  var findings: Findings { state.withLock { $0 } }

  /// Takes a record with its identity hash.
  func take(
    _ record: UnsafePointer<uc_record>, hash: UInt64, dump: Int, at position: RecordPosition
  ) {
    guard hashes.contains(IdentityLog.kept(hash)) else { return }
    let raw = unsafe record.pointee.raw.content
    let content = unsafe Content(first: KeyHash(seed: 1)(raw), second: KeyHash(seed: 2)(raw))
    let type = unsafe [UInt8](record.pointee.model_type.content)
    let text = unsafe Self.pkid(of: record)
    state.withLock { findings in
      let identity = Identity(
        dump: dump, model: findings.models.index(of: type), text: findings.texts.index(of: text))
      findings.records.append(Record(position: position, identity: identity, content: content))
    }
  }

  /// True if records with this identity hash are looked for.
  func wants(_ hash: UInt64) -> Bool { hashes.contains(IdentityLog.kept(hash)) }

  /// Takes a record of a packed file whose identity hash is wanted.
  func take(
    _ record: UnpackedPages.Record, ofModel type: [UInt8], dump: Int, at position: RecordPosition
  ) {
    let text = Self.folded(String(decoding: record.pkid, as: UTF8.self))
    state.withLock { findings in
      let identity = Identity(
        dump: dump, model: findings.models.index(of: type), text: findings.texts.index(of: text))
      findings.records.append(
        Record(
          position: position, identity: identity,
          content: Content(first: record.content, second: 0)))
    }
  }

  private static func pkid(of record: UnsafePointer<uc_record>) -> [UInt8] {
    unsafe folded(record.pointee.pkid.string)
  }

  private static func folded(_ pkid: String) -> [UInt8] {
    Array((pkid.isPKID ? pkid.lowercased() : pkid).utf8)
  }

  /// Takes the end of a page.
  func take(_ page: Page, file: Int, dump: Int) {
    state.withLock { $0.pages.append(PlacedPage(file: file, dump: dump, page: page)) }
  }
}

/// Byte strings with numbers, counted from 0.
struct NumberedTexts: Sendable {
  private(set) var texts: [[UInt8]] = []
  private var indexes: [[UInt8]: Int] = [:]

  /// The number of a text, added if it is new.
  mutating func index(of text: [UInt8]) -> Int {
    if let known = indexes[text] { return known }
    indexes[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}
