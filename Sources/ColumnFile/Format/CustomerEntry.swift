public import CensusModel
internal import Sealing

/// A customer as the footer's directory describes them.
public struct CustomerEntry: Equatable, Sendable {
  var field: PKIDField
  /// Index into the file's providers.
  public var provider: Int
  /// Settings of the customer.
  public var settings: CustomerSettings
  /// The counts of the conversion.
  public var counters: CustomerCounters
  /// Persons in all groups.
  public var personCount: Int
  /// Device rows of persons in all groups: a phone has one for each owner.
  public var deviceCount: Int
  /// Phones without an owner.
  public var standaloneCount: Int
  /// Rows of `deviceCount` that repeat a phone for a further owner.
  public var surplusCount: Int
  /// How many Sites they have.
  public var siteCount: Int

  /// 24 hexadecimal digits, as they came.
  public var pkid: String { field.text }

  /// The four numbers that groups have, too.
  var sizes: SIMD4<Int> { SIMD4(personCount, deviceCount, standaloneCount, surplusCount) }
}

extension ByteSink {
  /// Appends a customer but for their Sites, which follow them.
  mutating func customer(_ customer: CustomerEntry) {
    bytes.append(contentsOf: customer.field.stored)
    varint(customer.provider)
    u8(customer.settings.rawValue)
    for counter in CustomerCounters.all { varint(customer.counters[keyPath: counter]) }
    varint(customer.personCount)
    varint(customer.deviceCount)
    varint(customer.standaloneCount)
    varint(customer.surplusCount)
    varint(customer.siteCount)
  }
}

extension ByteCursor {
  /// The bytes that a customer takes at least.
  static let customerByteCountMin = PKIDField.byteCount + 1 + 1 + CustomerCounters.all.count + 5

  /// The numbers after a PKID: provider, settings, the counters in the order of `CustomerCounters.all`,
  /// four sizes, Sites.
  private typealias CustomerNumbers = InlineArray<15, Int>

  /// Reads a customer but for their Sites.
  mutating func customer(providerCount: Int) throws(Refusal) -> CustomerEntry {
    guard let field = unsafe PKIDField(stored: try take(PKIDField.byteCount)) else {
      throw refusal("a PKID is not valid")
    }
    var numbers = CustomerNumbers(repeating: 0)
    if !takeSmall(&numbers, providerCount: providerCount) {
      try take(&numbers, providerCount: providerCount)
    }
    // Spelled out, as there are many customers and key paths are slow.
    var counters = CustomerCounters()
    counters.users = numbers[2]
    counters.phones = numbers[3]
    counters.phoneServerPhones = numbers[4]
    counters.orphanOwners = numbers[5]
    counters.unknownAssociations = numbers[6]
    counters.mergedRecords = numbers[7]
    counters.aboveSiteLevel = numbers[8]
    counters.emptyKeys = numbers[9]
    return CustomerEntry(
      field: field, provider: numbers[0],
      settings: CustomerSettings(rawValue: UInt8(truncatingIfNeeded: numbers[1])),
      counters: counters, personCount: numbers[10], deviceCount: numbers[11],
      standaloneCount: numbers[12], surplusCount: numbers[13], siteCount: numbers[14])
  }

  /// Takes the numbers if each is small and valid; else none.
  private mutating func takeSmall(_ numbers: inout CustomerNumbers, providerCount: Int) -> Bool {
    let start = offset
    guard let small = unsafe oneByteVarints(numbers.count) else { return false }
    for index in numbers.indices { numbers[index] = unsafe Int(small[index]) }
    if numbers[0] < providerCount, numbers[1] <= 3, numbers[14] <= remaining / 8 { return true }
    offset = start
    return false
  }

  private mutating func take(
    _ numbers: inout CustomerNumbers, providerCount: Int
  ) throws(Refusal) {
    numbers[0] = try varint()
    guard numbers[0] < providerCount else { throw refusal("unknown provider") }
    numbers[1] = Int(try u8())
    guard numbers[1] <= 3 else { throw refusal("unknown customer setting") }
    for index in 2..<14 { numbers[index] = try varint(max: SealedConstants.countMax) }
    numbers[14] = try count(ofAtLeast: 8)
  }

  /// Reads of a customer who was read before no more than how large they are.
  mutating func sizesOfCustomer() throws(Refusal) -> SIMD4<Int> {
    _ = try unsafe take(PKIDField.byteCount)
    if let small = unsafe oneByteVarints(14) {
      return unsafe SIMD4(Int(small[10]), Int(small[11]), Int(small[12]), Int(small[13]))
    }
    var numbers = CustomerNumbers(repeating: 0)
    try take(&numbers, providerCount: .max)
    return SIMD4(numbers[10], numbers[11], numbers[12], numbers[13])
  }
}
