internal import CensusModel
internal import Documents

/// Contact Center Express: `/adminapi/resource`.
enum UCCXTable: SystemTable {
  static let tree: FieldTree = {
    var tree = FieldTree()
    for prefix in ["resources/", ""] {
      tree.addRecord(prefix + "resource", "resource")
      tree.add(prefix + "resource/userID", .alias)
    }
    tree.recognise("resources")
    tree.recognise("@type")
    tree.add("apiErrors/apiError/errorMessage", .errorText)
    tree.add("apiError/errorMessage", .errorText)
    return tree
  }()

  static func take(_ row: borrowing Row, _ context: inout FileContext) throws(DocumentError) {
    if row.isEmpty(.alias) { return context.records.leaveOut("no user id") }
    context.addAccount(context.account(.alias, of: row))
  }
}
