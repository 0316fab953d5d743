/// A model that is absent altogether although records refer to it: its part of the export is missing.
/// A page that says that a model has no records makes it present.
public struct AbsentModel: Equatable, Sendable, CustomStringConvertible {
  /// The model types that could hold what is referred to.
  public var modelTypes: [String]
  /// How many records refer to it.
  public var referenceCount: Int
  /// What these records do.
  private var reason: String

  /// One line for the user.
  public var description: String {
    "no record of \(modelTypes.joined(separator: ", ")), although \(reason): \(referenceCount)"
  }
}

extension AbsentModel {
  /// Which role's records name those of which other, and how to tell.
  private struct Reference: Sendable {
    var from: Role
    var to: Role
    var reason: String
    var isMade: @Sendable (PackedRecord) -> Bool
  }

  private static let references = [
    Reference(from: .user, to: .extensionMobilityProfile, reason: "users name profiles") {
      $0.textCount - 2 > $0.detail
    },
    Reference(from: .user, to: .phone, reason: "users name devices") { $0.detail > 0 },
    Reference(from: .phone, to: .user, reason: "phones name owners", isMade: hasSecondText),
    Reference(
      from: .singleNumberReachProfile, to: .user, reason: "SNR profiles name users",
      isMade: hasSecondText),
  ]

  @Sendable private static func hasSecondText(_ record: PackedRecord) -> Bool {
    record.texts.dropFirst().first { _ in true }?.isEmpty == false
  }

  /// All models of a profile that records of the batches refer to and that are not among those
  /// present, in the order of the table above. A role without a model lacks nothing.
  static func all(
    in batches: [RecordBatch], of profile: DumpProfile, present: Set<String>
  ) -> [AbsentModel] {
    references.compactMap { reference in
      let types = profile.models.filter { $0.role == reference.to }.map(\.type)
      guard !types.isEmpty, present.isDisjoint(with: types) else { return nil }
      var count = 0
      for batch in batches {
        batch.forEachRecord { record in
          if record.role == reference.from, reference.isMade(record) { count += 1 }
        }
      }
      guard count > 0 else { return nil }
      return AbsentModel(modelTypes: types, referenceCount: count, reason: reference.reason)
    }
  }
}
