internal import CensusModel
internal import Files
internal import Sealing

/// Writes a packed file, portion by portion. Equal portions make equal bytes, whatever the number
/// of threads that read them.
struct PackWriter {
  private var directory = PackDirectory()
  /// The packed file, and its index, if that is wanted.
  private var sheets: [Sheet]
  private var placeIndexes: [Location: Int] = [:]
  private var productIndexes: [ProductClass: Int] = [:]
  private var results: [WorkerResult] = []

  /// A file in the making.
  private struct Sheet {
    let extent: PackExtent
    let emit: PackOutputs.Emit
    var blocks: PackBlockWriter

    init(_ extent: PackExtent, _ emit: @escaping PackOutputs.Emit) throws(FileError) {
      self.extent = extent
      self.emit = emit
      blocks = PackBlockWriter(emit: emit)
      try emit(Header.serialized(extent.kind))
    }
  }

  /// Begins a file, and its index.
  init(profile: [UInt8], _ outputs: PackOutputs) throws(FileError) {
    sheets = [try Sheet(.whole, outputs.pack)]
    if let index = outputs.index { sheets.append(try Sheet(.index, index)) }
    directory.profile = profile
  }

  /// Hands the blocks of all files over that may have such a block.
  private mutating func write(
    _ kind: PackBlockKind, _ body: (inout PackBlockWriter) throws(FileError) -> Void
  ) throws(FileError) {
    for index in sheets.indices where sheets[index].extent.allows(kind) {
      try body(&sheets[index].blocks)
    }
  }

  /// Writes the records of a portion.
  ///
  /// - Parameters:
  ///   - portion: what was read.
  ///   - lines: those of its records.
  mutating func append(_ portion: PackPortion, _ lines: PortionLines) throws(FileError) {
    var entries = portion.entries(lines)
    let places = number(portion.placesInOrder().map(\.location))
    number(productsOf: portion.batches.values)
    let productsOfBatch = portion.batches.mapValues { batch in
      batch.products.map { productIndexes[$0] ?? 0 }
    }
    for index in entries.indices {
      let origin = entries[index].record.header.origin
      let batch = portion.batches[entries[index].batch]
      if let origin, let batch {
        entries[index].place = places[batch.locations[origin.location].location] ?? 0
      }
    }
    entries.sort {
      ($0.place, $0.position.file, $0.position.byte)
        < ($1.place, $1.position.file, $1.position.byte)
    }
    for entry in entries {
      let load = try sheets[0].blocks.append(
        entry, products: productsOfBatch[entry.batch] ?? [])
      directory.places[entry.place].load.add(load)
    }
    try sheets[0].blocks.finish(.records)
    addHeads(of: portion, places, lines)
    try write(portion.leftOut, places, lines)
    try write(.pages) { (blocks) throws(FileError) in try blocks.append(portion.notes) }
    results += portion.results
  }

  private mutating func write(
    _ leftOut: [PackPortion.LeftOut], _ places: [Location: Int], _ lines: PortionLines
  ) throws(FileError) {
    for entry in leftOut.sorted(by: { $0.record.position < $1.record.position }) {
      let record = entry.record
      let place = RecordPlace(position: record.position, line: entry.line)
      try sheets[0].blocks.append(
        UnpackedLeftOut(
          position: lines.position(place), model: record.model, field: record.field,
          value: record.value, name: record.name, place: places[record.location] ?? 0))
    }
    try sheets[0].blocks.finish(.leftOut)
  }

  /// Numbers for places, new ones after those that are known.
  private mutating func number(_ locations: [Location]) -> [Location: Int] {
    for location in locations where placeIndexes[location] == nil {
      placeIndexes[location] = directory.places.count
      directory.places.append(PackDirectory.Place(location: location))
    }
    return placeIndexes
  }

  /// Numbers for products, new ones in byte order after those that are known.
  private mutating func number(productsOf batches: some Collection<RecordBatch>) {
    let found = batches.flatMap { zip($0.products, $0.productSpellings) }
      .sorted { Self.key($0).lexicographicallyPrecedes(Self.key($1)) }
    for (pair, spelling) in found {
      if let known = productIndexes[pair] {
        if ExactText(spelling) < ExactText(directory.products[known].spelling) {
          directory.products[known].spelling = spelling
        }
        continue
      }
      productIndexes[pair] = directory.products.count
      directory.products.append(PackDirectory.Product(pair: pair, spelling: spelling))
    }
  }

  private static func key(_ product: (pair: ProductClass, spelling: String)) -> [ExactText] {
    [product.pair.product, product.pair.recordClass, product.spelling].map(ExactText.init)
  }

