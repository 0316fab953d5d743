import CensusModel
import CensusRules
import Testing

import struct TestSupport.SplitMix64

/// Random conditions, written as text together with what they mean: reading, evaluating and
/// checking must agree with the meaning.
@Suite struct RandomRuleSetTests {
  struct Sample {
    let text: String
    let meaning: (FactSet, Int) -> Bool
  }

  /// Facts from both ends of the planes, and few enough that trying all of them is quick.
  static let facts: [Fact] = [
    .ucmUser, .voicemail, .singleNumberReach, .contactCenterExpress, .pexip,
  ]
  static let phones = [0, 1, 2, 3, 4, 5]

  static let persons: [(facts: FactSet, phones: Int)] =
    (0..<(1 << facts.count)).flatMap { bits in
      var set = FactSet()
      for (bit, fact) in facts.enumerated() where bits >> bit & 1 == 1 { set.insert(fact) }
      return phones.map { (set, $0) }
    }

  @Test func agreesWithTheMeaning() throws {
    var accepted = 0
    for seed in 0..<UInt64(400) where try isAccepted(seed: seed) { accepted += 1 }
    #expect((50...350).contains(accepted), "both outcomes must be tried: \(accepted) of 400")
  }

  /// Two random exclusive columns: accepted if and only if their meanings allow it, and then
  /// evaluated to their meanings.
  private func isAccepted(seed: UInt64) throws -> Bool {
    var generator = SplitMix64(seed: seed)
    let first = Self.exclusive(&generator)
    let samples = [first, Self.second(after: first, &generator)]
    let text = RuleText.ruleSet([
      RuleText.persons("A", samples[0].text, exclusive: true),
      RuleText.persons("B", samples[1].text, exclusive: true),
    ])
    let isSound = Self.isSound(samples)
    let rules: RuleSet
    do {
      rules = try RuleText.parse(text)
    } catch {
      #expect(!isSound, "seed \(seed): \(text): \(error)")
      return false
    }
    #expect(isSound, "seed \(seed): \(text)")
    for (index, sample) in samples.enumerated() {
      let condition = try #require(rules.columns[index + 1].condition)
      let wrong = Self.persons.first {
        condition.evaluate(facts: $0.facts, phones: $0.phones, columns: rules.columns)
          != sample.meaning($0.facts, $0.phones)
      }
      #expect(wrong == nil, "seed \(seed): \(sample.text)")
    }
    return true
  }

  /// True if each counts a person, and users only, and no person is counted twice.
  private static func isSound(_ samples: [Sample]) -> Bool {
    var counts = samples.map { _ in 0 }
    for person in persons {
      let hits = samples.indices.filter { samples[$0].meaning(person.facts, person.phones) }
      guard hits.isEmpty || (hits.count == 1 && person.facts.contains(.ucmUser)) else {
        return false
      }
      for hit in hits { counts[hit] += 1 }
    }
    return counts.allSatisfy { $0 > 0 }
  }

  /// Mostly with U, so that a good part of the samples is accepted.
  private static func exclusive(_ generator: inout SplitMix64) -> Sample {
    let inner = condition(depth: 3, &generator)
    guard Int.random(in: 0..<10, using: &generator) > 0 else { return inner }
    return Sample(text: "U and (\(inner.text))") { facts, phones in
      facts.contains(.ucmUser) && inner.meaning(facts, phones)
    }
  }

  /// Every other time one that leaves out those whom the first column counts.
  private static func second(after first: Sample, _ generator: inout SplitMix64) -> Sample {
    let inner = exclusive(&generator)
    guard Bool.random(using: &generator) else { return inner }
    return Sample(text: "not column('A') and (\(inner.text))") {
      !first.meaning($0, $1) && inner.meaning($0, $1)
    }
  }

  private static func condition(depth: Int, _ generator: inout SplitMix64) -> Sample {
    switch Int.random(in: 0..<(depth == 0 ? 4 : 8), using: &generator) {
    case 0, 1:
      let fact = facts.randomElement(using: &generator) ?? .ucmUser
      return Sample(text: fact.symbol) { facts, _ in facts.contains(fact) }
    case 2, 3:
      return comparison(&generator)
    case 4:
      let part = condition(depth: depth - 1, &generator)
      return Sample(text: "not (\(part.text))") { !part.meaning($0, $1) }
    case 5:
      let left = condition(depth: depth - 1, &generator)
      let right = condition(depth: depth - 1, &generator)
      return Sample(text: "(\(left.text)) or (\(right.text))") {
        left.meaning($0, $1) || right.meaning($0, $1)
      }
    default:
      let left = condition(depth: depth - 1, &generator)
      let right = condition(depth: depth - 1, &generator)
      return Sample(text: "(\(left.text)) and (\(right.text))") {
        left.meaning($0, $1) && right.meaning($0, $1)
      }
    }
  }

  private static func comparison(_ generator: inout SplitMix64) -> Sample {
    let number = Int.random(in: 0...4, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return Sample(text: "P = \(number)") { $1 == number }
    case 1: return Sample(text: "P != \(number)") { $1 != number }
    case 2: return Sample(text: "P < \(number)") { $1 < number }
    case 3: return Sample(text: "P <= \(number)") { $1 <= number }
    case 4: return Sample(text: "P > \(number)") { $1 > number }
    default: return Sample(text: "P >= \(number)") { $1 >= number }
    }
  }
}
