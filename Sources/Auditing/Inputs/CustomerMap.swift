internal import CensusModel
internal import Documents
internal import Files
internal import Report

/// A map of customers that have a PKID on each platform: a CSV file with a head `from,to` and a
/// line of two PKIDs for each. What is counted of `from` is reported as `to`.
struct CustomerMap {
  private struct Entry {
    let from: String
    let to: String
    let place: String
  }

  private let file: DataFile<[Entry]>
  /// By the key of a mapped customer, that of the other one.
  private let targets: [String: String]

  /// How the provenance lists it, with the number of its lines.
  var provenance: Provenance.CustomerMap {
    Provenance.CustomerMap(file: file.provenance, customerCount: file.content.count)
  }

  /// Reads a map.
  ///
  /// - Throws: what is not a PKID, a customer that is mapped twice or to itself, and one that
  ///   others are mapped to and that is mapped itself, with the line (65).
  init(path: String, _ fileSystem: FileSystem = .live) throws(Failure) {
    let bytes = try DataFiles.bytes(of: path, fileSystem)
    let entries = try mapping(Failure.init) { () throws(DocumentError) in
      try Self.entries(SourceDocument(file: StandardInput.shown(path), bytes: bytes))
    }
    file = DataFile(content: entries, name: StandardInput.shown(path), bytes: bytes)
    targets = Dictionary(uniqueKeysWithValues: entries.map { ($0.from, $0.to) })
  }

  private static func entries(_ document: SourceDocument) throws(DocumentError) -> [Entry] {
    var reader = try CSVReader(document)
    guard let head = try reader.next(), head.fields == ["from", "to"] else {
      throw document.refusal(at: 0, "expected the line from,to and then two PKIDs a line")
    }
    var entries: [Entry] = []
    var offsets: [String: Int] = [:]
    while let record = try reader.next() {
      guard record.fields.count == 2, record.fields.allSatisfy(\.isPKID) else {
        throw document.refusal(
          at: record.offset, "expected two PKIDs of 24 hexadecimal digits, from and to")
      }
      let (from, to) = (record.fields[0].pkidKey, record.fields[1].pkidKey)
      guard from != to else {
        throw document.refusal(at: record.offset, "customer \(from) is mapped to itself")
      }
      guard offsets.updateValue(record.offset, forKey: from) == nil else {
        throw document.refusal(at: record.offset, "customer \(from) is mapped twice")
      }
      entries.append(Entry(from: from, to: to, place: "\(document.file): \(from) to \(to)"))
    }
    guard !entries.isEmpty else { throw document.refusal(at: 0, "the map has no customer") }
    for entry in entries {
      guard let offset = offsets[entry.to] else { continue }
      throw document.refusal(
        at: offset, "customer \(entry.to) is mapped, and others are mapped to it; map all to one")
    }
    return entries
  }

  /// The key of the customer as which one is reported.
  func key(of pkid: String) -> String { targets[pkid.pkidKey] ?? pkid.pkidKey }

  /// The parts with their customers under the PKIDs that the map gives them.
  ///
  /// - Throws: where a customer of the map is in no part, or both of a line are in one: they are
  ///   two customers of one platform (65).
  func applied(to parts: [PartialResult]) throws(Failure) -> [PartialResult] {
    var spellings: [String: String] = [:]
    var partsOfKey: [String: Set<Int>] = [:]
    for (index, part) in parts.enumerated() {
      for customer in part.customers.indices {
        let pkid = part.customers.pkid(customer)
        let known = spellings[pkid.pkidKey] ?? pkid
        spellings[pkid.pkidKey] = pkid.precedesExactly(known) ? pkid : known
        partsOfKey[pkid.pkidKey, default: []].insert(index)
      }
    }
    for entry in file.content {
      guard let sources = partsOfKey[entry.from], let targets = partsOfKey[entry.to] else {
        let unknown = partsOfKey[entry.from] == nil ? entry.from : entry.to
        throw Failure(
          .malformed, "\(entry.place): \(unknown) is a customer of no input",
          hint: "correct the map")
      }
      if let both = sources.intersection(targets).min() {
        throw Failure(
          .malformed,
          "\(entry.place): \(parts[both].name) has that customer and another one that is "
            + "reported with it", hint: "a map joins customers of different platforms; correct it")
      }
      // The next one that is mapped to the same customer must be of another platform, too.
      partsOfKey[entry.to] = targets.union(sources)
    }
    return parts.map { part in
      guard
        part.customers.indices.contains(where: { targets[part.customers.pkid($0).pkidKey] != nil })
      else { return part }
      var part = part
      part.customers = CustomerParts(
        part.customers.map { customer in
          guard let target = targets[customer.result.pkid.pkidKey] else { return customer }
          var customer = customer
          customer.mappedFrom = customer.result.pkid
          customer.result.pkid = spellings[target] ?? target
          return customer
        })
      return part
    }
  }
}
