internal import BuiltInData
internal import CensusModel
internal import Documents

/// The titles that tables of the systems have, and the fields they mean: `import-columns.csv`.
struct ColumnTable: Sendable {
  struct Column: Sendable {
    var title: String
    var field: Field
    var isRequired: Bool
  }

  /// The columns of a form.
  struct Form: Sendable {
    var system: SourceSystem
    var name: String
    var columns: [Column] = []
    /// True if a column without a meaning is refused: the statement of a query is the user's own,
    /// and
    /// an owner under another name must not be lost.
    var isQuery: Bool { name.hasPrefix("sql-") }
  }

  private(set) var forms: [Form] = []

  /// The table that is built in.
  static let builtIn: ColumnTable = {
    do {
      return try ColumnTable(parsing: BuiltInData.importColumns, file: "import-columns.csv")
    } catch {
      preconditionFailure("the built-in table is checked by tests: \(error)")
    }
  }()

  /// Reads a table with the header `system,form,title,field,required,source,date`.
  init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    let document = SourceDocument(file: file, bytes: bytes)
    var reader = try CSVReader(document)
    let titles = ["system", "form", "title", "field", "required", "source", "date"]
    guard try reader.next()?.fields == titles else {
      throw document.refusal(at: 0, "expected the header \(titles.joined(separator: ","))")
    }
    while let record = try reader.next() {
      guard record.fields.count == titles.count,
        let system = SourceSystem(rawValue: record.fields[0]),
        let field = Field(rawValue: record.fields[3]), !record.fields[1].isEmpty,
        !record.fields[2].isEmpty, ["yes", ""].contains(record.fields[4])
      else {
        throw document.refusal(
          at: record.offset,
          "expected a system, a form, a title, a field, yes or nothing, a source and a date")
      }
      try document.checkOrigin(
        source: record.fields[5], date: record.fields[6], at: record.offset)
      let column = Column(
        title: Folding.product(record.fields[2]), field: field,
        isRequired: record.fields[4] == "yes")
      guard add(column, system, record.fields[1]) else {
        throw document.refusal(at: record.offset, "the form has the title twice; remove one")
      }
    }
    if forms.isEmpty { throw document.refusal(at: bytes.count, "the table has no title") }
  }

  /// - Returns: false where the form has the title already.
  private mutating func add(_ column: Column, _ system: SourceSystem, _ name: String) -> Bool {
    guard let index = forms.firstIndex(where: { $0.system == system && $0.name.isExactly(name) })
    else {
      forms.append(Form(system: system, name: name, columns: [column]))
      return true
    }
    guard !forms[index].columns.contains(where: { $0.title.isExactly(column.title) }) else {
      return false
    }
    forms[index].columns.append(column)
    return true
  }

  /// The meaning of the columns of a table; nil where the system has no such table.
  func mapping(_ system: SourceSystem, titles: [String], isQuery: Bool) -> ColumnMapping? {
    let folded = titles.map(Self.folded)
    var best: (form: Form, wanted: [(index: Int, field: Field)])?
    for form in forms where form.system == system && form.isQuery == isQuery {
      guard let wanted = Self.wanted(form, folded) else { continue }
      if wanted.count > best?.wanted.count ?? 0 { best = (form, wanted) }
    }
    guard let best else { return nil }
    return ColumnMapping(
      form: best.form.name, wanted: best.wanted.filter { $0.field != .ignored },
      refusesObjects: system == .microsoft)
  }

  /// The columns of a form in a table; nil where a required field is missing or, in a query, a
  /// column
  /// has no meaning.
  private static func wanted(
    _ form: Form, _ titles: [String]
  ) -> [(index: Int, field: Field)]? {
    var wanted: [(index: Int, field: Field)] = []
    for (index, title) in titles.enumerated() {
      if let column = form.columns.first(where: { matches($0.title, title) }) {
        wanted.append((index, column.field))
      } else if form.isQuery {
        return nil
      }
    }
    let required = Set(form.columns.filter(\.isRequired).map(\.field))
    return required.isSubset(of: wanted.map(\.field)) ? wanted : nil
  }

  /// True if a title is the one of the table, in which `#` means a number.
  private static func matches(_ pattern: String, _ title: String) -> Bool {
    guard pattern.hasSuffix("#") else { return pattern.isExactly(title) }
    let stem = pattern.dropLast()
    guard title.hasPrefix(stem) else { return false }
    let number = title.dropFirst(stem.count)
    return !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// A title as it is compared: blanks squeezed, case folded, and without the parentheses that the
  /// database puts around an expression.
  private static func folded(_ title: String) -> String {
    let folded = Folding.product(ColumnMapping.trimmed(title))
    guard folded.hasPrefix("("), folded.hasSuffix(")") else { return folded }
    return String(folded.dropFirst().dropLast())
  }
}
