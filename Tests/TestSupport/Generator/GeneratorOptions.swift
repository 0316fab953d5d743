/// Knobs of `ProviderGenerator`.
public struct GeneratorOptions: Sendable {
  /// The most users of one customer.
  public var maximumUsers = 40
  /// One record is malformed in this way.
  public var malformed: MalformedKind?
  /// A few dumps lack providers or customers and must be refused.
  public var canLackNodes = true
  /// Cases on which the specification is silent too: a provider without customers beside another one,
  /// an SNR profile without a name or without a user.
  public var debatable = false

  /// The default: well-formed and undisputed.
  public init() {}
}