  private mutating func addHeads(
    of portion: PackPortion, _ places: [Location: Int], _ lines: PortionLines
  ) {
    var heads: [(RecordPosition, PackDirectory.Head)] = []
    for batch in portion.batches.values {
      func head(_ content: PackDirectory.Head.Content, _ location: Int, at place: RecordPlace) {
        heads.append(
          (
            place.position,
            PackDirectory.Head(
              content: content, position: lines.position(place),
              place: places[batch.locations[location].location] ?? 0)
          ))
      }
      for node in batch.nodes {
        head(
          .node(pkid: node.pkid, name: node.name, nodeType: node.nodeType), node.location,
          at: RecordPlace(position: node.position, line: node.line))
      }
      for record in batch.settings {
        head(
          .settings(
            isPublicSector: record.isPublicSector, isBillingInactive: record.isBillingInactive),
          record.location, at: RecordPlace(position: record.position, line: record.line))
      }
    }
    directory.heads += heads.sorted { $0.0 < $1.0 }.map(\.1)
  }

  // MARK: Malformed records

  /// Adds all malformed records; they come in reading order, once all portions are there.
  mutating func add(_ rejects: [PackDirectory.Reject]) { directory.rejects = rejects }

  /// Writes the bytes of a malformed record; they come in reading order.
  ///
  /// - Parameter index: among all malformed records.
  mutating func append(_ bytes: [UInt8], ofReject index: Int) throws(FileError) {
    try write(.malformed) { (blocks) throws(FileError) in
      try blocks.append(bytes, ofReject: index)
    }
  }

  /// No more such bytes will come.
  mutating func finishRejects() throws(FileError) {
    try write(.malformed) { (blocks) throws(FileError) in try blocks.finish(.malformed) }
  }

  // MARK: The end

  /// The part of a file that was read.
  struct Part {
    var range: Range<Int>
    /// Line ends in it.
    var lineEndCount: Int
  }

  /// Writes directory and trailer.
  ///
  /// - Parameters:
  ///   - plan: what was read.
  ///   - profile: under which profile.
  ///   - part: of its only file; nil where all was read.
  mutating func finish(
    _ plan: DumpPlan, _ profile: DumpProfile, _ part: Part?
  ) throws(DumpError) {
    directory.dumps = plan.dumps
    directory.platformFiles = plan.platformFiles
    directory.skippedFiles = plan.skippedFiles
    directory.excludedFiles = plan.excludedFiles
    addTallies()
    directory.tallies.spellings.dropSeen(in: profile)
    addFiles(plan, part)
    directory.differences = try differences(plan)
    do throws(FileError) {
      for sheet in sheets {
        directory.blocks = sheet.blocks.entries
        try directory.seal(sheet.extent, sheet.emit)
      }
    } catch {
      throw .spilling(error)
    }
  }

  private mutating func addTallies() {
    var skipped: [[UInt8]: Int] = [:]
    for result in results {
      directory.tallies.modelCounts.merge(result.modelCounts, uniquingKeysWith: +)
      skipped.merge(result.skippedModels, uniquingKeysWith: +)
      directory.tallies.leftOut.merge(result.leftOut, uniquingKeysWith: +)
      directory.tallies.pages.merge(result.pages)
      directory.tallies.spellings.merge(result.spellings)
    }
    for (model, count) in SkippedTypes.kept(skipped) {
      directory.tallies.skippedModels[model] = count
    }
  }

  private mutating func addFiles(_ plan: DumpPlan, _ part: Part?) {
    directory.files = plan.files.map { file in
      PackDirectory.File(
        dump: file.dump, name: file.name,
        storedName: file.stored.name, storedByteCount: file.stored.byteCount,
        range: part?.range ?? 0..<file.stored.byteCount, lineEndCount: part?.lineEndCount ?? 0)
    }
    for count in results.flatMap(\.counts) {
      directory.files[count.file].readCount += count.read
      directory.files[count.file].countedCount += count.counted
      directory.files[count.file].rejectedCount += count.rejected
    }
    let stretches = Dictionary(grouping: results.flatMap(\.stretches), by: \.file)
    for (file, stretches) in stretches {
      directory.files[file].leaves = stretches.sorted { $0.first < $1.first }.flatMap(\.leaves)
    }
  }

  private func differences(_ plan: DumpPlan) throws(DumpError) -> [ManifestDifference] {
    if plan.manifests.isEmpty { return [] }
    let digests = StretchLeaves.digests(of: results.flatMap(\.stretches), in: plan)
      .filter { plan.files[$0.key].stored.byteCount <= DigestKind.leafByteCount }
    let sha256 = results.reduce(into: digests) { $0.merge($1.sha256) { $1 } }
    let files = zip(plan.files, directory.files).map { file, counts in
      DumpFile(
        file, read: counts.readCount, counted: counts.countedCount,
        rejected: counts.rejectedCount)
    }
    return try ManifestCheck(plan: plan, files: files, sha256: sha256).differences()
  }
}
