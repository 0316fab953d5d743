extension SourceExporter {
  /// The forms in which a cluster may be exported as a whole.
  private enum ClusterForm: CaseIterable {
    case axlObjects, axlLists, queries, session, bulkFiles, clientObjects
  }

  /// Phones, users and profiles of CUCM.
  mutating func exportCluster(_ group: SourceInventory.Group) {
    let tables = ClusterTables(group, &self)
    let contents: [Content]
    switch random.pick(ClusterForm.allCases) {
    case .axlObjects: contents = axlDevices(group) + axlUsers(group)
    case .axlLists:
      contents =
        axlDevices(group) + axlUserList(group)
        + queries(tables, ["associations", "profiles"])
    case .queries: contents = queries(tables, tables.all.map(\.name))
    case .session: contents = session(tables, tables.all.map(\.name))
    case .bulkFiles: contents = bulkFiles(tables)
    case .clientObjects:
      // A cluster with nothing in it has no objects, and so no file; its replies are empty.
      let objects = clientObjects(group)
      contents = objects.isEmpty ? axlDevices(group) + axlUsers(group) : objects
    }
    placeCluster(group)
    add("cucm", contents, group)
  }

  private mutating func placeCluster(_ group: SourceInventory.Group) {
    for customer in group.customers {
      for site in customer.sites.indices {
        let pool = ClusterTables.pool(customer, site)
        place("cucm", ("devicePool", pool), customer, site: site)
      }
      place("cucm", ("name", "em *.\(customer.mark)"), customer, site: 0)
      if placing == .lines {
        place("cucm", ("userid", "*.\(customer.mark)"), customer, site: 0)
        continue
      }
      for user in customer.users where user.devices.isEmpty {
        let owns = customer.phones.contains { bytes($0.owner) == bytes(user.id) }
        if !owns { place("cucm", ("userid", user.id), customer, site: user.site) }
      }
    }
  }

  // MARK: SQL

  private func count(_ name: String, _ table: SQLTable) -> SQLTable {
    SQLTable(columns: [name], rows: [[String(table.rows.count)]])
  }

  /// Replies of `executeSQLQuery`, in pages, with a count beside them.
  mutating func queries(_ tables: ClusterTables, _ names: [String]) -> [Content] {
    var contents: [Content] = []
    for (name, table) in tables.all where names.contains(name) {
      for (number, rows) in pages(table.rows).enumerated() {
        let page = SQLTable(columns: table.columns, rows: rows)
        contents.append(("sql-\(name)-\(number).xml", axlReply("executeSQLQuery", axlRows(page))))
      }
      // A reply without rows does not say what was asked for.
      guard table.rows.isEmpty || random.chance(60) else { continue }
      let reply = axlReply("executeSQLQuery", axlRows(count(name, table)))
      contents.append(("sql-\(name)-count.xml", reply))
    }
    return contents
  }

  /// Logged sessions of `run sql` statements, one file or several.
  mutating func session(_ tables: ClusterTables, _ names: [String]) -> [Content] {
    var contents: [Content] = []
    var lines: [String] = []
    let isOneFile = random.chance(50)
    let hasPrompt = isOneFile || random.chance(60)
    let lineEnd = random.pick(["\n", "\r\n"])
    if hasPrompt, random.chance(50) {
      lines = ["Command Line Interface is starting up, please wait ...", ""]
    }
    for (name, table) in tables.all where names.contains(name) {
      for page in pages(table.rows) {
        let table = SQLTable(columns: table.columns, rows: page)
        if hasPrompt {
          let columns = table.columns.joined(separator: ", ")
          lines.append("admin:run sql select \(columns) from \(name) order by pkid")
        }
        if random.chance(30) { lines.append("") }
        lines += paused(table.lines(&random))
        lines.append("")
        if hasPrompt, !isOneFile { lines.append("admin:") }
        if isOneFile { continue }
        let text = lines.joined(separator: lineEnd) + lineEnd
        contents.append(("\(name)-\(contents.count).txt", bytes(text)))
        lines = []
      }
    }
    if isOneFile {
      let text = (lines + ["admin:"]).joined(separator: lineEnd)
      contents.append(("session.log", bytes(text)))
    }
    return contents
  }

  /// The lines with a pause of the terminal between two of them.
  private mutating func paused(_ lines: [String]) -> [String] {
    guard lines.count > 4, random.chance(20) else { return lines }
    let at = random.number(3...(lines.count - 1))
    return lines[..<at] + ["--More--"] + lines[at...]
  }

  // MARK: Bulk files

  /// The phone and user exports of BAT, and a table of profiles, which they lack.
  private mutating func bulkFiles(_ tables: ClusterTables) -> [Content] {
    var dialect = CSVDialect()
    dialect.lineEnd = random.pick(["\n", "\r\n"])
    if random.chance(20) { dialect.encoding = .utf8WithMark }
    let (phones, others) = (
      tables.devices.rows.filter { $0[4].hasPrefix("Phone") },
      tables.devices.rows.filter { !$0[4].hasPrefix("Phone") }
    )
    let holders = phones.map { phone in
      tables.associations.rows.filter { foldedKey(bytes($0[1])) == foldedKey(bytes(phone[0])) }.map
      { $0[0] }
    }
    let most = max(1, holders.map(\.count).max() ?? 1)
    let rows = zip(phones, holders).map { phone, holders in
      [phone[0], phone[1], phone[6], "t", phone[2]]
        + holders + Array(repeating: "", count: most - holders.count) + [phone[5], "SIP", "", ""]
    }
    let titles =
      ["Device Name", "Description", "Device Pool", "Extension  Mobility", "Device Type"]
      + (1...most).map { "User ID \($0)" }
      + [
        "Owner User ID", "Device Protocol", "Directory Number  1",
        "Line Network Hold MOH Audio Source  1",
      ]
    var rest = tables
    rest.devices.rows = others
    return [("phones.txt", dialect.text(titles, rows)), bulkUsers(tables, dialect)]
      + (random.chance(50)
        ? queries(rest, ["devices", "profiles"]) : session(rest, ["devices", "profiles"]))
  }

  private func bulkUsers(_ tables: ClusterTables, _ dialect: CSVDialect) -> Content {
    let devices = tables.users.rows.map { user in
      tables.associations.rows.filter { bytes($0[0]) == bytes(user[0]) }.map { $0[1] }
    }
    let most = max(1, devices.map(\.count).max() ?? 1)
    let rows = zip(tables.users.rows, devices).map { user, devices in
      [user[0], "", user[2], user[1]] + devices
        + Array(repeating: "", count: most - devices.count) + ["t"]
    }
    let titles =
      ["USER ID", "MANAGER USER ID", "DEPARTMENT", "MAIL ID"]
      + (1...most).map { "CONTROLLED DEVICE \($0)" } + ["HOME CLUSTER"]
    return ("users.txt", dialect.text(titles, rows))
  }
}
