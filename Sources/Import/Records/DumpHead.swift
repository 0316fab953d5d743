internal import CensusModel
internal import Files
internal import TextOutput

/// The lines of a dump before its records: nodes and settings, in the envelope of
/// Documentation/Inputs.md.
struct DumpHead {
  /// The nodes of the hierarchy, one line each.
  let nodes: [[UInt8]]
  /// The settings of all customers, one line each.
  let settings: [[UInt8]]
  /// The path of each customer.
  let customerPaths: [String]

  var lines: [[UInt8]] { nodes + settings }

  init(_ sources: SourcesFile) {
    let provider = "sys.hcs.\(sources.provider.name)"
    customerPaths = sources.customers.map { customer in
      let parent = customer.reseller.map { "\(provider).\($0)" } ?? provider
      return "\(parent).\(customer.name)"
    }
    nodes = Self.nodes(sources, customerPaths)
    settings = Self.settings(sources, customerPaths)
  }

  private static func nodes(_ sources: SourcesFile, _ customerPaths: [String]) -> [[UInt8]] {
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

  private static func node(
    _ kind: String, _ name: String, _ parent: String, _ pkid: String?
  ) -> [UInt8] {
    JSONOutput.object([
      (
        "meta",
        .object([
          ("pkid", .string(pkid ?? Self.pkid(kind, "\(parent).\(name)"))),
          ("model_type", .string(ImportedModel.node.name)), ("path", .string(parent)),
        ])
      ),
      ("data", .object([("name", .string(name)), ("node_type", .string(kind))])),
    ]).line()
  }

  private static func settings(_ sources: SourcesFile, _ customerPaths: [String]) -> [[UInt8]] {
    zip(sources.customers, customerPaths).map { customer, path in
      JSONOutput.object([
        (
          "meta",
          .object([
            ("pkid", .string(pkid("settings", path))),
            ("model_type", .string(ImportedModel.settings.name)), ("path", .string(path)),
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

  private static func pkid(_ kind: String, _ path: String) -> String {
    DerivedPKID.hexadecimal(of: Array(DerivedPKID.prefix(kind) + Array(path.utf8)))
  }
}
