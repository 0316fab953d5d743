internal import CensusModel
internal import Sealing

/// The customers of a file, in ascending byte order of their PKIDs, as its footer holds them: each in as
/// many bytes as it needs. An entry is made when asked for: there can be a hundred thousand, and
/// all their entries would take several times the memory, and the time to fill it.
public struct CustomerDirectory: RandomAccessCollection, Sendable {
  /// One customer after the other, each with their Sites after them.
  private(set) var bytes: ArraySlice<UInt8>
  /// By customer, where they begin in `bytes`.
  private var starts: [Int]
  /// Persons and rows of all customers together; nil if a sum is none that the format has.
  private(set) var sizes: SIMD4<Int>? = SIMD4()

  /// No customer yet.
  init() {
    bytes = []
    starts = []
  }

  /// The first customer.
  public var startIndex: Int { 0 }
  /// The index after the last customer.
  public var endIndex: Int { starts.count }

  /// A customer.
  public subscript(index: Int) -> CustomerEntry {
    reading(index) { (cursor) throws(ByteCursor.Refusal) in
      try cursor.customer(providerCount: .max)
    }
  }

  /// Persons, device rows of persons, standalone devices and surplus rows of a customer, without the
  /// rest of them.
  public func sizes(of index: Int) -> SIMD4<Int> {
    reading(index) { (cursor) throws(ByteCursor.Refusal) in
      try cursor.sizesOfCustomer()
    }
  }

  /// One identity for each Site of a customer, ascending, without duplicates.
  public func sites(of index: Int) -> [UInt64] {
    reading(index) { (cursor) throws(ByteCursor.Refusal) in
      let siteCount = try cursor.customer(providerCount: .max).siteCount
      var sites: [UInt64] = []
      sites.reserveCapacity(siteCount)
      for _ in 0..<siteCount { sites.append(try cursor.u64()) }
      return sites
    }
  }

  /// Adds a customer after all others.
  mutating func append(_ customer: CustomerEntry, sites: [UInt64]) {
    precondition(customer.siteCount == sites.count, "sites")
    var sink = ByteSink()
    sink.customer(customer)
    sink.words(sites)
    starts.append(bytes.count)
    bytes += sink.bytes
    add(customer.sizes)
  }

  /// No size is larger than the cap, so that a sum cannot pass it unseen.
  private mutating func add(_ more: SIMD4<Int>) {
    guard let sum = sizes.map({ $0 &+ more }) else { return }
    sizes = any(sum .> SealedConstants.countMax) || any(sum .< 0) ? nil : sum
  }

  /// Reads of a customer what was written or verified before.
  private func reading<Value>(
    _ index: Int, _ body: (inout ByteCursor) throws(ByteCursor.Refusal) -> Value
  ) -> Value {
    unsafe bytes.withUnsafeBytes { raw in
      var cursor = unsafe ByteCursor(UnsafeRawBufferPointer(rebasing: raw[starts[index]...]))
      do throws(ByteCursor.Refusal) {
        return try body(&cursor)
      } catch {
        preconditionFailure("a customer that was verified: \(error.reason)")
      }
    }
  }
}

extension CustomerDirectory: Equatable {
  /// Equal bytes are equal customers: every number has one spelling.
  public static func == (left: CustomerDirectory, right: CustomerDirectory) -> Bool {
    left.bytes == right.bytes
  }
}

extension CustomerDirectory {
  /// Reads the customers of a footer. None is believed to be what the rest of it contradicts.
  ///
  /// - Parameters:
  ///   - footer: all that `cursor` reads.
  ///   - providerCount: how many providers customers can have.
  init(
    parsing cursor: inout ByteCursor, of footer: [UInt8], providerCount: Int
  ) throws(ByteCursor.Refusal) {
    let customerCount = try cursor.count(ofAtLeast: ByteCursor.customerByteCountMin)
    try cursor.reserve(MemoryCost.array(customerCount, of: Int.self))
    self.init()
    starts.reserveCapacity(customerCount)
    let start = cursor.offset
    var last: PKIDField?
    var hasCapitals = false
    for _ in 0..<customerCount {
      starts.append(cursor.offset - start)
      let next = try cursor.customer(providerCount: providerCount)
      if let last, last >= next.field {
        throw cursor.refusal("customers are not in the order of their PKIDs")
      }
      last = next.field
      hasCapitals = hasCapitals || next.field != next.field.withoutCapitals
      add(next.sizes)
      try cursor.skipSites(next.siteCount)
    }
    bytes = footer[start..<cursor.offset]
    if hasCapitals { try refuseTwins(cursor) }
  }

  /// Two spellings of one PKID need not be neighbours: capitals sort before small letters.
  private func refuseTwins(_ cursor: ByteCursor) throws(ByteCursor.Refusal) {
    var cursor = cursor
    try cursor.reserve(MemoryCost.array(2 * count, of: PKIDField.self))
    var pkids = Set<PKIDField>(minimumCapacity: count)
    for index in indices where !pkids.insert(self[index].field.withoutCapitals).inserted {
      throw cursor.refusal(
        "customer \(self[index].pkid) twice: PKIDs that differ in capitals are one")
    }
  }
}

extension ByteCursor {
  fileprivate mutating func skipSites(_ siteCount: Int) throws(Refusal) {
    var last: UInt64?
    for _ in 0..<siteCount {
      let site = try u64()
      guard last.map({ $0 < site }) ?? true else { throw refusal("sites are not in order") }
      last = site
    }
  }
}
