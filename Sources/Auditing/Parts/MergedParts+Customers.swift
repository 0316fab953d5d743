internal import CensusModel
internal import Report

extension MergedParts {
  /// A customer of a part.
  private struct Place {
    let part: Int
    let index: Int
    /// The key that distinguishes the customer from others.
    let key: String
    /// The same, of the PKID that it has in the input.
    let ownKey: String
  }

  /// The customers of all parts, each once. A customer's parts come side by side by sorting where they
  /// are: there can be thousands of those.
  ///
  /// - Returns: the customers in byte order of their PKIDs, and those that several parts have.
  /// - Throws: where a customer has different providers.
  static func customers(
    of parts: [PartialResult], ambiguous: Set<ExactText>
  ) throws(Failure) -> (all: [CustomerPart], shared: [SharedCustomer]) {
    let places = parts.indices
      .flatMap { part in
        parts[part].customers.indices.map {
          Place(
            part: part, index: $0, key: parts[part].customers.pkid($0).pkidKey,
            ownKey: parts[part].customers.ownPKID($0).pkidKey)
        }
      }
      .sorted { left, right in
        left.key.isExactly(right.key) ? left.part < right.part : left.key.precedesExactly(right.key)
      }
    var all: [CustomerPart] = []
    var shared: [SharedCustomer] = []
    var first = 0
    // The PKIDs that the customer has in the inputs so far: a map may have joined several.
    var known: Set<String> = []
    for (index, place) in places.enumerated() {
      let customer = parts[place.part].customers[place.index]
      guard index > 0, places[first].key.isExactly(place.key) else {
        all.append(customer)
        first = index
        known = [place.ownKey]
        continue
      }
      let names = (parts[places[first].part].name, parts[place.part].name)
      if places[index - 1].part == place.part {
        throw Failure(
          .malformed, "\(names.1) has the customer \(customer.result.pkid) twice",
          hint: "make it again")
      }
      guard all[all.count - 1].hasProvider(of: customer, ambiguous) else {
        throw Failure(
          .malformed,
          "customer \(customer.result.pkid) belongs to different providers in \(names.0) and "
            + names.1,
          hint: "audit the inputs apart, or correct the hierarchy of one")
      }
      all[all.count - 1].add(customer)
      guard !known.insert(place.ownKey).inserted else { continue }
      let pkid = all[all.count - 1].result.pkid
      if let last = shared.last, last.pkid.isSamePKID(as: pkid) {
        shared[shared.count - 1].pkid = pkid
      } else {
        shared.append(SharedCustomer(pkid: pkid, inputs: [names.0, names.1]))
      }
    }
    // Spellings with capitals may be in another order than the numbers.
    return (all.sorted { $0.result.pkid.precedesExactly($1.result.pkid) }, shared)
  }
}

/// A customer that several inputs have.
struct SharedCustomer: Equatable {
  var pkid: String
  /// The first two of the inputs.
  let inputs: [String]
}

extension CustomerPart {
  /// True if the other has a provider of the same name; where a name is that of two, the same node.
  fileprivate func hasProvider(of other: CustomerPart, _ ambiguous: Set<ExactText>) -> Bool {
    let name = ExactText(provider.name)
    guard name == ExactText(other.provider.name) else { return false }
    return !ambiguous.contains(name) || provider.pkid.isSamePKID(as: other.provider.pkid)
  }
}
