internal import CensusModel
internal import Documents

/// Contact Center Enterprise: `/unifiedconfig/config/agent`.
enum UCCETable: SystemTable {
  static let tree: FieldTree = {
    var tree = FieldTree()
    for prefix in ["results/", ""] {
      tree.addRecord(prefix + "agents/agent", "agent")
      tree.add(prefix + "agents/agent/person/userName", .alias)
      tree.add(prefix + "agents/agent/agentId", .objectId)
      tree.add(prefix + "pageInfo/totalResults", .total)
      tree.recognise(prefix + "pageInfo")
    }
    tree.recognise("results")
    tree.add("apiErrors/apiError/errorMessage", .errorText)
    return tree
  }()

  static func take(_ row: borrowing Row, _ context: inout FileContext) throws(DocumentError) {
    context.addListKey(.objectId, or: .alias, of: row)
    if row.isEmpty(.alias) { return context.records.leaveOut("no user name") }
    context.addAccount(context.account(.alias, of: row))
  }
}
