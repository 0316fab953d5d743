internal import CensusModel
internal import Files
internal import Sealing

extension PackDirectory {
  /// Reads a directory whose checksum was verified, and refuses what breaks a rule of the format.
  init(parsing cursor: inout ByteCursor) throws(ByteCursor.Refusal) {
    profile = unsafe Array(try cursor.take(PackFormat.profileByteCount))
    dumps = try cursor.list { (cursor) throws(ByteCursor.Refusal) in try cursor.text() }
    platformFiles = try cursor.list(ofAtLeast: 2) { (cursor) throws(ByteCursor.Refusal) in
      PlatformFile(name: try cursor.text(), bytes: try cursor.octets())
    }
    skippedFiles = try cursor.list { (cursor) throws(ByteCursor.Refusal) in try cursor.text() }
    excludedFiles = try cursor.list { (cursor) throws(ByteCursor.Refusal) in try cursor.text() }
    differences = try cursor.list(ofAtLeast: 2) { (cursor) throws(ByteCursor.Refusal) in
      try cursor.difference()
    }
    files = try cursor.list(ofAtLeast: 11) { (cursor) throws(ByteCursor.Refusal) in
      try cursor.file()
    }
    try checkFiles(cursor)
    tallies = try PackTallies(parsing: &cursor, dumpCount: dumps.count)
    places = try cursor.list(ofAtLeast: 4) { (cursor) throws(ByteCursor.Refusal) in
      try cursor.place()
    }
    products = try cursor.list(ofAtLeast: 3) { (cursor) throws(ByteCursor.Refusal) in
      Product(
        pair: ProductClass(product: try cursor.text(), recordClass: try cursor.text()),
        spelling: try cursor.text())
    }
    try checkAreDistinct(cursor)
    heads = try parseHeads(&cursor)
    rejects = try parseRejects(&cursor)
    blocks = try cursor.packBlocks()
    try cursor.finish()
  }

  private func checkFiles(_ cursor: ByteCursor) throws(ByteCursor.Refusal) {
    guard !dumps.isEmpty, Set(dumps.map(ExactText.init)).count == dumps.count else {
      throw cursor.refusal("no dump, or one twice")
    }
    guard !files.isEmpty else { throw cursor.refusal("no files") }
    var names: Set<[ExactText]> = []
    for (index, file) in files.enumerated() {
      guard file.dump < dumps.count, index == 0 || files[index - 1].dump <= file.dump else {
        throw cursor.refusal("a file of no dump, or out of order")
      }
      guard names.insert([ExactText(dumps[file.dump]), ExactText(file.name)]).inserted else {
        throw cursor.refusal("a file twice")
      }
    }
  }

  private func checkAreDistinct(_ cursor: ByteCursor) throws(ByteCursor.Refusal) {
    guard Set(places.map(\.location)).count == places.count,
      Set(products.map(\.pair)).count == products.count
    else { throw cursor.refusal("a place or a product twice") }
  }

  private func parseHeads(_ cursor: inout ByteCursor) throws(ByteCursor.Refusal) -> [Head] {
    let (fileCount, placeCount) = (files.count, places.count)
    return try cursor.list(ofAtLeast: 7) { (cursor) throws(ByteCursor.Refusal) in
      let role = try cursor.u8()
      let position = try cursor.position(fileCount: fileCount)
      let place = try cursor.index(below: placeCount)
      switch Role(rawValue: role) {
      case .node:
        return Head(
          content: .node(
            pkid: try cursor.text(), name: try cursor.text(), nodeType: try cursor.text()),
          position: position, place: place)
      case .customerSettings:
        let flags = try cursor.u8()
        guard flags < 4 else { throw cursor.refusal("flags of settings") }
        return Head(
          content: .settings(
            isPublicSector: flags & 1 == 1, isBillingInactive: flags & 2 == 2),
          position: position, place: place)
      default: throw cursor.refusal("neither a node nor settings")
      }
    }
  }

  private func parseRejects(_ cursor: inout ByteCursor) throws(ByteCursor.Refusal) -> [Reject] {
    let fileCount = files.count
    return try cursor.list(ofAtLeast: 6) { (cursor) throws(ByteCursor.Refusal) in
      Reject(
        file: try cursor.index(below: fileCount),
        byte: try cursor.varint(max: PackFormat.positionMax),
        fault: try cursor.varint(max: PackFormat.positionMax), line: try cursor.line(),
        byteCount: try cursor.varint(max: PackFormat.positionMax), reason: try cursor.text())
    }
  }
}

extension ByteCursor {
  mutating func octets() throws(Refusal) -> [UInt8] {
    let bytes = try unsafe take(try varint())
    try reserve(bytes.count + MemoryCost.object)
    return unsafe Array(bytes)
  }

