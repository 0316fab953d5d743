internal import CensusModel
package import Documents

/// A condition on persons that is not part of a rule set, in the language of its conditions. It
/// names no columns, and some person can fulfil it.
public struct PersonCondition: Equatable, Sendable {
  /// The text, as it was written.
  public let text: String
  let expression: Expression

  /// Reads and checks a condition.
  ///
  /// - Parameters:
  ///   - text: the condition.
  ///   - offset: the byte at which the string begins in its file.
  ///   - document: the file, for errors.
  package init(
    parsing text: String, at offset: Int, in document: SourceDocument
  ) throws(DocumentError) {
    self.text = text
    do {
      expression = try ExpressionParser.parse(text, earlier: [])
    } catch {
      throw document.refusal(
        at: document.byte(ofStringAt: offset, index: error.index), error.reason)
    }
    let thresholds = expression.thresholds
    guard thresholds.count <= RuleSetLimits.thresholdCountMax,
      expression.resolvedNodeCount(columns: []) <= RuleSetLimits.resolvedNodeCountMax
    else { throw document.refusal(at: offset, "the condition is too large; simplify it") }
    let combinations = Combinations(thresholds: thresholds)
    guard combinations.table(of: expression, columns: []).first != nil else {
      throw document.refusal(
        at: offset, "the condition contradicts itself: no person can fulfil it")
    }
  }
}

extension RuleSet {
  /// The same rule set under which other persons need licences.
  package func licensing(_ condition: PersonCondition) -> RuleSet {
    RuleSet(self, licensed: condition.expression)
  }
}
