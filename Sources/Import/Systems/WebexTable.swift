internal import CensusModel
internal import Documents

/// Webex: pages of people and licences, SCIM users, and the users file of Control Hub.
enum WebexTable: SystemTable {
  static let tree: FieldTree = {
    var tree = FieldTree()
    tree.addRecord("items", "item")
    let fields: [(path: String, field: Field)] = [
      ("id", .objectId), ("emails", .mail), ("userName", .userName), ("type", .accountType),
      ("licenses", .licence), ("department", .department), ("errors/*", .recordError),
      ("name", .licenceName), ("totalUnits", .count), ("consumedByUsers", .consumedByUsers),
    ]
    for entry in fields { tree.add("items/" + entry.path, entry.field) }
    tree.addRecord("Resources", "scim")
    tree.add("Resources/id", .objectId)
    tree.add("Resources/userName", .userName)
    tree.add("Resources/userType", .userType)
    tree.add("Resources/emails/value", .mail)
    tree.add("Resources/User/licenseID", .licence)
    tree.add("Resources/User/department", .department)
    tree.add("totalResults", .total)
    tree.add("message", .errorText)
    return tree
  }()

  static func take(_ row: borrowing Row, _ context: inout FileContext) throws(DocumentError) {
    switch row.kind {
    case "item" where row.has(.count) || row.has(.consumedByUsers): try takeLicence(row, &context)
    case "item": try takePerson(row, &context)
    case "scim":
      context.records.listKeys.append(Folding.key(row[.objectId]))
      try takePerson(row, &context)
    default: takeControlHub(row, &context)
    }
  }

  private static func takeLicence(_ row: borrowing Row, _ context: inout FileContext)
    throws(DocumentError)
  {
    guard !row[.objectId].isEmpty, !row[.licenceName].isEmpty else {
      throw context.refusal(row, "a licence without 'id' or 'name'; export /v1/licenses again")
    }
    context.records.licences.append(
      FileRecords.Licence(
        id: row[.objectId], name: row[.licenceName], consumedByUsers: Int(row[.consumedByUsers])))
  }

  private static func takePerson(_ row: borrowing Row, _ context: inout FileContext)
    throws(DocumentError)
  {
    guard row.has(.mail) || row.has(.userName) else {
      throw context.refusal(
        row, "an item that is neither a person nor a licence; export /v1/people or /v1/licenses")
    }
    if row.has(.recordError) {
      throw context.refusal(
        row,
        "a person with 'errors': the service answered in part, and licences may be missing; "
          + "export /v1/people again")
    }
    let type = Folding.key(row[.accountType])
    if !type.isEmpty, type != "person" { return context.records.leaveOut("type \(type)") }
    if row.kind == "item", !row.has(.licence) {
      throw context.refusal(
        row,
        "a person without 'licenses'; export /v1/people as an administrator, without a list of ids")
    }
    context.records.accounts.append(
      FileRecords.Account(
        key: row[.mail].isEmpty ? row[.userName] : row[.mail], second: row[.userName],
        department: row[.department], licences: row.all(.licence), origin: context.origin(row)))
  }

  /// A row of Control Hub: licences in use are the titles of columns with TRUE.
  private static func takeControlHub(_ row: borrowing Row, _ context: inout FileContext) {
    if row[.mail].isEmpty { return context.records.leaveOut("no address") }
    var licences: [String] = []
    for title in row.all(.licence) {
      if Folding.key(title).hasSuffix("(suspended)") {
        context.records.leaveOut("suspended licence")
      } else {
        licences.append(title)
      }
    }
    context.records.accounts.append(
      FileRecords.Account(
        key: row[.mail], department: row[.department], licences: licences,
        hasLicenceNames: true, origin: context.origin(row)))
  }
}
