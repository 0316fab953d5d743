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
      context.addListKey(.objectId, of: row)
      try takePerson(row, &context)
    default: takeControlHub(row, &context)
    }
  }

  private static func takeLicence(
    _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) {
    guard !row.isEmpty(.objectId), !row.isEmpty(.licenceName) else {
      throw context.refusal(row, "a licence without 'id' or 'name'; export /v1/licenses again")
    }
    context.records.exported.licences.append(
      ExportedRecords.Licence(
        id: context.text(.objectId, of: row), name: context.text(.licenceName, of: row),
        consumedByUsers: Int(row[.consumedByUsers])))
  }

  private static func takePerson(
    _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) {
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
    if !row.isEmpty(.accountType), !row.isFolded(.accountType, "person") {
      return context.records.leaveOut("type \(Folding.key(row[.accountType]))")
    }
    if row.kind == "item", !row.has(.licence) {
      throw context.refusal(
        row,
        "a person without 'licenses'; export /v1/people as an administrator, without a list of ids")
    }
    let name = row.isEmpty(.mail) ? Field.userName : .mail
    var account = context.account(name, second: .userName, of: row)
    account.licences = context.texts(.licence, of: row)
    context.addAccount(account)
  }

  /// A row of Control Hub: licences in use are the titles of columns with TRUE.
  private static func takeControlHub(_ row: borrowing Row, _ context: inout FileContext) {
    if row.isEmpty(.mail) { return context.records.leaveOut("no address") }
    var account = context.account(.mail, of: row)
    account.hasLicenceNames = true
    let start = context.records.exported.lists.count
    for value in row.values where value.field == .licence && !value.text.isEmpty {
      if isSuspended(row.bytes[value.text]) {
        context.records.leaveOut("suspended licence")
      } else {
        let title = context.text(value.text, of: row)
        context.records.exported.lists.append(title)
      }
    }
    account.licences = TextSpan(from: start, of: context.records.exported.lists)
    context.addAccount(account)
  }

  private static func isSuspended(_ title: ArraySlice<UInt8>) -> Bool {
    title.last == UInt8(ascii: ")")
      && Folding.key(title).suffix("(suspended)".utf8.count).elementsEqual("(suspended)".utf8)
  }
}
