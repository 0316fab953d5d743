internal import CensusModel
internal import Files

/// The rows of customers, persons and devices, in a file; everything else of them stays in memory.
struct SpilledRows: Sendable {
  private struct Part: Sendable {
    var customers: Range<Int>
    var chunk: SpillFile.Chunk
  }

  private let file: SpillFile
  private var parts: [Part] = []
  private var waiting: [UInt8] = []
  private var waitingFrom = 0
  private var next = 0

  /// A tuning constant: any value is right.
  private static let partByteCount = 1 << 20

  /// No rows yet.
  init(_ file: SpillFile) { self.file = file }

  /// Takes the rows of the next customer.
  mutating func take(_ customer: inout CustomerInventory) throws(FileError) {
    RowCoding.append(customer, to: &waiting)
    customer.persons = PersonTable()
    (customer.standaloneDevices, customer.surplusDevices) = ([], [])
    next += 1
    if waiting.count >= Self.partByteCount { try finish() }
  }

  /// Writes what is still in memory.
  mutating func finish() throws(FileError) {
    if waitingFrom == next { return }
    let chunk = try unsafe waiting.withUnsafeBufferPointer { bytes throws(FileError) in
      try unsafe file.append(UnsafeRawBufferPointer(bytes))
    }
    parts.append(Part(customers: waitingFrom..<next, chunk: chunk))
    waiting.removeAll(keepingCapacity: true)
    waitingFrom = next
  }

  /// Gives each customer their rows back.
  func forEach(
    of customers: [CustomerInventory], _ body: (inout CustomerInventory) throws -> Void
  ) throws {
    for part in parts {
      let bytes = UnsafeMutableRawBufferPointer.allocate(
        byteCount: part.chunk.byteCount, alignment: 16)
      defer { unsafe bytes.deallocate() }
      try unsafe file.read(part.chunk, into: bytes)
      var coding = unsafe RowCoding(UnsafeRawBufferPointer(bytes))
      for index in part.customers {
        var customer = customers[index]
        coding.restore(&customer)
        try body(&customer)
      }
    }
  }
}

/// The form of rows in the file: four counts, then facts, device counts of persons, devices of
/// persons, standalone ones, surplus ones. They never leave the process.
@safe private struct RowCoding {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = unsafe bytes }

  static func append(_ customer: CustomerInventory, to bytes: inout [UInt8]) {
    let persons = customer.persons
    let lists = [persons.devices, customer.standaloneDevices, customer.surplusDevices]
    append([UInt32(persons.count)] + lists.map { UInt32($0.count) }, to: &bytes)
    append(persons.facts.map(\.rawValue), to: &bytes)
    append(persons.deviceStarts.dropFirst().map(\.self), to: &bytes)
    for list in lists { append(list, to: &bytes) }
  }

  private static func append(_ list: [some BitwiseCopyable], to bytes: inout [UInt8]) {
    unsafe list.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  mutating func restore(_ customer: inout CustomerInventory) {
    let counts: [UInt32] = take(4)
    let facts: [FactSet.RawValue] = take(Int(counts[0]))
    let ends: [UInt32] = take(Int(counts[0]))
    let devices: [UInt16] = take(Int(counts[1]))
    customer.persons.reserve(persons: facts.count, devices: devices.count)
    var start = 0
    for (facts, end) in zip(facts, ends) {
      customer.persons.append(
        facts: FactSet(rawValue: facts), devices: devices[start..<Int(end)])
      start = Int(end)
    }
    customer.standaloneDevices = take(Int(counts[2]))
    customer.surplusDevices = take(Int(counts[3]))
  }

  private mutating func take<Element: BitwiseCopyable>(_ count: Int) -> [Element] {
    let size = MemoryLayout<Element>.size
    defer { offset += count * size }
    return (0..<count).map {
      unsafe bytes.loadUnaligned(fromByteOffset: offset + $0 * size, as: Element.self)
    }
  }
}
