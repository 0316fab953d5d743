internal import CensusModel
internal import Documents

/// Pexip Infinity: `/api/admin/configuration/v1/end_user/`.
enum PexipTable: SystemTable {
  static let tree: FieldTree = {
    var tree = FieldTree()
    tree.addRecord("objects", "user")
    tree.add("objects/id", .objectId)
    tree.add("objects/primary_email_address", .mail)
    tree.add("objects/department", .department)
    tree.add("meta/total_count", .total)
    tree.add("meta/next", .nextPage)
    tree.recognise("meta/total_count")
    tree.add("error", .errorText)
    return tree
  }()

  static func take(_ row: borrowing Row, _ context: inout FileContext) throws(DocumentError) {
    let key = row[.objectId].isEmpty ? row[.mail] : row[.objectId]
    context.records.listKeys.append(Folding.key(key))
    if row[.mail].isEmpty { return context.records.leaveOut("no address") }
    context.records.accounts.append(
      FileRecords.Account(
        key: row[.mail], department: row[.department], origin: context.origin(row)))
  }
}
