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
      takeProduct(row, &context)
    } else {
      try takeGraphUser(row, &context)
    }
  }

  private static func takeProduct(_ row: borrowing Row, _ context: inout FileContext) {
    let start = context.records.exported.lists.count
    for value in row.values where value.field == .planId && !value.text.isEmpty {
      let plan = context.text(value.text, of: row)
      context.records.exported.lists.append(plan)
    }
    let isInUse =
      row.isEmpty(.planStatus) || row.isFolded(.planStatus, "enabled")
      || row.isFolded(.planStatus, "warning")
    context.records.exported.products.append(
      ExportedRecords.Product(
        id: context.text(.licenceId, of: row),
        plans: TextSpan(from: start, of: context.records.exported.lists), isSuspended: !isInUse))
  }

  private static func takeOnlineUser(
    _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) {
    let name = row.kind == "cs-online-user" ? Field.userName : .alias
    if row.isEmpty(name) { return context.records.leaveOut("no principal name") }
    try checkConcealment(row.slice(name), row, context)
    if !row.isEmpty(.accountType), !row.isFolded(.accountType, "user") {
      let type = row[.accountType]
      if Int(type) != nil {
        throw context.refusal(
          row, "AccountType is a number; select it as text, or use ConvertTo-Json -EnumsAsStrings")
      }
      return context.records.leaveOut("AccountType \(type)")
    }
    if !row.isEmpty(.softDeleted) { return context.records.leaveOut("deleted") }
    guard let isVoiceEnabled = boolean(row[.isVoiceEnabled]) else {
      throw context.refusal(
        row, "EnterpriseVoiceEnabled is '\(row[.isVoiceEnabled])'; expected True or False")
    }
    var account = context.account(name, of: row)
    account.isOnlineUser = true
    account.isVoiceEnabled = isVoiceEnabled
    context.addAccount(account)
  }

  private static func takeGraphUser(
    _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) {
    if row.isEmpty(.userName) {
      throw context.refusal(
        row,
        "an object that is neither a user nor a subscribed product; export /users with "
          + "$select=userPrincipalName,userType,assignedPlans,assignedLicenses")
    }
    try checkConcealment(row.slice(.userName), row, context)
    guard row.has(.listsDevices) || row.has(.listsProfiles) else {
      throw context.refusal(
        row, "a user without 'assignedPlans' and 'assignedLicenses'; add them to $select")
    }
    if !row.isEmpty(.listsDevices) || !row.isEmpty(.listsProfiles) {
      throw context.refusal(
        row, "a list of licences that was cut to a text; use ConvertTo-Json -Depth 5")
    }
    context.addListKey(.userName, of: row)
    if row.isFolded(.userType, "guest") { return context.records.leaveOut("guest") }
    takeAccount(row, &context)
  }

  /// A plan or product of a user, as far as its fields came.
  private struct Group {
    var plan = 0..<0
    var isPlanInUse = false
    var product = 0..<0
    var disabledPlans: [Range<Int>] = []
  }

  /// The plans and products of a user, each with what belongs to it.
  private static func takeAccount(_ row: borrowing Row, _ context: inout FileContext) {
    var account = context.account(.userName, of: row)
    account.hasPlans = row.has(.listsDevices)
    account.hasProducts = row.has(.listsProfiles)
    let firstProduct = context.records.exported.heldProducts.count
    var plans: [TextID] = []
    var group = Group()
    for value in row.values {
      switch value.field {
      case .planId: group.plan = value.text
      // A plan in its grace period is still in use; a suspended one is not.
      case .planStatus:
        group.isPlanInUse =
          row.isFolded(value.text, "enabled") || row.isFolded(value.text, "warning")
      case .productId: group.product = value.text
      case .disabledPlan where !value.text.isEmpty: group.disabledPlans.append(value.text)
      case .endOfGroup:
        if !group.plan.isEmpty, group.isPlanInUse {
          plans.append(context.text(group.plan, of: row))
        }
        if !group.product.isEmpty { add(group, row, &context) }
        group = Group()
      default: break
      }
    }
    let start = context.records.exported.lists.count
    context.records.exported.lists += plans
    account.licences = TextSpan(from: start, of: context.records.exported.lists)
    account.products = firstProduct..<context.records.exported.heldProducts.count
    context.addAccount(account)
  }

  private static func add(_ product: Group, _ row: borrowing Row, _ context: inout FileContext) {
    let start = context.records.exported.lists.count
    for range in product.disabledPlans {
      let plan = context.text(range, of: row)
      context.records.exported.lists.append(plan)
    }
    context.records.exported.heldProducts.append(
      ExportedRecords.HeldProduct(
        id: context.text(product.product, of: row),
        disabledPlans: TextSpan(from: start, of: context.records.exported.lists)))
  }

  /// Names that the tenant conceals are 32 hexadecimal digits.
  private static func checkConcealment(
    _ name: ArraySlice<UInt8>, _ row: borrowing Row, _ context: FileContext
  ) throws(DocumentError) {
    let isHexadecimal = name.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x46).contains($0)
    }
    if name.count == 32, isHexadecimal {
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
