internal import CensusModel

/// The findings of a run that belong to no customer.
public struct RunFindings: Equatable, Sendable {
  /// A model of which a dump lacks records.
  public struct IncompleteModel: Hashable, Sendable {
    /// The model type.
    public var model: String
    /// Records that were read; those that come more than once in pages count once.
    public var readCount: Int
    /// Records that the dump says it has.
    public var expectedCount: Int

    /// A model with these counts.
    public init(model: String, readCount: Int, expectedCount: Int) {
      self.model = model
      self.readCount = readCount
      self.expectedCount = expectedCount
    }
  }

  /// Records of counted models that lie above every customer.
  public var aboveEveryCustomer = 0
  /// Malformed records that were rejected.
  public var rejectedRecords = 0
  /// Distinct phones by folded product, for products that the device table does not know, within
  /// the bounds of `ListedNames`.
  public var unknownProducts: [String: Int] = [:]
  /// Records by model type, for types that no role has, within the bounds of `ListedNames`.
  public var skippedModels: [String: Int] = [:]
  /// Records that a condition of the dump profile leaves out, by `model type: field`.
  public var leftOutByCondition: [String: Int] = [:]
  /// Well-formed records by model type, for the types that are counted (AuditRules.md §2, rule 5);
  /// nil where an input does not say.
  public var models: [String: Int]? = [:]
  /// Files, folders and entries of archives that were left out as it was asked for.
  public var excludedFiles = 0
  /// Models that the user allowed to be incomplete.
  public var incompleteModels: [IncompleteModel] = []

  /// Nothing found.
  public init() {}

  /// The same with no more names than a report lists (`ListedNames`).
  public var listed: RunFindings {
    var listed = self
    listed.unknownProducts = ListedNames.listed(unknownProducts)
    listed.skippedModels = ListedNames.listed(skippedModels)
    return listed
  }

  /// True if nothing was found that needs a look.
  public var isEmpty: Bool {
    var others = self
    others.models = [:]
    return others == RunFindings()
  }
}
