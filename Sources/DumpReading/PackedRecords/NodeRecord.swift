/// A hierarchy node as a record states it.
public struct NodeRecord: Sendable {
  /// `meta.pkid`; empty where absent.
  public var pkid: String
  /// The last part of the node's own path.
  public var name: String
  /// `Provider`, `Reseller`, `Customer`, `Site`, or anything else for an intermediate node.
  public var nodeType: String
  /// Index into the batch's locations: where the node hangs.
  public var location: Int
  /// The position of the record.
  public var position: RecordPosition
  /// Where that is in lines, if they are counted.
  public var line = LinePlace()
}
