/// A model that is absent altogether although records refer to it: its part of the export is missing.
/// A page that says that a model has no records makes it present.
public struct AbsentModel: Equatable, Sendable, CustomStringConvertible {
  /// The model types that could hold what is referred to.
  public var modelTypes: [String]
  /// How many records refer to it.
  public var referenceCount: Int
  /// The role of these records.
  public var reason: String

  /// One line for the user.
  public var description: String {
    "no record of \(modelTypes.joined(separator: ", ")), although \(reason): \(referenceCount)"
  }
}

extension AbsentModel {
  /// All models of a profile to which records of the batches refer and that are not among those
  /// present, in the order of `RecordReference`. A role without a model lacks nothing.
  static func all(
    in batches: [RecordBatch], of profile: DumpProfile, present: Set<String>
  ) -> [AbsentModel] {
    RecordReference.allCases.compactMap { reference in
      let types = profile.models.filter { $0.role == reference.target }.map(\.type)
      guard !types.isEmpty, present.isDisjoint(with: types) else { return nil }
      let count = batches.reduce(0) { $0 + $1.recordCount(referringBy: reference) }
      guard count > 0 else { return nil }
      return AbsentModel(modelTypes: types, referenceCount: count, reason: reference.reason)
    }
  }
}
