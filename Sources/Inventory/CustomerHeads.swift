internal import CensusModel
internal import DumpReading

/// The facts of customers that the hierarchy and the settings have, before any record is counted.
struct CustomerHeads {
  /// The providers, those without customers included, in byte order of PKID, name and path.
  let providers: [Provider]
  /// The customers without persons and devices, in ascending byte order of PKID.
  private(set) var customers: [CustomerInventory]
  /// Beside `customers`.
  let names: [CustomerNames]

  /// The customers of a hierarchy.
  init(_ hierarchy: Hierarchy) throws(InventoryError) {
    let sorted = hierarchy.providers.sorted {
      Self.key($0, hierarchy).lexicographicallyPrecedes(Self.key($1, hierarchy))
    }
    providers = sorted.map { path in
      let node = hierarchy.node(at: path)
      let pkid = node?.pkid ?? ""
      return Provider(
        pkid: pkid.isEmpty ? hierarchy.text(of: path) : pkid, name: node?.name ?? "")
    }
    names = hierarchy.customers.map { Self.names(of: $0, hierarchy) }
    let indexes = Dictionary(uniqueKeysWithValues: zip(sorted, sorted.indices))
    customers = []
    for customer in hierarchy.customers {
      let pkid = hierarchy.node(at: customer)?.pkid ?? ""
      guard let provider = hierarchy.nearest(.provider, from: customer).flatMap({ indexes[$0] })
      else { throw .noProviderAbove(customer: pkid, path: hierarchy.text(of: customer)) }
      customers.append(CustomerInventory(pkid: pkid, provider: provider))
    }
    try addSites(of: hierarchy)
  }

  /// Adds what the settings records of the batches say: a setting holds if any record says so
  /// (AuditRules.md §2, rule 13).
  mutating func addSettings(from batches: [RecordBatch], _ finding: LocationFinding) {
    for (batch, standings) in zip(batches, finding.standings) {
      for record in batch.settings {
        switch standings[record.location] {
        case .atSite(let customer), .aboveSite(let customer):
          customers[customer].settings.formUnion(record.settings)
        case .aboveEveryCustomer, nil: break
        }
      }
    }
  }

  private mutating func addSites(of hierarchy: Hierarchy) throws(InventoryError) {
    var sites = [[SiteIdentity.Site]](repeating: [], count: customers.count)
    for (path, customer) in hierarchy.sites() {
      let text = hierarchy.text(of: path)
      let pkid = hierarchy.node(at: path)?.pkid ?? ""
      sites[customer].append((SiteIdentity.of(pkid: pkid, path: text), text))
    }
    for (customer, sites) in sites.enumerated() {
      customers[customer].sites = try SiteIdentity.distinct(
        sites, customer: customers[customer].pkid)
    }
  }

  private static func key(_ provider: Int, _ hierarchy: Hierarchy) -> [ExactText] {
    let node = hierarchy.node(at: provider)
    return [node?.pkid ?? "", node?.name ?? "", hierarchy.text(of: provider)].map(ExactText.init)
  }

  private static func names(of customer: Int, _ hierarchy: Hierarchy) -> CustomerNames {
    func name(_ kind: NodeKind) -> String {
      hierarchy.nearest(kind, from: customer).flatMap(hierarchy.node)?.name ?? ""
    }
    return CustomerNames(
      provider: name(.provider), reseller: name(.reseller), customer: name(.customer))
  }
}

extension SettingsRecord {
  fileprivate var settings: CustomerSettings {
    var settings: CustomerSettings = []
    if isPublicSector { settings.insert(.publicSector) }
    if isBillingInactive { settings.insert(.inactiveBilling) }
    return settings
  }
}
