internal import CensusModel
internal import Files
internal import TextOutput

/// The lines of a dump: nodes, settings and records in the envelope of Documentation/Inputs.md.
struct DumpRecords {
  private let sources: SourcesFile
  private let files: [PlannedExport]
  private let customerPaths: [String]

  init(_ sources: SourcesFile, _ files: [PlannedExport]) {
    self.sources = sources
    self.files = files
    let provider = "sys.hcs.\(sources.provider.name)"
    customerPaths = sources.customers.map { customer in
      let parent = customer.reseller.map { "\(provider).\($0)" } ?? provider
      return "\(parent).\(customer.name)"
    }
  }

  /// A PKID made of names: the same names have the same PKID every month.
  static func pkid(_ kind: String, _ path: String) -> String {
    String(FileDigest.hexadecimal(of: Array("ucensus\0\(kind)\0\(path)".utf8)).prefix(24))
  }

  /// The nodes of the hierarchy, one line each.
  func nodes() -> [[UInt8]] {
    let providerPath = "sys.hcs.\(sources.provider.name)"
    var lines = [node("Provider", sources.provider.name, "sys.hcs", sources.provider.pkid)]
    var resellers: Set<ExactText> = []
    for customer in sources.customers {
      guard let name = customer.reseller, resellers.insert(ExactText(name)).inserted else {
        continue
      }
      lines.append(node("Reseller", name, providerPath, nil))
    }
    for (customer, path) in zip(sources.customers, customerPaths) {
      let parent = String(path.dropLast(customer.name.count + 1))
      lines.append(node("Customer", customer.name, parent, customer.pkid))
      for site in customer.sites { lines.append(node("Site", site, path, nil)) }
    }
    return lines
  }

  private func node(_ kind: String, _ name: String, _ parent: String, _ pkid: String?) -> [UInt8] {
    JSONOutput.object([
      (
        "meta",
        .object([
          ("pkid", .string(pkid ?? Self.pkid(kind, "\(parent).\(name)"))),
          ("model_type", .string(ImportedModel.node.rawValue)), ("path", .string(parent)),
        ])
      ),
      ("data", .object([("name", .string(name)), ("node_type", .string(kind))])),
    ]).line()
  }

  /// The settings of all customers, one line each.
  func settings() -> [[UInt8]] {
    zip(sources.customers, customerPaths).map { customer, path in
      JSONOutput.object([
        (
          "meta",
          .object([
            ("pkid", .string(Self.pkid("settings", path))),
            ("model_type", .string(ImportedModel.settings.rawValue)), ("path", .string(path)),
          ])
        ),
        (
          "data",
          .object([
            ("publicSector", .boolean(customer.isPublicSector)),
            ("inactiveBilling", .boolean(customer.isInactiveBilling)),
          ])
        ),
      ]).line()
    }
  }

  /// A record that is placed, as one line.
  func line(_ record: ImportedRecord) -> [UInt8] {
    let place = sources.places[record.place ?? 0]
    let path = "\(customerPaths[place.customer]).\(place.site)"
    let file = files[record.origin.file]
    let source = sources.sources[file.source]
    let identity = "\(path)\0\(source.name)\0\(record.key)\0\(record.second)"
    return JSONOutput.object([
      (
        "meta",
        .object([
          ("pkid", .string(Self.pkid(record.model.rawValue, identity))),
          ("model_type", .string(record.model.rawValue)), ("path", .string(path)),
          (
            "source",
            .object([
              ("name", .string(source.name)), ("system", .string(source.system.rawValue)),
              ("file", .string(file.path)), ("line", .integer(record.origin.line)),
            ])
          ),
        ])
      ),
      ("data", .object(Self.data(record))),
    ]).line()
  }

  private static func data(_ record: ImportedRecord) -> [(key: String, value: JSONOutput)] {
    let (key, second) = (JSONOutput.string(record.key), JSONOutput.string(record.second))
    switch record.model {
    case .user:
      return [
        ("userid", key), ("mailid", second),
        ("associatedDevices", .object([("device", list(record.devices))])),
        ("phoneProfiles", .object([("profileName", list(record.profiles))])),
      ]
    case .phone:
      return [
        ("name", key), ("product", .string(record.product)), ("model", .string(record.deviceModel)),
        ("class", .string(record.deviceClass)), ("ownerUserName", second),
      ]
    case .deviceProfile, .phoneServerPhone: return [("name", key)]
    case .remoteDestinationProfile: return [("name", key), ("userId", second)]
    case .voicemail: return [("Alias", key)]
    case .webex: return [("email", key)]
    case .spark: return [("email", key), ("userName", second)]
    case .uccxAgent, .ucceAgent: return [("userID", key)]
    case .microsoft365:
      return [("UserPrincipalName", key), ("IsLicensed", .boolean(record.flag))]
    case .teams:
      return [("UserPrincipalName", key), ("EnterpriseVoiceEnabled", .boolean(record.flag))]
    case .exchange: return [("UserPrincipalName", key)]
    case .pexip: return [("email", key)]
    case .node, .settings: return []
    }
  }

  private static func list(_ texts: [String]) -> JSONOutput {
    .array(texts.map(JSONOutput.string))
  }
}