  /// A list whose entries take so many bytes each, at least.
  mutating func list<Item>(
    ofAtLeast byteCount: Int = 1, _ body: (inout ByteCursor) throws(Refusal) -> Item
  ) throws(Refusal) -> [Item] {
    let count = try count(ofAtLeast: byteCount)
    try reserve(MemoryCost.array(count, of: Item.self))
    var items: [Item] = []
    items.reserveCapacity(count)
    for _ in 0..<count { items.append(try body(&self)) }
    return items
  }

  /// An index into a list of so many.
  mutating func index(below count: Int) throws(Refusal) -> Int {
    let index = try varint()
    guard index < count else { throw refusal("an index that its list does not have") }
    return index
  }

  mutating func flag() throws(Refusal) -> Bool {
    let byte = try u8()
    guard byte < 2 else { throw refusal("neither yes nor no") }
    return byte == 1
  }

  /// A number that may be added up with as many others as a machine can hold.
  mutating func sum() throws(Refusal) -> Int { try varint(max: SealedConstants.countMax) }

  mutating func line() throws(Refusal) -> Int {
    let line = try varint(max: PackFormat.lineMax)
    guard line > 0 else { throw refusal("a line 0") }
    return line
  }

  mutating func leaves() throws(Refusal) -> [LeafHasher.Leaf] {
    try list(ofAtLeast: PackFormat.leafByteCount) { (cursor) throws(Refusal) in
      try unsafe cursor.take(PackFormat.leafByteCount).loadUnaligned(as: LeafHasher.Leaf.self)
    }
  }

  mutating func location() throws(Refusal) -> Location {
    let kind = try u8()
    let text = try text()
    guard kind == 1 || kind == 2 else { throw refusal("unknown kind of place") }
    return kind == 1 ? .path(text) : .hierarchy(text)
  }

  mutating func position(fileCount: Int) throws(Refusal) -> PackPosition {
    PackPosition(
      file: try index(below: fileCount), byte: try varint(max: PackFormat.positionMax),
      line: try line(), column: try varint(max: PackFormat.positionMax))
  }

  fileprivate mutating func difference() throws(Refusal) -> ManifestDifference {
    let file = try text()
    let kind: ManifestDifference.Kind
    switch try u8() {
    case 1: kind = .missing
    case 2: kind = .unlisted
    case 3: kind = .size(found: try varint(), expected: try varint())
    case 4: kind = .sha256(found: try text(), expected: try text())
    case 5: kind = .records(found: try varint(), expected: try varint())
    default: throw refusal("unknown difference")
    }
    return ManifestDifference(file: file, kind: kind)
  }

  fileprivate mutating func file() throws(Refusal) -> PackDirectory.File {
    let dump = try varint()
    let (name, storedName) = (try text(), try text())
    let byteCount = try varint(max: PackFormat.positionMax)
    let (start, end) = (try varint(), try varint())
    guard start <= end, end <= byteCount, start < end || byteCount == 0 else {
      throw refusal("a range that the file does not have")
    }
    guard start % PackFormat.rangeByteCount == 0,
      end % PackFormat.rangeByteCount == 0 || end == byteCount
    else { throw refusal("a range that does not begin or end with a leaf") }
    var file = PackDirectory.File(
      dump: dump, name: name, storedName: storedName, storedByteCount: byteCount,
      range: start..<end)
    file.lineEndCount = try varint(max: PackFormat.lineMax)
    file.readCount = try sum()
    file.countedCount = try sum()
    file.rejectedCount = try sum()
    file.leaves = try leaves()
    let leafCount = InputDigest.leafCount(ofByteCount: end - start)
    guard file.leaves.isEmpty || file.leaves.count == leafCount else {
      throw refusal("more or fewer leaves than the range has")
    }
    return file
  }

  fileprivate mutating func place() throws(Refusal) -> PackDirectory.Place {
    PackDirectory.Place(
      location: try location(),
      load: LocationLoad(recordCount: try sum(), byteCount: try sum()))
  }

  fileprivate mutating func packBlocks() throws(Refusal) -> [PackBlockEntry] {
    var offset = SealedConstants.headerByteCount
    return try list(ofAtLeast: 13) { (cursor) throws(Refusal) in
      let entry = try cursor.packBlock(at: offset)
      offset += entry.storedByteCount
      return entry
    }
  }

  private mutating func packBlock(at offset: Int) throws(Refusal) -> PackBlockEntry {
    guard let kind = PackBlockKind(rawValue: try u8()) else { throw refusal("unknown block") }
    let recordCount = try sum()
    guard let codec = Codec(rawValue: try u8()), codec != .constant else {
      throw refusal("unknown codec of a block")
    }
    let (raw, stored) = (try varint(), try varint())
    guard recordCount > 0 || kind == .pages, raw > 0,
      codec.allows(rawByteCount: raw, storedByteCount: stored),
      offset <= SealedConstants.countMax
    else { throw refusal("size of a block out of range") }
    return PackBlockEntry(
      kind: kind, recordCount: recordCount, codec: codec, rawByteCount: raw,
      storedByteCount: stored, checksum: try u64(), offset: offset)
  }
}
