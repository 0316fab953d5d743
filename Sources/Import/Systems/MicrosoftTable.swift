internal import CensusModel
internal import Documents

/// Microsoft: users and subscribed products of Graph, and `Get-CsOnlineUser`.
enum MicrosoftTable: SystemTable {
  private static let fields: [(path: String, field: Field)] = [
    ("userPrincipalName", .userName), ("userType", .userType), ("department", .department),
    ("assignedPlans", .listsDevices), ("assignedPlans/servicePlanId", .planId),
    ("assignedPlans/capabilityStatus", .planStatus),
    ("assignedLicenses", .listsProfiles), ("assignedLicenses/skuId", .productId),
    ("assignedLicenses/disabledPlans", .disabledPlan),
    ("capabilityStatus", .planStatus), ("skuPartNumber", .licenceName), ("skuId", .licenceId),
    ("servicePlans/servicePlanId", .planId),
    ("UserPrincipalName", .alias), ("EnterpriseVoiceEnabled", .isVoiceEnabled),
    ("AccountType", .accountType), ("SoftDeletionTimestamp", .softDeleted),
    ("Department", .department),
  ]

  static let tree: FieldTree = {
    var tree = FieldTree()
    tree.addRecord("value", "object")
    for prefix in ["value/", ""] {
      for entry in fields { tree.add(prefix + entry.path, entry.field) }
      tree.addGroup(prefix + "assignedPlans")
      tree.addGroup(prefix + "assignedLicenses")
    }
    tree.add("@odata.nextLink", .nextPage)
    tree.add("@odata.count", .total)
    tree.add("error/code", .errorText)
    tree.add("error/message", .errorText)
    tree.rootRecord = "object"
    return tree
  }()

  static func take(_ row: borrowing Row, _ context: inout FileContext) throws(DocumentError) {
    if row.kind == "cs-online-user" || row.has(.alias) {
      try takeOnlineUser(row, &context)
    } else if row.has(.licenceName), row.has(.licenceId) {
      context.records.products.append(
        FileRecords.Product(
          id: Folding.key(row[.licenceId]), name: row[.licenceName],
          plans: row.all(.planId).map { Folding.key($0) },
          isSuspended: !["", "enabled", "warning"].contains(Folding.key(row[.planStatus]))))
    } else {
      try takeGraphUser(row, &context)
    }
  }

  private static func takeOnlineUser(
    _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) {
    let name = row.kind == "cs-online-user" ? row[.userName] : row[.alias]
    if name.isEmpty { return context.records.leaveOut("no principal name") }
    try checkConcealment(name, row, context)
    let type = row[.accountType]
    if Int(type) != nil {
      throw context.refusal(
        row, "AccountType is a number; select it as text, or use ConvertTo-Json -EnumsAsStrings")
    }
    if !type.isEmpty, Folding.key(type) != "user" {
      return context.records.leaveOut("AccountType \(type)")
    }
    if !row[.softDeleted].isEmpty { return context.records.leaveOut("deleted") }
    guard let isVoiceEnabled = boolean(row[.isVoiceEnabled]) else {
      throw context.refusal(
        row, "EnterpriseVoiceEnabled is '\(row[.isVoiceEnabled])'; expected True or False")
    }
    context.records.accounts.append(
      FileRecords.Account(
        key: name, department: row[.department], isOnlineUser: true,
        isVoiceEnabled: isVoiceEnabled, origin: context.origin(row)))
  }

  private static func takeGraphUser(
    _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) {
    let name = row[.userName]
    if name.isEmpty {
      throw context.refusal(
        row,
        "an object that is neither a user nor a subscribed product; export /users with "
          + "$select=userPrincipalName,userType,assignedPlans,assignedLicenses")
    }
    try checkConcealment(name, row, context)
    guard row.has(.listsDevices) || row.has(.listsProfiles) else {
      throw context.refusal(
        row, "a user without 'assignedPlans' and 'assignedLicenses'; add them to $select")
    }
    if !row[.listsDevices].isEmpty || !row[.listsProfiles].isEmpty {
      throw context.refusal(
        row, "a list of licences that was cut to a text; use ConvertTo-Json -Depth 5")
    }
    context.records.listKeys.append(Folding.key(name))
    if Folding.key(row[.userType]) == "guest" { return context.records.leaveOut("guest") }
    context.records.accounts.append(account(name, row, context))
  }

  /// The plans and products of a user, each with what belongs to it.
  private static func account(
    _ name: String, _ row: borrowing Row, _ context: FileContext
  ) -> FileRecords.Account {
    var account = FileRecords.Account(
      key: name, department: row[.department], origin: context.origin(row))
    account.hasPlans = row.has(.listsDevices)
    account.hasProducts = row.has(.listsProfiles)
    var (plan, status, product, disabled) = ("", "", "", [String]())
    for value in row.values {
      switch value.field {
      case .planId: plan = Folding.key(row.string(value.text))
      case .planStatus: status = Folding.key(row.string(value.text))
      case .productId: product = Folding.key(row.string(value.text))
      case .disabledPlan where !value.text.isEmpty:
        disabled.append(Folding.key(row.string(value.text)))
      case .endOfGroup:
        // A plan in its grace period is still in use; a suspended one is not.
        if !plan.isEmpty, status == "enabled" || status == "warning" {
          account.licences.append(plan)
        }
        if !product.isEmpty { account.products.append((product, disabled)) }
        (plan, status, product, disabled) = ("", "", "", [])
      default: break
      }
    }
    return account
  }

  /// Names that the tenant conceals are 32 hexadecimal digits.
  private static func checkConcealment(
    _ name: String, _ row: borrowing Row, _ context: FileContext
  ) throws(DocumentError) {
    let isHexadecimal = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x46).contains($0)
    }
    if name.utf8.count == 32, isHexadecimal {
      throw context.refusal(
        row, "concealed names; export users from Graph, or show names in the reports' settings")
    }
  }

  private static func boolean(_ text: String) -> Bool? {
    switch Folding.key(text) {
    case "true": true
    case "false", "": false
    default: nil
    }
  }
}
