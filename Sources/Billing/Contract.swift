public import CensusRules

/// The prices of what a report counts: a data file, which `data/README.md` describes.
public struct Contract: Equatable, Sendable {
  /// The customers whose numbers a line adds up before it compares them with what is included and
  /// bought.
  public enum Unit: String, CaseIterable, Sendable {
    case customer, reseller, provider
  }

  /// How customers with a setting are treated.
  public enum Treatment: String, CaseIterable, Sendable {
    /// Like all others.
    case bill
    /// They are not billed.
    case exclude
    /// They alone are billed.
    case only
  }

  /// Treatment of customers by their settings.
  public struct Treatments: Equatable, Sendable {
    /// By the setting Public Sector.
    public var publicSector = Treatment.bill
    /// By the setting Inactive Billing.
    public var inactiveBilling = Treatment.bill
  }

  /// The licences of a customer that a quantity counts.
  public enum Licenses: String, CaseIterable, Sendable {
    /// All user licences.
    case user
    /// Those beyond the first one of each licensed user.
    case additional
    /// The licensed users.
    case licensed
  }

  /// A number of a customer that a line counts.
  public enum Quantity: Equatable, Sendable {
    /// The sum of these columns of the report.
    case columns([String])
    /// Licences of the rule set, or those of the persons who fulfil a condition.
    case licenses(Licenses, of: PersonCondition?)
    /// 1 for a customer who fulfils the condition, else 0.
    case customers(ColumnCondition)
  }

  /// A price for the quantities up to a limit.
  public struct Tier: Equatable, Sendable {
    /// The last quantity at this price; nil for all above the tier before.
    public var upTo: Int?
    /// The price of one.
    public var price: Amount
  }

  /// A line of the bill.
  public struct Line: Equatable, Sendable {
    /// The title, which no other line has.
    public var title: String
    /// The number that it counts.
    public var quantity: Quantity
    /// The customers whose quantities are added up.
    public var unit: Unit
    /// How customers with settings are treated.
    public var treatments: Treatments
    /// The quantity that costs nothing, for each unit.
    public var included: Int
    /// The quantity that is paid whether it is used or not, for each unit.
    public var bought: Int
    /// Ascending; the last one has no limit.
    public var tiers: [Tier]
  }

  /// The name of the contract.
  public let name: String
  /// The currency's code, such as `EUR`.
  public let currency: String
  /// Decimals of amounts on the bill.
  public let decimals: Int
  /// The lines of the bill, in their order.
  public let lines: [Line]

  /// The conditions on persons, each once.
  public var personConditions: [PersonCondition] {
    lines.reduce(into: []) { all, line in
      if case .licenses(_, let condition?) = line.quantity, !all.contains(condition) {
        all.append(condition)
      }
    }
  }

  init(name: String, currency: String, decimals: Int, lines: [Line]) {
    self.name = name
    self.currency = currency
    self.decimals = decimals
    self.lines = lines
  }
}
