internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Report

/// The persons who changed between two audits: new and gone, in another column, or with another
/// number of licences.
struct PersonMoves: Sendable {
  /// The column and the licences of a person.
  struct Place: Hashable, Sendable {
    /// The title of the column that decides, or `unclassified`.
    var column: String
    /// True for an exclusive column.
    var isBucket: Bool
    /// 0 for a person who needs none.
    var licenses: Int
  }

  /// A person who changed.
  struct Move: Sendable {
    var pkid: String
    var customer: String
    var name: String
    /// The name, folded: as it is compared.
    var key: [UInt8]
    var isUser: Bool
    /// Empty for a UCM user, else the model of the account.
    var model: String
    /// nil for a person who is new.
    var before: Place?
    /// nil for a person who is gone.
    var after: Place?
  }

  /// By customer and name.
  let moves: [Move]
  /// Accounts that are left out, because two of one customer, service and name cannot be told
  /// apart.
  let ambiguousCount: Int

  /// Compares the persons of two audits.
  ///
  /// - Throws: what stopped it, also (70) where the moves are not what the columns differ by.
  init(
    _ request: DifferenceRequest, _ difference: ReportDifference, _ warnings: inout [String]
  ) throws(Failure) {
    let rules = try DataFiles.rules(request.count.rules, request.count.dump.fileSystem).content
    let before = try Self.persons(at: request.before, request, rules, &warnings)
    let after = try Self.persons(at: request.after, request, rules, &warnings)
    var moves: [Move] = []
    for (key, person) in before.persons where after.persons[key]?.after != person.after {
      var move = person
      (move.before, move.after) = (person.after, after.persons[key]?.after)
      moves.append(move)
    }
    for (key, person) in after.persons where before.persons[key] == nil { moves.append(person) }
    self.moves = moves.sorted { left, right in
      let keys = (left.pkid.pkidKey, right.pkid.pkidKey)
      if keys.0 != keys.1 { return keys.0.precedesExactly(keys.1) }
      if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
      return (left.isUser ? 0 : 1, left.model) < (right.isUser ? 0 : 1, right.model)
    }
    ambiguousCount = before.ambiguousCount + after.ambiguousCount
    try crossFoot(difference, rules)
  }

  private struct Key: Hashable {
    var pkid: String
    var model: String
    var name: [UInt8]
  }

  /// The persons of an input, each as one that is new.
  private static func persons(
    at path: String, _ request: DifferenceRequest, _ rules: RuleSet, _ warnings: inout [String]
  ) throws(Failure) -> (persons: [Key: Move], ambiguousCount: Int) {
    if try ReportFile.all(at: path) != nil {
      throw Failure(
        .usage, "\(path): a report has no persons",
        hint: "give columnar files with identities, or dumps")
    }
    var named = NamedRequest(inputs: [path])
    named.dump = request.count.dump
    named.rules = request.count.rules
    named.kernel = request.count.kernel
    named.memoryLimit = request.count.memoryLimit
    let counts = PersonCounts(rules)
    var persons: [Key: Move] = [:]
    var ambiguous: Set<Key> = []
    // Rejected records were kept when the columns were counted.
    var run = try ReadingRun.withoutRejectFile(named.dump)
    let inputs = try NamedInput.all(named, rules, &run)
    warnings += run.remarks.warnings
    for input in inputs {
      try input.forEachPerson { person in
        let move = self.move(person, input, counts)
        let key = Key(
          pkid: move.pkid.pkidKey, model: move.model, name: move.key)
        if persons.updateValue(move, forKey: key) != nil { ambiguous.insert(key) }
      }
    }
    for key in ambiguous { persons[key] = nil }
    return (persons, ambiguous.count)
  }

  private static func move(
    _ person: NamedPerson, _ input: NamedInput, _ counts: PersonCounts
  ) -> Move {
    let phones = PersonVerdict.phones(of: person.deviceTypes, classes: input.classOfType)
    let entry = counts.entry(person.facts, phones: phones)
    let customer = input.identities.customers[person.customer]
    let models = input.identities.context.models
    let model = entry.isUser ? nil : person.row.firstSource.map { models[Int($0.model)] }
    return Move(
      pkid: customer.pkid, customer: customer.names.customer, name: person.row.name,
      key: person.row.key, isUser: entry.isUser, model: model ?? "", before: nil,
      after: Place(
        column: entry.count.column, isBucket: entry.verdict.bucket != nil,
        licenses: entry.verdict.licenses ?? 0))
  }

  /// How many persons went from which place to which, most first.
  var flows: [(before: String?, after: String?, count: Int)] {
    let pairs = moves.filter { $0.before?.column != $0.after?.column }.map {
      [$0.before?.column, $0.after?.column]
    }
    let counts = Dictionary(pairs.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.map { ($0.key[0], $0.key[1], $0.value) }.sorted { left, right in
      left.count == right.count
        ? (left.before ?? "", left.after ?? "") < (right.before ?? "", right.after ?? "")
        : left.count > right.count
    }
  }

  /// Every exclusive column changed by what came to it less what left it; unless two persons cannot
  /// be told apart.
  private func crossFoot(_ difference: ReportDifference, _ rules: RuleSet) throws(Failure) {
    guard ambiguousCount == 0 else { return }
    var steps: [String: Int] = [:]
    for move in moves {
      if let before = move.before, before.isBucket { steps[before.column, default: 0] -= 1 }
      if let after = move.after, after.isBucket { steps[after.column, default: 0] += 1 }
    }
    for column in rules.columns where column.isExclusive {
      let (title, step) = (column.title, steps[column.title] ?? 0)
      guard let total = difference.totals.first(where: { $0.title == title }) else { continue }
      guard total.after - total.before == step else {
        throw Failure(
          .invariantFailed,
          "\"\(title)\" changed by \(total.after - total.before), and its persons by \(step)")
      }
    }
  }
}
