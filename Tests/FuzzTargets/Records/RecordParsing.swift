internal import CRecordParser

/// Models whose fields are of all kinds, with names short and long, alike and not.
public struct ProfileSketch: Sendable {
  /// The names of a model's fields, by what is read of them.
  public struct Model: Sendable {
    /// Its `model_type`.
    public var type: String
    /// Fields that hold a text or a reference.
    public var texts: [String]
    /// Fields that hold a truth value.
    public var flags: [String] = []
    /// Fields that hold a list, with the member in which its entries stand.
    public var lists: [(name: String, inner: String)] = []
  }

  /// The models, each known by its type.
  public var models: [Model]

  /// Some of everything.
  public static let usual = ProfileSketch(models: [
    Model(
      type: "user", texts: ["userid", "mailid", "user", "name"], flags: ["userOn"],
      lists: [("devices", "device")]),
    Model(type: "phone", texts: ["name", "ownerUserName", "ownerUserNames", "class", "abc"]),
    Model(type: "flags", texts: [], flags: ["isLicensed", "isLicensee"]),
  ])

  /// Two fields of one name, and names that others begin with, that are long or need escapes.
  public static let alike = ProfileSketch(models: [
    Model(
      type: "user",
      texts: ["name", "names", "name", #"back\"#, "nameOfAUser", longName, longName + "er"]),
    Model(type: "phone", texts: ["names", "name"], flags: ["isOn"]),
  ])
  /// A name that is longer than what is compared at once.
  public static let longName = String(repeating: "long", count: 10)

  /// Names too short for a filter that looks at four bytes.
  public static let short = ProfileSketch(models: [
    Model(type: "user", texts: ["a", "ab", "name"], flags: ["é"], lists: [("l", "i")])
  ])
}

/// The record parser of C, and what it says in words.
public final class RecordParsing {
  private let parser: OpaquePointer
  private let profile: OpaquePointer
  private let sketch: ProfileSketch

  /// A parser for records nested at most `depthMax` deep.
  ///
  /// - Parameter isPlain: without what only some processors can do.
  public init(_ sketch: ProfileSketch = .usual, depthMax: Int = 64, isPlain: Bool = false) {
    self.sketch = sketch
    parser = uc_record_parser_create(depthMax, isPlain)
    profile = uc_profile_create()
    for model in sketch.models {
      Self.withText(model.type) { uc_profile_add_model(profile, $0) }
      for name in model.texts { add(UC_FIELD_TEXT, name, "") }
      for name in model.flags { add(UC_FIELD_FLAG, name, "") }
      for list in model.lists { add(UC_FIELD_LIST, list.name, list.inner) }
    }
  }

  deinit {
    uc_record_parser_destroy(parser)
    uc_profile_destroy(profile)
  }

  private func add(_ kind: uc_field_kind, _ name: String, _ inner: String) {
    Self.withText(name) { name in
      Self.withText(inner) { uc_profile_add_field(profile, kind, name, $0) }
    }
  }

  private static func withText(_ text: String, _ body: (uc_text) -> Void) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        body(uc_text(bytes: $0.baseAddress, length: $0.count))
      }
    }
  }

  /// The content of one text.
  public func single(_ text: [UInt8]) -> String {
    withPadding(text) { describe(uc_record_parse(parser, profile, $0, text.count).pointee) }
  }

  /// The content of each record of these lines; nil where they are not taken at once.
  public func lines(_ text: [UInt8], spanning isSpanning: Bool = false) -> [String]? {
    withPadding(text) { bytes in
      guard uc_lines_check(parser, profile, bytes, text.count, isSpanning) else { return nil }
      var records: [String] = []
      while let record = uc_lines_next(parser, profile) { records.append(describe(record.pointee)) }
      return records
    }
  }

  /// The bytes after the text would go on with it, if the parser read them.
  private func withPadding<Result>(
    _ text: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    let padding = Array(repeating: Array("{\"\\\n".utf8), count: uc_record_padding()).joined()
    return (text + padding.prefix(uc_record_padding())).withUnsafeBytes {
      body($0.baseAddress!.assumingMemoryBound(to: CChar.self))
    }
  }

  private func describe(_ record: uc_record) -> String {
    let raw = "\(record.raw.words)"
    switch record.kind {
    case UC_RECORD_PAGE: return "page \(raw)"
    case UC_RECORD_SKIPPED: return "skipped \(record.model_type.words) \(raw)"
    case UC_RECORD_MALFORMED:
      return "malformed \(record.offset) \(record.field.words) "
        + "\(record.message.map { String(cString: $0) } ?? "?") \(raw)"
    default:
      let model = record.model
      let place = "\(record.place_kind.rawValue) \(record.place.words) \(record.pkid.words)"
      return "\(model) \(record.model_type.words) \(place) \(fields(record, model)) \(raw)"
    }
  }

  private func fields(_ record: uc_record, _ model: Int) -> String {
    let shape = sketch.models[model]
    let texts = shape.texts.indices.map { record.texts![$0].words }
    let flags = shape.flags.indices.map { "\(record.flags![$0].rawValue)" }
    let counts = shape.lists.indices.map { record.list_counts![$0] }
    let items = (0..<counts.reduce(0, +)).map { record.items![$0].words }
    return "\(texts) \(flags) \(counts) \(items)"
  }
}

extension uc_text {
  /// The bytes as a text; bytes that are not UTF-8 stay visible.
  fileprivate var words: String {
    String(decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
  }
}
