/// A model type of which a dump's pages do not hold what they promise (Inputs.md, form 2).
public struct IncompleteModel: Equatable, Sendable, CustomStringConvertible {
  /// The dump as the user named it.
  public var dump: String
  /// The model type; empty where neither a page nor its records name one.
  public var modelType: String
  /// Records in all its pages.
  public var read: Int
  /// The sum of `total` over its pages with `skip` 0.
  public var expected: Int
  /// Pages that have lost their records, broke off, or do not say how many there should be.
  public var lostPages: Int
  /// The records that come more than once; nil where none does.
  public var repeats: RepeatedRecords?

  /// Distinct records in all its pages.
  public var distinct: Int { repeats?.distinct ?? read }

  /// One line for the user.
  public var description: String {
    let model = modelType.isEmpty ? "records of an unnamed model" : modelType
    let pages = lostPages == 0 ? "" : "; pages that are damaged or empty: \(lostPages)"
    let repeated = repeats.map { "; \($0.description)" } ?? ""
    let distinct = repeats.map { ", \($0.distinct) of them distinct" } ?? ""
    return
      "\(dump): \(model): \(read) records read\(distinct), \(expected) expected\(pages)\(repeated)"
  }
}
