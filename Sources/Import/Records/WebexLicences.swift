/// Webex licences by what accounts have of them: ids of REST or SCIM, or the names themselves.
struct WebexLicences {
  private let texts: TextPool
  private let table: LicenceTable
  private var names: [String: (id: TextID, name: TextID)] = [:]
  /// The id of REST and the name of each id that was looked up; none for an unknown one.
  private var found: [TextID: (id: TextID, name: TextID)?] = [:]
  private var services: [TextID: LicenceTable.Service?] = [:]

  init(_ licences: [ExportedRecords.Licence], _ texts: TextPool, _ table: LicenceTable) {
    self.texts = texts
    self.table = table
    for licence in licences {
      let id = texts.string(licence.id)
      names[id] = (licence.id, licence.name)
      // SCIM gives the last part of what the id of REST holds.
      if let short = Base64.decode(id)?.split(separator: ":").last {
        names[String(short)] = (licence.id, licence.name)
      }
    }
  }

  /// The id of REST and the name of what an account has; nil for an unknown id.
  mutating func licence(
    _ text: TextID, isName: Bool
  ) -> (id: TextID, name: TextID)? {
    if isName { return (text, text) }
    if let known = found[text] { return known }
    let licence = names[texts.string(text)]
    found[text] = .some(licence)
    return licence
  }

  /// The service of a name; nil where the table has none.
  mutating func service(_ name: TextID) -> LicenceTable.Service? {
    if let known = services[name] { return known }
    let service = table.service(of: texts.string(name))
    services[name] = .some(service)
    return service
  }
}
