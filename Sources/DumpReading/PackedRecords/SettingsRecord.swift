/// The settings of a customer as a record states them.
public struct SettingsRecord: Hashable, Sendable {
  /// True if the record says that the customer belongs to the public sector.
  public var isPublicSector: Bool
  /// True if the record says that the customer's billing is inactive.
  public var isBillingInactive: Bool
  /// Index into the batch's locations.
  public var location: Int
  /// The position of the record.
  public var position: RecordPosition
  /// Where that is in lines, if they are counted.
  public var line = LinePlace()
}
