internal import CensusModel
internal import TextOutput

/// One row of a list: one of the things that a count consists of.
public struct ListRow: Equatable, Sendable {
  /// The kind of a row.
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

  /// The verdict of a rule set on a person. Persons with the same facts and phones share one.
  public struct PersonCount: Equatable, Sendable {
    /// The symbols of the facts.
    public var facts: [String]
    /// P, the counted phones.
    public var phones: Int
    /// The title of the column that decides: the exclusive one of a user, the first of an account;
    /// `unclassified` where there is none.
    public var column: String
    /// The rule of that column; empty where there is none.
    public var rule: String
    /// The titles of further columns that count the person.
    public var alsoIn: [String]
    /// Licences; nil for a person who needs none.
    public var licenses: Int?
    /// The facts as one field.
    let factsText: String
    /// The further columns as one field.
    let alsoInText: String

    /// The verdict on persons with these facts and phones.
    public init(
      facts: [String], phones: Int, columns: (deciding: String, rule: String, alsoIn: [String]),
      licenses: Int?
    ) {
      (self.facts, self.phones, self.licenses) = (facts, phones, licenses)
      (column, rule, alsoIn) = columns
      factsText = facts.joined(separator: " ")
      alsoInText = alsoIn.joined(separator: "; ")
    }
  }

  /// The customer's PKID.
  public var pkid: String
  /// The customer's name.
  public var customer: String
  /// The kind of the row.
  public var kind: Kind
  /// Its name, as the dump writes it.
  public var name: String
  /// Of a person: what counts them and why.
  public var count: PersonCount?
  /// Of a person in a list of all: the names of their devices.
  public var devices: [String] = []
  /// Of a phone: its product; empty for a record of another class.
  public var product: String?
  /// Of a phone: its class.
  public var deviceClass: String?
  /// For a phone without such a user, its owners; for an association, the name that matches no
  /// phone; for a merged record, file and line of the first one.
  public var others: [String] = []
  /// Of a record that is left out: the condition that it fails.
  public var condition: Condition?
  /// Where it comes from.
  public var source: Source?

  /// A condition of the dump profile that a record fails.
  public struct Condition: Equatable, Sendable {
    /// The field that it looks at.
    public var field: String
    /// Its value in the record; nil for nothing.
    public var value: String?

    /// A condition on this field, where a record has this value.
    public init(field: String, value: String?) {
      (self.field, self.value) = (field, value)
    }
  }

  /// A row of a customer.
  public init(pkid: String, customer: String, kind: Kind, name: String) {
    self.pkid = pkid
    self.customer = customer
    self.kind = kind
    self.name = name
  }

  /// The row as a JSON object, without what it does not have.
  ///
  /// - Parameter isComplete: whether persons have what decided their column and licences.
  func json(isComplete: Bool) -> JSONOutput {
    var members: [(key: String, value: JSONOutput)] = [
      ("customerPkid", .string(pkid)), ("customer", .string(customer)),
      ("kind", .string(kind.rawValue)), ("name", .string(name)),
    ]
    if let count {
      if isComplete {
        members += [
          ("column", .string(count.column)), ("because", .string(count.rule)),
          ("alsoIn", .array(count.alsoIn.map { .string($0) })),
        ]
        if let licenses = count.licenses { members.append(("licenses", .integer(licenses))) }
        members.append(("devices", .array(devices.map { .string($0) })))
      }
      members.append(("facts", .array(count.facts.map { .string($0) })))
      members.append(("phones", .integer(count.phones)))
    }
    if let product { members.append(("product", .string(product))) }
    if let deviceClass { members.append(("class", .string(deviceClass))) }
    if !others.isEmpty { members.append(("others", .array(others.map { .string($0) }))) }
    if let condition {
      members += [
        ("condition", .string(condition.field)),
        ("value", condition.value.map(JSONOutput.string) ?? .null),
      ]
    }
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
