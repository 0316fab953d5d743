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
    context.addListKey(.objectId, or: .mail, of: row)
    if row.isEmpty(.mail) { return context.records.leaveOut("no address") }
    context.addAccount(context.account(.mail, of: row))
  }
}
