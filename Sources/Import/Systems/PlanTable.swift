internal import BuiltInData
internal import CensusModel
internal import Documents

/// The meaning of Microsoft service plans and products, by GUID: `microsoft-plans.csv`. Names are
/// only for readers, as several plans share one.
struct PlanTable: Sendable {
  enum Meaning: String, Sendable {
    case teams, voice, mailbox, none
    /// An account that is not a person.
    case resource, shared, room
  }

  private(set) var plans: [String: Meaning] = [:]
  /// The class of each product, or the plans that it has where the tenant does not say.
  private(set) var products: [String: Set<Meaning>] = [:]

  /// The table that is built in.
  static let builtIn: PlanTable = {
    do {
      return try PlanTable(parsing: BuiltInData.microsoftPlans, file: "microsoft-plans.csv")
    } catch {
      preconditionFailure("the built-in table is checked by tests: \(error)")
    }
  }()

  /// Reads `kind,guid,name,meaning,source,date`.
  init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    let document = SourceDocument(file: file, bytes: bytes)
    var reader = try CSVReader(document)
    guard try reader.next()?.fields == ["kind", "guid", "name", "meaning", "source", "date"] else {
      throw document.refusal(at: 0, "expected the header kind,guid,name,meaning,source,date")
    }
    while let record = try reader.next() { try add(record, document) }
    if plans.isEmpty { throw document.refusal(at: bytes.count, "the table has no plan") }
  }

  private mutating func add(
    _ record: CSVReader.Record, _ document: SourceDocument
  ) throws(DocumentError) {
    let fields = record.fields
    guard fields.count == 6, ["plan", "product"].contains(fields[0]), Self.isGUID(fields[1]) else {
      throw document.refusal(
        at: record.offset,
        "expected 6 fields: plan or product, a GUID, a name, a meaning, a "
          + "source and a date")
    }
    try document.checkOrigin(source: fields[4], date: fields[5], at: record.offset)
    let guid = Folding.key(fields[1])
    let isNew: Bool
    if fields[0] == "plan" {
      guard let meaning = Meaning(rawValue: fields[3]), meaning != .shared else {
        throw document.refusal(
          at: record.offset,
          "expected teams, voice, mailbox, resource, room or none as the meaning of a plan")
      }
      isNew = plans.updateValue(meaning, forKey: guid) == nil
    } else {
      isNew = products.updateValue(try Self.product(record, document), forKey: guid) == nil
    }
    if !isNew { throw document.refusal(at: record.offset, "the GUID is given twice; remove one") }
  }

  /// One of the classes that are not persons, or plans that are joined by `+`.
  private static func product(
    _ record: CSVReader.Record, _ document: SourceDocument
  ) throws(DocumentError) -> Set<Meaning> {
    let words = record.fields[3].split(separator: "+", omittingEmptySubsequences: false)
    let meanings = words.compactMap { Meaning(rawValue: String($0)) }
    let arePlans = meanings.allSatisfy { [.teams, .voice, .mailbox].contains($0) }
    guard meanings.count == words.count, Set(meanings).count == words.count,
      arePlans || meanings.count == 1
    else {
      throw document.refusal(
        at: record.offset,
        "expected resource, shared, room, none, or teams, voice and mailbox joined by '+', as the "
          + "meaning of a product")
    }
    return Set(meanings)
  }

  private static func isGUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { part in part.utf8.allSatisfy { Character(.init($0)).isHexDigit } }
  }
}
