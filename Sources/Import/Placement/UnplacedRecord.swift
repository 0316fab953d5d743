/// A record that has no customer and site.
public struct UnplacedRecord: Equatable, Sendable {
  /// The source it comes from.
  public var source: String
  /// The file.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// Its model in a dump, such as `device/cucm/Phone`.
  public var model: String
  /// Its name, id or address.
  public var key: String
  /// Why it has no place.
  public var reason: String
}
