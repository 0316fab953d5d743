internal import BuiltInData
internal import CensusModel
internal import Documents

/// The meaning of Microsoft service plans and products, by GUID: `microsoft-plans.csv`. Names are
/// only
/// for readers, as several plans share one.
struct PlanTable: Sendable {
  enum Meaning: String, Sendable {
    case teams, voice, mailbox, none
    /// An account that is not a person.
    case resource, shared, room
  }

  private(set) var plans: [String: Meaning] = [:]
  private(set) var products: [String: Meaning] = [:]

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
    while let record = try reader.next() {
      guard record.fields.count == 6, ["plan", "product"].contains(record.fields[0]),
        record.fields[1].utf8.count == 36, let meaning = Meaning(rawValue: record.fields[3])
      else {
        throw document.refusal(
          at: record.offset,
          "expected plan or product, a GUID, a name, then teams, voice, mailbox, resource, shared, "
            + "room or none")
      }
      let guid = Folding.key(record.fields[1])
      let isNew =
        record.fields[0] == "plan"
        ? plans.updateValue(meaning, forKey: guid) == nil
        : products.updateValue(meaning, forKey: guid) == nil
      if !isNew { throw document.refusal(at: record.offset, "the GUID is given twice; remove one") }
    }
  }
}
