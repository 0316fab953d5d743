internal import CensusModel
internal import Documents

/// A rule set whose parts have been read each by itself, before they are checked against one
/// another.
struct RuleSetDraft {
  private(set) var auditVersion = ""
  private(set) var phonesPerLicense = 1
  private(set) var columns: [Column] = []
  /// For each column, where its title stands in the file.
  private(set) var titleOffsets: [Int] = []
  /// For each column, where its condition stands in the file; where it has none, its title.
  private(set) var conditionOffsets: [Int] = []

  init(parsing document: SourceDocument) throws(DocumentError) {
    let root = try CheckedObject(Self.root(of: document), what: "a rule set", in: document)
    try root.allow(["schema", "auditVersion", "phonesPerLicense", "columns"])
    _ = try root.number("schema", in: 1...1)
    auditVersion = try root.line("auditVersion").text
    phonesPerLicense = try root.number("phonesPerLicense", in: RuleSetLimits.phonesPerLicense)
    let (elements, offset) = try root.array("columns")
    guard elements.count <= RuleSetLimits.columnCountMax else {
      throw document.refusal(
        at: offset,
        "\(elements.count) columns; a rule set has at most \(RuleSetLimits.columnCountMax)")
    }
    for element in elements { try append(element, in: document) }
    guard columns.first?.kind == .customerPKID else {
      throw document.refusal(
        at: titleOffsets.first ?? offset, "the first column must be of the kind 'customerPKID'")
    }
  }

  private static func root(of document: SourceDocument) throws(DocumentError) -> JSONNode {
    guard document.bytes.count <= RuleSetLimits.byteCountMax else {
      throw document.refusal(
        at: RuleSetLimits.byteCountMax,
        "a rule set has at most \(RuleSetLimits.byteCountMax) bytes; this is another file")
    }
    do {
      return try JSONNode(parsing: document.bytes, file: document.file)
    } catch {
      throw document.refusal(at: error.byte, error.reason)
    }
  }

  private mutating func append(
    _ element: JSONNode, in document: SourceDocument
  ) throws(DocumentError) {
    let what = "column \(columns.count + 1)"
    let object = try CheckedObject(element, what: what, in: document)
    let (title, titleOffset) = try object.line("title")
    let (kind, kindOffset) = try object.string("kind")
    guard let reader = ColumnReader(kind: kind) else {
      throw document.refusal(
        at: kindOffset,
        "\(shown(kind)) is no kind of column; expected \(ColumnReader.kindNames)")
    }
    try object.allow(["title", "kind"] + reader.keys)
    let (value, conditionOffset) = try reader.read(object, earlier: columns, in: document)
    columns.append(Column(title: title, kind: value))
    titleOffsets.append(titleOffset)
    conditionOffsets.append(conditionOffset ?? titleOffset)
  }
}
