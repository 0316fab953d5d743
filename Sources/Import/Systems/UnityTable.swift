internal import CensusModel
internal import Documents

/// Unity Connection: `/vmrest/users` of CUPI.
enum UnityTable: SystemTable {
  /// Users that every server has.
  private static let systemUsers: Set<String> = [
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
    let alias = row[.alias]
    let key = row[.objectId].isEmpty ? alias : row[.objectId]
    context.records.listKeys.append(Folding.key(key))
    if alias.isEmpty { return context.records.leaveOut("no alias") }
    if Folding.key(row[.isTemplate]) == "true" { return context.records.leaveOut("template") }
    if systemUsers.contains(Folding.key(alias)) { return context.records.leaveOut("system user") }
    context.records.accounts.append(
      FileRecords.Account(
        key: alias, second: row[.mail], department: row[.department], origin: context.origin(row)))
  }
}
