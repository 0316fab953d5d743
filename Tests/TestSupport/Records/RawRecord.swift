/// One record of a dump before it takes any textual form.
public struct RawRecord: Sendable {
  /// Where a record says it lives.
  public enum Place: Sendable {
    /// `meta.path`.
    case path(String)
    /// `meta.hierarchy`: a dotted path or the pkid of a node.
    case hierarchy(String)
    /// Neither: malformed, unless the type is skipped.
    case absent
  }

  /// `meta.model_type`.
  public var modelType: String
  /// `meta.path` or `meta.hierarchy`.
  public var place: Place
  /// `meta.pkid`.
  public var pkid: String?
  /// The members of `data`.
  public var data: [JSONMember]
  /// Bytes to be written in place of the record: a record so damaged that no tree can express it.
  public var verbatim: Bytes?

  /// A record from its parts.
  public init(
    _ modelType: String, _ place: Place, pkid: String? = nil, data: [JSONMember] = [],
    verbatim: Bytes? = nil
  ) {
    self.modelType = modelType
    self.place = place
    self.pkid = pkid
    self.data = data
    self.verbatim = verbatim
  }
}
