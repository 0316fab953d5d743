internal import CensusModel
internal import Report

/// Warnings of numbers that are often wrong: they stop nothing, as they can be right.
enum PlausibilityWarnings {
  /// The most records that usual systems return unless a client asks for further pages.
  static let pageSizes: Set<Int> = [
    500, 999, 1000, 1500, 2000, 2500, 5000, 10_000, 20_000, 50_000, 100_000,
  ]
  /// The largest share that is usual, in per cent.
  static let percentMax = 5

  /// Models of which an input has exactly as many records as a page.
  ///
  /// - Parameters:
  ///   - models: well-formed records by model type.
  ///   - input: name of the input.
  static func pageSizes(of models: [String: Int], in input: String) -> [String] {
    models.filter { pageSizes.contains($0.value) }
      .sorted { $0.key.precedesExactly($1.key) }
      .map { model, count in
        "\(input): exactly \(RunSummary.grouped(count)) records of \(model), a usual page size: "
          + "did the export stop after one page?"
      }
  }

  /// How often devices of users and owners of phones were not found.
  struct Associations {
    /// Distinct phones with an owner who was found.
    var assigned = 0
    /// Pairs of a user and a device name that is not the name of a phone.
    var unknown = 0
    /// Phones with an owner who was not found.
    var orphans = 0

    /// A sentence for each that is unusual.
    var warnings: [String] {
      var warnings: [String] = []
      if let percent = Self.percent(unknown, of: assigned + unknown) {
        let count = RunSummary.grouped(unknown)
        warnings.append(
          "unknown associations: \(percent) of the devices of users (\(count)) are not among the "
            + "phones; are phones missing?")
      }
      if let percent = Self.percent(orphans, of: assigned + orphans) {
        let count = RunSummary.grouped(orphans)
        warnings.append(
          "orphan owners: \(percent) of the phones with an owner (\(count)) have one who is not "
            + "among the users; are users missing?")
      }
      return warnings
    }

    /// A share with one decimal, rounded down; nil where it is usual.
    private static func percent(_ count: Int, of all: Int) -> String? {
      guard count * 100 > all * percentMax else { return nil }
      let tenths = count * 1000 / all
      return "\(tenths / 10).\(tenths % 10) %"
    }
  }
}

extension PlausibilityWarnings.Associations {
  /// Those of all customers that were counted.
  init(of customers: CustomerParts) {
    for index in customers.indices {
      let result = customers.result(index)
      assigned += result.counts.assignedDevices.reduce(0, +)
      unknown += result.counters.unknownAssociations
      orphans += result.counters.orphanOwners
    }
  }
}

extension PlatformFacts {
  /// A warning where nothing is known of the platform.
  static let missingWarning =
    "no platform.json: the head of the report lacks hostname, OrgID and other facts of the platform"
}
