internal import CensusModel

/// The identity of a Site, by which the sites of one customer in several files are united: the
/// stable hash of the byte 1 and the node's PKID with small letters, or, if that is empty, of the
/// byte 2 and its own path.
enum SiteIdentity {
  /// The identity of the node with this PKID and own path.
  static func of(pkid: String, path: String) -> UInt64 {
    var hash = StableHash()
    hash.combine(pkid.isEmpty ? 2 : 1)
    hash.combine(pkid.isEmpty ? path : pkid.pkidKey)
    return hash.value
  }

  /// A Site node's identity and own path.
  typealias Site = (identity: UInt64, path: String)

  /// The identities of a customer's Site nodes in ascending order. Two sites with one identity
  /// would count as one, which is refused.
  static func distinct(_ sites: [Site], customer: String) throws(InventoryError) -> [UInt64] {
    let sorted = sites.sorted { $0.identity < $1.identity }
    for (left, right) in zip(sorted, sorted.dropFirst()) where left.identity == right.identity {
      let paths = [left.path, right.path].map(ExactText.init).sorted()
      throw .sitesCollide(customer: customer, paths: paths.map(\.string))
    }
    return sorted.map(\.identity)
  }
}
