internal import CensusModel
internal import Files
internal import Sealing

extension PackDirectory {
  /// Writes directory and trailer: the end of a file.
  func seal(_ extent: PackExtent, _ emit: PackOutputs.Emit) throws(FileError) {
    try emit(SealedEnd(footer: serialized(), kind: extent.kind).bytes)
  }

  /// The directory's bytes before compression.
  func serialized() -> [UInt8] {
    var sink = ByteSink()
    sink.bytes = profile
    sink.list(dumps) { $0.text($1) }
    sink.list(platformFiles) { sink, file in
      sink.text(file.name)
      sink.octets(file.bytes)
    }
    sink.list(skippedFiles) { $0.text($1) }
    sink.list(excludedFiles) { $0.text($1) }
    sink.list(differences) { $0.difference($1) }
    sink.list(files) { $0.file($1) }
    tallies.write(into: &sink)
    writePlaces(into: &sink)
    sink.list(products) { sink, product in
      sink.text(product.pair.product)
      sink.text(product.pair.recordClass)
      sink.text(product.spelling)
    }
    sink.list(heads) { $0.head($1) }
    sink.list(rejects) { sink, reject in
      for number in [reject.file, reject.byte, reject.fault, reject.line, reject.byteCount] {
        sink.varint(number)
      }
      sink.text(reject.reason)
    }
    sink.list(blocks) { sink, block in
      sink.u8(block.kind.rawValue)
      sink.varint(block.recordCount)
      sink.u8(block.codec.rawValue)
      sink.varint(block.rawByteCount)
      sink.varint(block.storedByteCount)
      sink.u64(block.checksum)
    }
    return sink.bytes
  }

  func writePlaces(into sink: inout ByteSink) {
    sink.list(places) { sink, place in
      sink.location(place.location)
      sink.varint(place.load.recordCount)
      sink.varint(place.load.byteCount)
    }
  }
}

extension SpellingTally.Variant {
  /// By model, part, name, then the bytes of the key.
  static func precedes(_ left: Self, _ right: Self) -> Bool {
    let (first, second) = (
      [left.model, left.part.rawValue, left.name], [right.model, right.part.rawValue, right.name]
    )
    return first == second
      ? left.key.lexicographicallyPrecedes(right.key) : first.lexicographicallyPrecedes(second)
  }
}

extension Location {
  var isPath: Bool { if case .path = self { true } else { false } }
}

extension ByteSink {
  mutating func octets(_ bytes: some Collection<UInt8>) {
    varint(bytes.count)
    self.bytes.append(contentsOf: bytes)
  }

  mutating func list<Item>(
    _ items: some Collection<Item>, _ body: (inout ByteSink, Item) -> Void
  ) {
    varint(items.count)
    for item in items { body(&self, item) }
  }

  mutating func leaves(_ leaves: [LeafHasher.Leaf]) {
    list(leaves) { sink, leaf in
      unsafe withUnsafeBytes(of: leaf) { unsafe sink.bytes.append(contentsOf: $0) }
    }
  }

  mutating func location(_ location: Location) {
    u8(location.isPath ? 1 : 2)
    text(location.text)
  }

  mutating func position(_ position: PackPosition) {
    for number in [position.file, position.byte, position.line, position.column] {
      varint(number)
    }
  }

  fileprivate mutating func difference(_ difference: ManifestDifference) {
    text(difference.file)
    switch difference.kind {
    case .missing: u8(1)
    case .unlisted: u8(2)
    case .size(let found, let expected):
      u8(3)
      varint(found)
      varint(expected)
    case .sha256(let found, let expected):
      u8(4)
      text(found)
      text(expected)
    case .records(let found, let expected):
      u8(5)
      varint(found)
      varint(expected)
    }
  }

  fileprivate mutating func file(_ file: PackDirectory.File) {
    varint(file.dump)
    text(file.name)
    text(file.storedName)
    for number in [
      file.storedByteCount, file.range.lowerBound, file.range.upperBound, file.lineEndCount,
      file.readCount, file.countedCount, file.rejectedCount,
    ] { varint(number) }
    leaves(file.leaves)
  }

  fileprivate mutating func head(_ head: PackDirectory.Head) {
    switch head.content {
    case .node(let pkid, let name, let nodeType):
      u8(Role.node.rawValue)
      position(head.position)
      varint(head.place)
      for field in [pkid, name, nodeType] { text(field) }
    case .settings(let isPublicSector, let isBillingInactive):
      u8(Role.customerSettings.rawValue)
      position(head.position)
      varint(head.place)
      u8((isPublicSector ? 1 : 0) | (isBillingInactive ? 2 : 0))
    }
  }
}
