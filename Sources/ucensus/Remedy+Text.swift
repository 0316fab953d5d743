internal import Auditing

extension Failure {
  /// The failure with its remedy put into words.
  var worded: Failure {
    var failure = self
    failure.hint =
      remedy.map { [$0.text] + [hint].compactMap(\.self) }?.joined(separator: "; ") ?? hint
    return failure
  }
}

extension Remedy {
  fileprivate var text: String {
    switch self {
    case .addSharedCustomers:
      "are they two months of one cluster? leave one out; --add-shared-customers adds up inputs that "
        + "hold a part of each customer"
    case .acceptChange:
      "is the export complete? if the change is real, --accept-change goes on and records it, and "
        + "--max-shrink allows more"
    case .convertEachByItself:
      "if they are platforms of one provider, convert each by itself and audit the columnar files "
        + "together; --provider takes a PKID, too"
    case .allowMoreMemory:
      "check that records name places of hierarchy nodes; a larger --memory-limit allows more"
    case .keepRejectsWhenPacking:
      "pack has --reject-file and --keep-rejected for malformed records; those without a place are "
        + "in the dump itself"
    }
  }
}
