public import CensusModel
internal import Sealing

/// A customer as the directory of an identities file describes them.
public struct IdentityCustomer: Equatable, Sendable {
  /// 24 hexadecimal digits, as they came.
  public var pkid: String
  /// The names above them, and their own.
  public var names: CustomerNames
  /// Their own path in the hierarchy.
  public var path: String
  var rowCounts = [Int](repeating: 0, count: CustomerIdentities.Section.ofCustomers.count)

  /// The number of rows in one of the sections.
  public func rowCount(_ section: CustomerIdentities.Section) -> Int {
    rowCounts[Int(section.rawValue) - 1]
  }
}

/// A block of rows as the directory describes it.
struct IdentityBlockEntry: Equatable, Sendable {
  /// Customers with rows in it, from the first to the last.
  var firstCustomer: Int
  var lastCustomer: Int
  /// Bit *n*: it has rows of the section whose raw value is *n* + 1.
  var sections: UInt16
  var codec: Codec
  var rawByteCount: Int
  var storedByteCount: Int
  var checksum: UInt64
  /// The file's byte at which it begins; follows from the blocks before.
  var offset = 0
}

/// All that an identities file says of itself, of its customers and of its blocks.
struct IdentityDirectory: Equatable, Sendable {
  /// The identity of the columnar file, 16 bytes.
  var columnFile: [UInt8]
  var context: IdentityContext
  var customers: [IdentityCustomer]
  /// Rows above every customer.
  var aboveEveryCustomer = 0
  var blocks: [IdentityBlockEntry]

  func serialized() -> [UInt8] {
    var sink = ByteSink()
    sink.bytes = columnFile
    for texts in [context.models, context.files, context.places, context.products] {
      sink.varint(texts.count)
      for text in texts { sink.text(text) }
    }
    sink.varint(customers.count)
    for customer in customers {
      sink.bytes.append(contentsOf: PKIDField(customer.pkid)?.stored ?? [])
      for text in [
        customer.names.provider, customer.names.reseller, customer.names.customer, customer.path,
      ] { sink.text(text) }
      for count in customer.rowCounts { sink.varint(count) }
    }
    sink.varint(aboveEveryCustomer)
    sink.varint(blocks.count)
    for block in blocks {
      sink.varint(block.firstCustomer)
      sink.varint(block.lastCustomer)
      sink.u16(block.sections)
      sink.u8(block.codec.rawValue)
      sink.varint(block.rawByteCount)
      sink.varint(block.storedByteCount)
      sink.u64(block.checksum)
    }
    return sink.bytes
  }
}

extension IdentityDirectory {
  init(parsing cursor: inout ByteCursor) throws(ByteCursor.Refusal) {
    columnFile = unsafe Array(try cursor.take(16))
    context = IdentityContext()
    context.models = try cursor.texts()
    context.files = try cursor.texts()
    context.places = try cursor.texts()
    context.products = try cursor.texts()
    guard context.models.count <= 256 else { throw cursor.refusal("more than 256 models") }
    customers = try cursor.identityCustomers()
    aboveEveryCustomer = try cursor.varint(max: SealedConstants.countMax)
    blocks = try cursor.blocks(customerCount: customers.count)
    try cursor.finish()
  }
}

extension ByteCursor {
  fileprivate mutating func texts() throws(Refusal) -> [String] {
    let entryCount = try count(ofAtLeast: 1)
    try reserve(MemoryCost.array(entryCount, of: String.self))
    var texts: [String] = []
    texts.reserveCapacity(entryCount)
    for _ in 0..<entryCount { texts.append(try text()) }
    return texts
  }

  fileprivate mutating func identityCustomers() throws(Refusal) -> [IdentityCustomer] {
    let sectionCount = CustomerIdentities.Section.ofCustomers.count
    let customerCount = try count(ofAtLeast: PKIDField.byteCount + 4 + sectionCount)
    try reserve(
      MemoryCost.array(customerCount, of: IdentityCustomer.self)
        + customerCount
        * (2 * MemoryCost.object + 24 + MemoryCost.array(sectionCount, of: Int.self)))
    var customers: [IdentityCustomer] = []
    customers.reserveCapacity(customerCount)
    for _ in 0..<customerCount {
      guard let pkid = unsafe PKIDField(stored: try take(PKIDField.byteCount))?.text else {
        throw refusal("a digit below ten is called a capital")
      }
      guard customers.last?.pkid.precedesExactly(pkid) ?? true else {
        throw refusal("customers are not in order")
      }
      let names = CustomerNames(
        provider: try text(), reseller: try text(), customer: try text())
      var customer = IdentityCustomer(pkid: pkid, names: names, path: try text())
      for section in 0..<sectionCount {
        customer.rowCounts[section] = try varint(max: SealedConstants.countMax)
      }
      customers.append(customer)
    }
    return customers
  }

  fileprivate mutating func blocks(
    customerCount: Int
  ) throws(Refusal) -> [IdentityBlockEntry] {
    let blockCount = try count(ofAtLeast: 15)
    try reserve(MemoryCost.array(blockCount, of: IdentityBlockEntry.self))
    var blocks: [IdentityBlockEntry] = []
    blocks.reserveCapacity(blockCount)
    var offset = SealedConstants.headerByteCount
    for _ in 0..<blockCount {
      let block = try self.block(customerCount: customerCount, after: blocks.last, at: offset)
      offset += block.storedByteCount
      blocks.append(block)
    }
    return blocks
  }

  private mutating func block(
    customerCount: Int, after last: IdentityBlockEntry?, at offset: Int
  ) throws(Refusal) -> IdentityBlockEntry {
    let first = try varint(max: customerCount)
    let end = try varint(max: customerCount)
    guard first <= end, end <= customerCount, last.map({ $0.lastCustomer <= first }) ?? true else {
      throw refusal("a block of customers who are none, or out of order")
    }
    let sections = try u16()
    guard sections > 0, sections >> UInt16(CustomerIdentities.Section.allCases.count) == 0 else {
      throw refusal("a block of unknown sections")
    }
    guard let codec = Codec(rawValue: try u8()), codec != .constant else {
      throw refusal("unknown codec of a block")
    }
    let raw = try varint(max: SealedConstants.countMax)
    let stored = try varint(max: SealedConstants.countMax)
    guard raw > 0, codec.allows(rawByteCount: raw, storedByteCount: stored),
      offset + stored <= SealedConstants.varintMax
    else { throw refusal("size of a block out of range") }
    return IdentityBlockEntry(
      firstCustomer: first, lastCustomer: end, sections: sections, codec: codec,
      rawByteCount: raw, storedByteCount: stored, checksum: try u64(), offset: offset)
  }
}
