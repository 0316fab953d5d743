internal import CensusModel
internal import Documents
internal import DumpReading
internal import Files
internal import Inventory
internal import TextOutput

/// A planning: the indexes of packed files to shares, so that several machines can count a dump
/// whose records are in no order.
public enum SharePlanning {
  /// Reads the indexes, settles the hierarchy, and writes what each share and packed file needs.
  ///
  /// - Parameters:
  ///   - request: the indexes and the file.
  ///   - announce: gets the outcome as JSON before the file appears; if it throws, it does not.
  /// - Throws: what stopped it, and what would stop an audit of the dump before records are
  ///   joined; then nothing was written.
  public static func run(
    _ request: SharePlanRequest, announce: (String) throws(Failure) -> Void = { _ in }
  ) throws(Failure) {
    let contents = try read(request)
    let hierarchy = try hierarchy(of: contents, request)
    if let pkid = hierarchy.ambiguousPKID {
      throw Failure(
        .malformed, "\(pkid) is the PKID of a node and a path, too",
        hint: "audit this dump on one machine")
    }
    var sheet = try Sheet(request)
    let misplaced = Misplacement(contents, hierarchy, isSearched: request.dump.onError == .reject)
    if misplaced.isEmpty {
      try sheet.writePlan(contents, hierarchy, request.shareByteCount)
    } else {
      try sheet.write(misplaced)
    }
    let text = AuditOutcome.withoutLastLineEnd(sheet.json.bytes())
    try sheet.outputs.commit { () throws(Failure) in try announce(text) }
  }

  private static func read(_ request: SharePlanRequest) throws(Failure) -> DumpContents {
    let profile = try LoadedDump.profile(request.dump)
    var options = request.dump.readerOptions(profile: profile.content)
    // Whether malformed records are accepted is decided when the place of the first is known.
    options.onError = .reject
    options.takesShares = true
    let reader = DumpReader(dumps: request.dump.dumps, options: options)
    let contents = try mapping(Failure.init) { () throws(DumpError) in try reader.read() }
    guard contents.isOfIndexes, contents.dumpCount == 1 else {
      throw Failure(
        .usage, "shares are planned of the indexes of packed files of one dump",
        hint: "give what pack wrote as indexes, with one name for the dump")
    }
    if request.dump.onError == .fail, let first = contents.rejects.first {
      throw failure(of: first, contents)
    }
    try LoadedDump.checkCompleteness(contents, request.dump)
    return contents
  }

  private static func hierarchy(
    of contents: DumpContents, _ request: SharePlanRequest
  ) throws(Failure) -> ShareHierarchy {
    do throws(InventoryError) {
      return try ShareHierarchy(
        batches: contents.batches, onError: request.dump.onError == .fail ? .fail : .reject)
    } catch {
      throw Failure(error, contents)
    }
  }

  // MARK: Malformed records

  /// A malformed record, with its customer and place as far as they can be told.
  private static func failure(
    of reject: RejectedRecord, _ contents: DumpContents
  ) -> Failure {
    var failure = Failure(
      DumpError.malformed(
        file: reject.file, line: reject.line, byte: reject.byte, reason: reject.reason))
    var reader = RejectReader([reject], in: contents)
    guard let bytes = try? reader.read()?.bytes, let location = Location(ofRecord: bytes) else {
      return failure
    }
    let hierarchy = try? ShareHierarchy(batches: contents.batches, onError: .reject)
    var customer = ""
    if case .customer(let index)? = hierarchy?.owner(of: location) {
      customer = ", customer \(hierarchy?.pkid(of: index) ?? "")"
    }
    failure.message = "a malformed record\(customer), at \(location.text): \(failure.message)"
    return failure
  }
}

/// The file of a plan in the making.
private struct Sheet {
  let outputs: OutputSet
  private let file: OutputFile
  private(set) var json = JSONOutput.null

  init(_ request: SharePlanRequest) throws(Failure) {
    outputs = OutputSet(isReplacing: request.force, fileSystem: request.dump.fileSystem)
    file = try mapping(Failure.init) { [outputs] () throws(FileError) in
      try InputProtection.check(
        outputs: [request.output], inputs: request.dump.inputs,
        fileSystem: request.dump.fileSystem)
      return try outputs.create(request.output, mode: 0o600)
    }
  }

  /// - Returns: where the bytes are in the file.
  private func write(
    _ bytes: [UInt8]
  ) throws(Failure) -> [(key: String, value: JSONOutput)] {
    let offset = file.byteCount
    try mapping(Failure.init) { () throws(FileError) in try file.write(bytes) }
    return [("offset", .integer(offset)), ("bytes", .integer(bytes.count))]
  }

