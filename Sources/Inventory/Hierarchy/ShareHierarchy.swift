internal import CensusModel
public import DumpReading

/// The hierarchy of a dump whose records are elsewhere: which customer a place belongs to, and
/// which nodes must be known where the records of a customer are counted.
public struct ShareHierarchy {
  /// The owner of records at a place.
  public enum Owner: Equatable, Sendable {
    /// A customer's, by index; customers are in byte order of PKID.
    case customer(Int)
    /// They are above every customer.
    case none
    /// The place is unknown.
    case unknown(MalformedRecord.Reason)
  }

  /// The nodes that must be left out, in reading order; empty unless all faults are looked for.
  public let faults: [MalformedRecord]
  private let hierarchy: Hierarchy
  private let settling: NodeSettling

  /// - Parameters:
  ///   - batches: with nodes and settings.
  ///   - onError: what to do about those that cannot be placed.
  /// - Throws: what makes the dump unusable as a whole, and with `fail` the first node or settings
  ///   in reading order that cannot be placed.
  public init(
    batches: [RecordBatch], onError: Inventory.Options.OnError
  ) throws(InventoryError) {
    let (hierarchy, nodes, _) = try Inventory.hierarchy(
      of: batches, Inventory.Options(threads: 1, onError: onError))
    faults = nodes.faults
    settling = nodes.settling
    self.hierarchy = hierarchy
  }

  /// How many customers there are.
  public var customerCount: Int { hierarchy.customers.count }

  /// The PKID of a customer.
  public func pkid(of customer: Int) -> String {
    hierarchy.node(at: hierarchy.customers[customer])?.pkid ?? ""
  }

  /// The owner of records at a place.
  public func owner(of location: Location) -> Owner {
    guard let path = hierarchy.path(of: location) else { return .unknown(location.unknownReason) }
    switch hierarchy.standing(at: path) {
    case .aboveEveryCustomer: return .none
    case .aboveSite(let customer), .atSite(let customer): return .customer(customer)
    }
  }

  /// The PKID of a node that is a path, too, if there is one: which of them a place means depends
  /// on the nodes that are known.
  public var ambiguousPKID: String? {
    zip(settling.nodes, settling.ownPaths).first { node, path in
      path != nil && settling.paths.index(of: node.pkid) != nil
    }?.0.pkid
  }

  /// Where all nodes stand.
  public var nodes: [RecordPosition] { settling.nodes.map(\.position) }

  /// By customer: where the nodes stand that its records need. Those are its own, those above
  /// it, and the customers right below it, whose own paths make others known.
  public func nodesByCustomer() -> [[RecordPosition]] {
    var nodesOfPath: [Int: [RecordPosition]] = [:]
    var needed = [[RecordPosition]](repeating: [], count: customerCount)
    for (node, path) in zip(settling.nodes, settling.ownPaths) {
      guard let path else { continue }
      nodesOfPath[path, default: []].append(node.position)
      guard let nearest = customer(at: path) else { continue }
      needed[nearest].append(node.position)
      if hierarchy.customers[nearest] == path, let above = customer(at: parent(of: path)) {
        needed[above].append(node.position)
      }
    }
    for (customer, path) in hierarchy.customers.enumerated() {
      var next = parent(of: path)
      while let here = next {
        needed[customer] += nodesOfPath[here] ?? []
        next = parent(of: here)
      }
    }
    return needed
  }

  private func customer(at path: Int?) -> Int? {
    guard let path else { return nil }
    switch hierarchy.standing(at: path) {
    case .aboveEveryCustomer: return nil
    case .aboveSite(let customer), .atSite(let customer): return customer
    }
  }

  private func parent(of path: Int) -> Int? { settling.paths.parents[path] }
}
