internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Report
internal import TextOutput

/// Lists of persons as CSV and JSON: made in pieces by several threads, and given out in order.
struct PersonListing: Sendable {
  private let input: NamedInput
  private let format: OutputFormat
  private let isComplete: Bool
  private let isCounted: @Sendable (PersonCounts.Entry) -> Bool

  /// The list of such persons.
  init(
    _ input: NamedInput, _ format: OutputFormat, isComplete: Bool,
    _ isCounted: @escaping @Sendable (PersonCounts.Entry) -> Bool
  ) {
    (self.input, self.format, self.isComplete) = (input, format, isComplete)
    self.isCounted = isCounted
  }

  /// Calls a body for each piece of the list.
  func forEachPiece(_ body: (ListPiece) -> Void) throws(Failure) {
    try PersonPieceReading(input).forEachPiece(
      keeping: { PersonFields(input, ListPiece(format, isComplete: isComplete)) },
      make: { (fields, pieces, index) throws(ColumnFileError) in
        try piece(index, of: pieces, fields)
      },
      { (piece) throws(Failure) in body(piece) })
  }

  private func piece(
    _ index: Int, of pieces: PersonPieces, _ fields: PersonFields
  ) throws(ColumnFileError) -> ListPiece {
    var piece = ListPiece(format, isComplete: isComplete)
    if format == .json {
      let rows = ListRows(input)
      try pieces.forEachRun(ofPiece: index) { run in
        for person in 0..<run.count {
          let entry = fields.verdict(of: person, run).entry
          guard isCounted(entry) else { continue }
          piece.append(rows.row(of: run.person(person), entry, isComplete: isComplete))
        }
      }
    } else {
      try pieces.forEachRun(ofPiece: index) { run in append(run, fields, to: &piece) }
    }
    return piece
  }

  private func append(_ run: PersonRun, _ fields: PersonFields, to piece: inout ListPiece) {
    let (table, first) = run.table
    let customer = fields.customer(run.customer)
    for person in 0..<run.count {
      let verdict = fields.verdict(of: person, run)
      guard isCounted(verdict.entry) else { continue }
      let row = first + person
      piece.beginRow(customer, verdict.kind, name: table.heads.name(row))
      if isComplete {
        for part in table.parts(of: row) { piece.add(device: table.parts.name(part)) }
      }
      piece.endRow(verdict.fields, fields.source(table.heads.sources(row).first))
    }
  }
}

/// Fields that many rows of CSV have in common, made when they are first wanted. One thread uses
/// them.
///
/// Soundness of @unchecked: a thread takes it out of a locked list, and nothing else refers to it.
private final class PersonFields: @unchecked Sendable {
  /// All that is the same for persons with the same facts and phones.
  final class Verdict {
    let entry: PersonCounts.Entry
    let kind: ListPiece.Fields
    let fields: ListPiece.Fields

    init(entry: PersonCounts.Entry, kind: ListPiece.Fields, fields: ListPiece.Fields) {
      (self.entry, self.kind, self.fields) = (entry, kind, fields)
    }
  }

  private struct Combination: Hashable {
    var facts: FactSet
    var phones: Int
  }

  private struct File: Hashable {
    var model: UInt8
    var file: UInt32
  }

  private let input: NamedInput
  private let context: IdentityContext
  private let piece: ListPiece
  private let counts: PersonCounts
  private let nowhere: ListPiece.Source
  private var verdicts: [Combination: Verdict] = [:]
  private var files: [File: ListPiece.Fields] = [:]
  private var places: [UInt32: ListPiece.Fields] = [:]
  /// Persons of a customer are sorted, and most are like the one before.
  private var last: (combination: Combination, verdict: Verdict)?

  init(_ input: NamedInput, _ piece: ListPiece) {
    self.input = input
    self.piece = piece
    context = input.identities.context
    counts = PersonCounts(input.rules)
    let row = Self.row
    nowhere = ListPiece.Source(file: piece.file(of: row), line: nil, place: piece.place(of: row))
  }

  private static var row: ListRow { ListRow(pkid: "", customer: "", kind: .user, name: "") }

  func customer(_ customer: Int) -> ListPiece.Fields {
    let entry = input.identities.customers[customer]
    return piece.customer(
      of: ListRow(pkid: entry.pkid, customer: entry.names.customer, kind: .user, name: ""))
  }

  func verdict(of person: Int, _ run: PersonRun) -> Verdict {
    let combination = Combination(
      facts: run.facts(person),
      phones: PersonVerdict.phones(of: run.deviceTypes(person), classes: input.classOfType))
    if let last, last.combination == combination { return last.verdict }
    let verdict = verdicts[combination] ?? self.verdict(combination)
    last = (combination, verdict)
    return verdict
  }

  private func verdict(_ combination: Combination) -> Verdict {
    let entry = counts.entry(combination.facts, phones: combination.phones)
    var row = Self.row
    row.kind = entry.isUser ? .user : .account
    row.count = entry.count
    let verdict = Verdict(entry: entry, kind: piece.kind(of: row), fields: piece.verdict(of: row))
    verdicts[combination] = verdict
    return verdict
  }

  func source(_ record: SourceRecord?) -> ListPiece.Source {
    guard let record else { return nowhere }
    let (model, place) = (record.model, record.place)
    let fields = files[File(model: model, file: record.file)]
    return ListPiece.Source(
      file: fields ?? file(model, record.file), line: record.line == 0 ? nil : Int(record.line),
      place: places[place] ?? self.place(place))
  }

  private func file(_ model: UInt8, _ file: UInt32) -> ListPiece.Fields {
    var row = Self.row
    row.source = ListRow.Source(
      model: context.models[Int(model)], file: RecordFile(context.files[Int(file)]).path, line: nil,
      place: "")
    let fields = piece.file(of: row)
    files[File(model: model, file: file)] = fields
    return fields
  }

  private func place(_ place: UInt32) -> ListPiece.Fields {
    var row = Self.row
    row.source = ListRow.Source(
      model: "", file: "", line: nil, place: context.places[Int(place)])
    let fields = piece.place(of: row)
    places[place] = fields
    return fields
  }
}
