public import CensusModel

/// A customer as the footer's directory describes him.
public struct CustomerEntry: Equatable, Sendable {
  var field: PKIDField
  /// Index into the file's providers.
  public var provider: Int
  /// Settings of the customer.
  public var settings: CustomerSettings
  /// What conversion counted.
  public var counters: CustomerCounters
  /// Persons in all groups.
  public var personCount: Int
  /// Device rows of persons in all groups: a phone stands once for each owner.
  public var deviceCount: Int
  /// Phones that belong to nobody.
  public var standaloneCount: Int
  /// Rows of `deviceCount` that repeat a phone for a further owner.
  public var surplusCount: Int
  /// How many Sites he has.
  public var siteCount: Int

  /// 24 hexadecimal digits, as they came.
  public var pkid: String { field.text }

  /// The four numbers that groups have, too.
  var sizes: SIMD4<Int> { SIMD4(personCount, deviceCount, standaloneCount, surplusCount) }
}

extension ByteSink {
  /// Appends a customer but for his Sites, which follow him.
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

  /// Reads a customer but for his Sites.
  mutating func customer(providerCount: Int) throws(Refusal) -> CustomerEntry {
    guard let field = PKIDField(stored: try take(PKIDField.byteCount)) else {
      throw refusal("a PKID is not valid")
    }
    let provider = try varint()
    guard provider < providerCount else { throw refusal("unknown provider") }
    let settings = try u8()
    guard settings <= 3 else { throw refusal("unknown customer setting") }
    let sizeMax = FormatConstants.countMax
    return CustomerEntry(
      field: field, provider: provider, settings: CustomerSettings(rawValue: settings),
      counters: try counters(), personCount: try varint(max: sizeMax),
      deviceCount: try varint(max: sizeMax), standaloneCount: try varint(max: sizeMax),
      surplusCount: try varint(max: sizeMax), siteCount: try count(ofAtLeast: 8))
  }

  /// In the order of `CustomerCounters.all`, which writing goes by; spelled out, as there are many
  /// customers and key paths are slow.
  private mutating func counters() throws(Refusal) -> CustomerCounters {
    let max = FormatConstants.countMax
    var counters = CustomerCounters()
    counters.users = try varint(max: max)
    counters.phones = try varint(max: max)
    counters.phoneServerPhones = try varint(max: max)
    counters.orphanOwners = try varint(max: max)
    counters.unknownAssociations = try varint(max: max)
    counters.mergedRecords = try varint(max: max)
    counters.aboveSiteLevel = try varint(max: max)
    counters.emptyKeys = try varint(max: max)
    return counters
  }
}
