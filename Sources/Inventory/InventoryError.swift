internal import DumpReading
public import Files

/// Why a dump cannot be made an inventory.
public enum InventoryError: Error, Equatable, Sendable {
  /// A record cannot be placed; of several, the first in reading order.
  case malformed(MalformedRecord)
  /// No Provider node, or none that is well-formed.
  case noProvider
  /// No Customer node, or none that is well-formed.
  case noCustomer
  /// A customer without a Provider above them: no report could hold them.
  case noProviderAbove(customer: String, path: String)
  /// More device types than an index of 16 bits can tell apart.
  case tooManyDeviceTypes(count: Int, limit: Int)
  /// Two sites of a customer have one identity (`SiteIdentity`), so that one would be lost.
  case sitesCollide(customer: String, paths: [String])
  /// Records that do not fit into memory could not be written to a file or read back.
  case spilling(FileError)
}

extension InventoryError: CustomStringConvertible {
  /// The finding, what was expected and what to do.
  public var description: String {
    switch self {
    case .malformed(let record):
      "file \(record.position.file), byte \(record.position.byte): \(record.reason)"
    case .noProvider:
      "the dump has no hierarchy node of type Provider; add the dump of the hierarchy"
    case .noCustomer:
      "the dump has no hierarchy node of type Customer; add the dump of the hierarchy"
    case .noProviderAbove(let customer, let path):
      "the customer \(customer) at \(path) has no Provider above; add the dump of the hierarchy"
    case .tooManyDeviceTypes(let count, let limit):
      "the dump has \(count) device types, of which \(limit) can be told apart; "
        + "convert it in several parts"
    case .sitesCollide(let customer, let paths):
      "the sites \(paths.joined(separator: " and ")) of customer \(customer) have one identity; "
        + "give one of them another pkid"
    case .spilling(let error): error.description
    }
  }
}
