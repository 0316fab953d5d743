@testable import Auditing

extension CustomerParts {
  /// Other customers, for parts that no audit would make.
  mutating func change(_ body: (inout [CustomerPart]) -> Void) {
    var parts = Array(self)
    body(&parts)
    self = CustomerParts(parts)
  }
}