  /// Writes what has no place, for `MisplacedRecords`; the packed files are to be made again.
  mutating func write(_ misplaced: Misplacement) throws(Failure) {
    let place = try write(misplaced.lines)
    json = .object([
      ("misplaced", .object(place + [("inputs", .array(misplaced.packs.map { .integer($0) }))]))
    ])
  }

  mutating func writePlan(
    _ contents: DumpContents, _ hierarchy: ShareHierarchy, _ byteCountMax: Int
  ) throws(Failure) {
    let places = contents.indexedPlaces
    var loads = [LocationLoad](repeating: LocationLoad(), count: hierarchy.customerCount)
    var rest = LocationLoad()
    let owners = places.map { $0.map { hierarchy.owner(of: $0.location) } }
    for (places, owners) in zip(places, owners) {
      for (place, owner) in zip(places, owners) {
        if case .customer(let customer) = owner {
          loads[customer].add(place.load)
        } else {
          rest.add(place.load)
        }
      }
    }
    let plan = SharePlan(loads: loads, rest: rest, byteCountMax: byteCountMax)
    let shares = try writeNodes(contents, hierarchy, plan)
    var routes: [JSONOutput] = []
    for pack in places.indices {
      let numbers = zip(places[pack], owners[pack]).map { place, owner in
        guard place.load.recordCount > 0 else { return 0 }
        guard case .customer(let customer) = owner else { return plan.elsewhere }
        return plan.shareOfCustomer[customer]
      }
      let bytes = contents.routes(ofPack: pack, shares: numbers)
      routes.append(.object(try write(bytes)))
    }
    json = .object([
      ("records", .integer(plan.shares.reduce(0) { $0 + $1.recordCount })),
      ("shares", .array(shares)), ("inputs", .array(routes)),
    ])
  }

  private func writeNodes(
    _ contents: DumpContents, _ hierarchy: ShareHierarchy, _ plan: SharePlan
  ) throws(Failure) -> [JSONOutput] {
    let nodes = contents.indexedNodes()
    let needed = hierarchy.nodesByCustomer()
    var shares: [JSONOutput] = []
    for share in plan.shares {
      let positions = share.customers.map { Set($0.flatMap { needed[$0] }) }
      let bytes = try mapping(Failure.init) { () throws(DumpError) in
        try nodes.share(of: positions.map(Array.init) ?? hierarchy.nodes)
      }
      shares.append(.object([("records", .integer(share.recordCount))] + (try write(bytes))))
    }
    return shares
  }
}

/// Records and nodes without a place.
private struct Misplacement {
  /// One JSON object for each place, and each node.
  private(set) var lines: [UInt8] = []
  /// The indexes of the packed files that hold them.
  private(set) var packs: [Int] = []

  var isEmpty: Bool { lines.isEmpty }

  init(_ contents: DumpContents, _ hierarchy: ShareHierarchy, isSearched: Bool) {
    guard isSearched else { return }
    var known: Set<Location> = []
    for (pack, places) in contents.placesOfRecords.enumerated() {
      for location in places {
        guard case .unknown(let reason) = hierarchy.owner(of: location) else { continue }
        if packs.last != pack { packs.append(pack) }
        guard known.insert(location).inserted else { continue }
        let isPath = if case .path = location { true } else { false }
        add([(isPath ? "path" : "hierarchy", .string(location.text))], reason)
      }
    }
    let nodes = contents.indexedNodes()
    for fault in hierarchy.faults {
      add(
        [
          ("file", .string(contents.files[fault.position.file].name)),
          ("byte", .integer(fault.position.byte)),
        ], fault.reason)
      packs += [nodes.pack(of: fault.position)].compactMap(\.self)
    }
    packs = Set(packs).sorted()
  }

  private mutating func add(
    _ members: [(key: String, value: JSONOutput)], _ reason: MalformedRecord.Reason
  ) {
    lines += JSONOutput.object(members + [("reason", .string(reason.description))]).line()
  }
}

extension Location {
  /// The place that a record names; nil where its bytes do not say.
  fileprivate init?(ofRecord bytes: [UInt8]) {
    guard let meta = (try? JSONNode(parsing: bytes, file: ""))?["meta"] else { return nil }
    if let path = meta["path"]?.string, !path.isEmpty {
      self = .path(path)
    } else if let hierarchy = meta["hierarchy"]?.string, !hierarchy.isEmpty {
      self = .hierarchy(hierarchy)
    } else {
      return nil
    }
  }
}
