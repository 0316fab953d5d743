internal import CensusModel
internal import TextOutput

/// One row of a list: one of the things that a count consists of.
public struct ListRow: Equatable, Sendable {
  /// What a row is.
  public enum Kind: String, Sendable {
    case customer, user, account, phone
    case phoneServerPhone = "phone-server phone"
    case site, record, association
  }

  /// The record of the dump that says so; of several the first.
  public struct Source: Equatable, Sendable {
    /// The model type.
    public var model: String
    /// The file of the dump.
    public var file: String
    /// The line, from 1; nil where it is not known.
    public var line: Int?
    /// Where in the hierarchy the record lives.
    public var place: String

    /// A record there.
    public init(model: String, file: String, line: Int?, place: String) {
      self.model = model
      self.file = file
      self.line = line
      self.place = place
    }
  }

  /// The customer's PKID.
  public var pkid: String
  /// His name.
  public var customer: String
  /// What the row is.
  public var kind: Kind
  /// Its name: folded, as the audit compares it.
  public var name: String
  /// Of a person: the symbols of his facts.
  public var facts: [String] = []
  /// Of a person: P.
  public var phones: Int?
  /// Of a phone: its product; empty for a record of another class.
  public var product: String?
  /// Of a phone: its class.
  public var deviceClass: String?
  /// Of a phone without such a user: its owners. Of an association: the name that is no phone's.
  public var others: [String] = []
  /// Where it comes from.
  public var source: Source?

  /// A row of a customer.
  public init(pkid: String, customer: String, kind: Kind, name: String) {
    self.pkid = pkid
    self.customer = customer
    self.kind = kind
    self.name = name
  }

  static let titles = [
    "Customer PKID", "Customer", "Kind", "Name", "Facts", "Phones", "Product", "Class", "Others",
    "Model", "File", "Line", "Place",
  ]

  /// The fields beside `titles`; what a row does not have is empty.
  var fields: [String] {
    let fields: [String?] = [
      pkid, customer, kind.rawValue, name, facts.joined(separator: " "), phones.map(String.init),
      product, deviceClass, others.joined(separator: " "), source?.model, source?.file,
      source?.line.map(String.init), source?.place,
    ]
    return fields.map { CustomerNames.harmless($0 ?? "") }
  }

  /// The row as a JSON object, without what it does not have.
  var json: JSONOutput {
    var members: [(key: String, value: JSONOutput)] = [
      ("customerPkid", .string(pkid)), ("customer", .string(customer)),
      ("kind", .string(kind.rawValue)), ("name", .string(name)),
    ]
    if let phones {
      members.append(("facts", .array(facts.map { .string($0) })))
      members.append(("phones", .integer(phones)))
    }
    if let product { members.append(("product", .string(product))) }
    if let deviceClass { members.append(("class", .string(deviceClass))) }
    if !others.isEmpty { members.append(("others", .array(others.map { .string($0) }))) }
    if let source {
      members += [
        ("model", .string(source.model)), ("file", .string(source.file)),
        ("place", .string(source.place)),
      ]
      if let line = source.line { members.append(("line", .integer(line))) }
    }
    return .object(members)
  }
}
