extension Int {
  /// The number with a noun, which has an s unless the number is 1.
  public func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}
