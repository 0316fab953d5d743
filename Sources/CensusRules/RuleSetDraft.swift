internal import CensusModel
internal import Documents

/// A rule set whose parts have been read each by itself, before they are checked against one
/// another.
struct RuleSetDraft {
  private(set) var auditVersion = ""
  private(set) var name: String?
  private(set) var phonesPerLicense = 1
  /// The persons who need a licence, and where the condition is in the file.
  private(set) var licensed = Expression.fact(.ucmUser)
  private(set) var licensedOffset = 0
  private(set) var columns: [Column] = []
  /// For each column, where its title is in the file.
  private(set) var titleOffsets: [Int] = []
  /// For each column, where its condition is in the file; where it has none, its title.
  private(set) var conditionOffsets: [Int] = []

  init(parsing document: SourceDocument) throws(DocumentError) {
    let root = try CheckedObject(Self.root(of: document), what: "a rule set", in: document)
    try root.allow(Self.keys)
    _ = try root.number("schema", in: 1...1)
    auditVersion = try root.line("auditVersion").text
    phonesPerLicense = try root.number("phonesPerLicense", in: RuleSetLimits.phonesPerLicense)
    if root.has("name") { name = try Self.name(root, document) }
    if root.has("licensed") { try readLicensed(root, document) }
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

  private static let keys = [
    "schema", "name", "auditVersion", "phonesPerLicense", "licensed", "columns",
  ]

  /// A name that a file name can have as it is.
  private static func name(
    _ root: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) -> String {
    let (name, offset) = try root.string("name")
    let isPlain = name.unicodeScalars.allSatisfy {
      switch $0 {
      case "A"..."Z", "a"..."z", "0"..."9", ".", "_", "-": true
      default: false
      }
    }
    guard isPlain, (1...RuleSetLimits.nameByteCountMax).contains(name.utf8.count) else {
      throw document.refusal(
        at: offset,
        "'name' of a rule set must be 1 to \(RuleSetLimits.nameByteCountMax) of the characters "
          + "A-Z a-z 0-9 . _ -, because it becomes part of file names")
    }
    return name
  }

  private mutating func readLicensed(
    _ root: CheckedObject, _ document: SourceDocument
  ) throws(DocumentError) {
    let (text, offset) = try root.string("licensed")
    licensedOffset = offset
    do {
      licensed = try ExpressionParser.parse(text, earlier: [])
    } catch {
      throw document.refusal(
        at: document.byte(ofStringAt: offset, index: error.index), error.reason)
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
        "\(shown(kind)) is not a kind of column; expected \(ColumnReader.kindNames)")
    }
    try object.allow(["title", "kind"] + reader.keys)
    let (value, conditionOffset) = try reader.read(object, earlier: columns, in: document)
    columns.append(Column(title: title, kind: value))
    titleOffsets.append(titleOffset)
    conditionOffsets.append(conditionOffset ?? titleOffset)
  }
}
