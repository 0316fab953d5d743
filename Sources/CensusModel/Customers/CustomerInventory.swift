/// A customer as conversion leaves it: no names, only what can be counted.
public struct CustomerInventory: Equatable, Sendable {
  /// 24 hexadecimal digits, as they came.
  public var pkid: String
  /// Index into the providers of the inventory.
  public var provider: Int
  /// Settings of the customer.
  public var settings: CustomerSettings
  /// The counts that the columns do not show.
  public var counters: CustomerCounters
  /// One identity per Site node, ascending and without duplicates, so that sites can be united when
  /// a customer is split over files. Its count is the Site Count of the customer.
  public var sites: [UInt64]
  /// The persons, in any order.
  public var persons: PersonTable
  /// Device types (indexes into the device types of the inventory) of the phones that belong to
  /// no user, one each.
  public var standaloneDevices: [UInt16]
  /// Device types of the surplus rows: a phone with *n* owners is *n* times in `persons` and
  /// *n*−1 times here, so that distinct phones can be counted.
  public var surplusDevices: [UInt16]

  /// A customer without persons and devices.
  public init(pkid: String, provider: Int, settings: CustomerSettings = []) {
    self.pkid = pkid
    self.provider = provider
    self.settings = settings
    counters = CustomerCounters()
    sites = []
    persons = PersonTable()
    standaloneDevices = []
    surplusDevices = []
  }
}
