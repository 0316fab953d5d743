internal import CensusModel
internal import Documents

/// Unity Connection: `/vmrest/users` of CUPI.
enum UnityTable: SystemTable {
  /// Users that every server has.
  private static let systemUsers: [StaticString] = [
    "operator", "undeliverablemessagesmailbox", "unityconnection",
  ]

  static let tree: FieldTree = {
    var tree = FieldTree()
    for (list, record) in [("Users/", "Users/User/"), ("", "User/")] {
      tree.add(list + "@total", .total)
      tree.recognise(list + "@total")
      tree.addRecord(String(record.dropLast()), "user")
      tree.add(record + "Alias", .alias)
      tree.add(record + "ObjectId", .objectId)
      tree.add(record + "IsTemplate", .isTemplate)
      tree.add(record + "EmailAddress", .mail)
      tree.add(record + "Department", .department)
    }
    tree.recognise("Users")
    tree.add("ErrorDetails/errors/message", .errorText)
    tree.add("errors/message", .errorText)
    return tree
  }()

  static func take(_ row: borrowing Row, _ context: inout FileContext) throws(DocumentError) {
    context.addListKey(.objectId, or: .alias, of: row)
    if row.isEmpty(.alias) { return context.records.leaveOut("no alias") }
    if row.isFolded(.isTemplate, "true") { return context.records.leaveOut("template") }
    for name in systemUsers where row.isFolded(.alias, name) {
      return context.records.leaveOut("system user")
    }
    context.addAccount(context.account(.alias, second: .mail, of: row))
  }
}
