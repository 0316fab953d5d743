public import CensusModel
internal import Dispatch
internal import Sealing

/// Writes whose and which the rows of a columnar file are, front to back, customer by customer.
///
/// Equal identities make equal bytes, whatever the number of threads.
public struct IdentityFileWriter {
  private let threads: Int
  private let emit: ([UInt8]) throws -> Void
  private var directory: IdentityDirectory
  private var open = IdentityBlock()
  private var waiting: [IdentityBlock] = []

  /// Bytes of a block before compression, about. A tuning constant: any value makes a valid file.
  private static let blockByteCount = 1 << 18

  /// Starts a file.
  ///
  /// - Parameters:
  ///   - context: what the records of the identities refer to; at most 256 models.
  ///   - threads: how many blocks are encoded at once.
  ///   - emit: takes the bytes of the file, in order.
  public init(
    context: IdentityContext, threads: Int = 1, emit: @escaping ([UInt8]) throws -> Void
  ) throws {
    precondition(context.models.count <= 256, "models")
    self.threads = threads
    self.emit = emit
    directory = IdentityDirectory(
      columnFile: [], context: context, customers: [], blocks: [])
    try emit(Header.serialized(.identities))
  }

  /// Adds a customer.
  ///
  /// - Parameters:
  ///   - pkid: their PKID; customers come in ascending byte order of them.
  ///   - names: the names above them, and their own.
  ///   - identities: whose and which their rows are.
  ///   - order: the order of their persons in the columnar file, as its writer returned it.
  public mutating func append(
    _ pkid: String, _ names: CustomerNames, _ identities: CustomerIdentities, order: [Int]
  ) throws {
    precondition(order.count == identities[.persons].count, "order of other persons")
    let index = directory.customers.count
    var customer = IdentityCustomer(pkid: pkid, names: names, path: identities.path)
    for section in CustomerIdentities.Section.ofCustomers {
      let table = identities[section]
      customer.rowCounts[Int(section.rawValue) - 1] = table.count
      for row in 0..<table.count {
        try makeRoom()
        open.append(
          section == .persons ? order[row] : row, of: table, customer: index, section)
      }
    }
    directory.customers.append(customer)
  }

  /// Adds the records above every customer, after the last customer.
  public mutating func append(aboveEveryCustomer table: NameTable) throws {
    directory.aboveEveryCustomer = table.count
    for row in 0..<table.count {
      try makeRoom()
      open.append(row, of: table, customer: directory.customers.count, .aboveEveryCustomer)
    }
  }

  /// Writes what is left, the directory and the trailer.
  ///
  /// - Parameter columnFile: the identity of the columnar file, 32 hexadecimal digits.
  public mutating func finish(columnFile: String) throws {
    guard let identity = IdentityFile.bytes(ofIdentity: columnFile) else {
      preconditionFailure("identity of a columnar file")
    }
    directory.columnFile = identity
    if open.rows.count > 0 { waiting.append(open) }
    open = IdentityBlock()
    try encodeWaiting()
    try emit(SealedEnd(footer: directory.serialized(), kind: .identities).bytes)
  }

  private mutating func makeRoom() throws {
    guard open.byteCount >= Self.blockByteCount else { return }
    waiting.append(open)
    open = IdentityBlock()
    if waiting.count >= 2 * threads { try encodeWaiting() }
  }

  private mutating func encodeWaiting() throws {
    let blocks = waiting
    waiting = []
    let first = directory.blocks.count
    var encoded = [(entry: IdentityBlockEntry, stored: [UInt8])?](
      repeating: nil, count: blocks.count)
    unsafe encoded.withUnsafeMutableBufferPointer { slots in
      nonisolated(unsafe) let slots = unsafe slots  // each index is written by one thread
      let encode = { @Sendable (index: Int) in
        unsafe slots[index] = Self.encoded(blocks[index], number: first + index)
      }
      if threads == 1 {
        for index in blocks.indices { encode(index) }
      } else {
        DispatchQueue.concurrentPerform(iterations: blocks.count, execute: encode)
      }
    }
    for case let (entry, stored)? in encoded {
      directory.blocks.append(entry)
      try emit(stored)
    }
  }

  private static func encoded(
    _ block: IdentityBlock, number: Int
  ) -> (entry: IdentityBlockEntry, stored: [UInt8]) {
    let raw = block.serialized()
    let stored = SealedBlock(raw)
    let entry = IdentityBlockEntry(
      firstCustomer: block.segments.first?.customer ?? 0,
      lastCustomer: block.segments.last?.customer ?? 0, sections: block.sections,
      codec: stored.codec, rawByteCount: raw.count, storedByteCount: stored.bytes.count,
      checksum: stored.checksum(ofBlock: number))
    return (entry, stored.bytes)
  }
}
