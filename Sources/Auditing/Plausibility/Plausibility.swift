internal import CensusModel
internal import Documents
internal import Files
internal import Report

/// The comparison of an audit with an earlier one, before anything is written: an export that lost
/// half of its phones makes a wrong report that looks like any other.
struct Plausibility {
  /// Name of the earlier audit.
  let previous: String
  /// The numbers of both, those that changed most first.
  let changes: [Provenance.Change]
  /// Those that shrank by more than is allowed, and models that disappeared.
  let implausible: [Provenance.Change]
  private let maxShrink: Int
  /// True if the user accepted what is implausible.
  let isAccepted: Bool

  /// Compares an audit with an earlier one.
  ///
  /// - Throws: where the two have no number in common (65).
  init(
    from before: AuditFigures, named previous: String, to after: AuditFigures,
    _ request: ReportRequest
  ) throws(Failure) {
    self.previous = previous
    let maxShrink = request.maxShrink
    self.maxShrink = maxShrink
    var changes: [(change: Provenance.Change, isModel: Bool)] = []
    for (figure, count) in before.counts {
      // A model without records is not among the numbers of an audit that knows its models.
      let isKnown = figure.isModel && after.counts.keys.contains(where: \.isModel)
      guard let now = after.counts[figure] ?? (isKnown ? 0 : nil) else { continue }
      changes.append(
        (Provenance.Change(label: figure.label, before: count, after: now), figure.isModel))
    }
    guard !changes.isEmpty else {
      throw Failure(
        .malformed, "\(previous) has no number that this audit has, too",
        hint: "give the provenance or the directory of reports of an earlier audit")
    }
    changes.sort { Self.precedes($0.change, $1.change) }
    self.changes = changes.map(\.change)
    implausible = changes.filter { change, isModel in
      change.after < change.before
        && (isModel && change.after == 0
          || (change.before - change.after) * 100 > change.before * maxShrink)
    }.map(\.change)
    isAccepted = request.acceptChange && !implausible.isEmpty
  }

  /// The largest relative change first; of equal ones the name decides.
  private static func precedes(_ left: Provenance.Change, _ right: Provenance.Change) -> Bool {
    let (mine, other) = (left.relative, right.relative)
    return mine == other ? left.label.precedesExactly(right.label) : mine > other
  }

  /// Refuses what is not plausible.
  func check() throws(Failure) {
    guard !isAccepted, !implausible.isEmpty else { return }
    throw Failure(
      .implausible,
      "compared with \(previous), the audit shrinks by more than \(maxShrink) %: "
        + implausible.map(\.text).joined(separator: ", "), remedy: .acceptChange)
  }

  /// The largest changes, in one line.
  var text: String {
    let changed = changes.filter { $0.before != $0.after }
    guard !changed.isEmpty else {
      return "Compared with \(previous): nothing changed in "
        + (changes.count > 3 ? "\(changes.count) numbers" : labels.joined(separator: " and "))
    }
    return "Compared with \(previous): " + changed.prefix(5).map(\.text).joined(separator: ", ")
  }

  private var labels: [String] { changes.map(\.label) }

  /// How the provenance records it.
  var provenance: Provenance.Previous {
    Provenance.Previous(
      name: previous, changes: changes, maxShrink: maxShrink, isAccepted: isAccepted)
  }
}

extension Provenance.Change {
  fileprivate var relative: Double {
    before == after ? 0 : Double(abs(after - before)) / Double(max(before, 1))
  }

  /// The change in words, as in `phones 6,000 to 10 (-99.8 %)`.
  fileprivate var text: String {
    let numbers = "\(label) \(RunSummary.grouped(before)) to \(RunSummary.grouped(after))"
    guard before > 0 else { return numbers }
    let tenths = ((after - before) * 1000) / before
    let sign = after < before ? "-" : "+"
    return "\(numbers) (\(sign)\(tenths.magnitude / 10).\(tenths.magnitude % 10) %)"
  }
}
