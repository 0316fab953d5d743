internal import CensusKernel

/// Which machine code counts: the fastest that the processor has, or the one that is asked for.
public struct KernelChoice: Sendable {
  let path: KernelPath

  /// The fastest one.
  public static var best: KernelChoice { KernelChoice(path: .best) }

  private init(path: KernelPath) { self.path = path }

  /// The one with this name; the fastest one for no name or an empty one.
  ///
  /// - Throws: `usage` where there is none, or the processor lacks its instructions.
  public init(named name: String?) throws(Failure) {
    guard let name, !name.isEmpty else {
      self = .best
      return
    }
    guard let path = KernelPath(rawValue: name), KernelPath.available.contains(path) else {
      throw Failure(
        .usage, "UCENSUS_KERNEL is \"\(name)\"; this processor has: \(Self.availableNames)")
    }
    self.path = path
  }

  /// The name, as `UCENSUS_KERNEL` takes it.
  public var name: String { path.rawValue }

  /// The names that this processor can take, slowest first.
  public static var availableNames: String {
    KernelPath.available.map(\.rawValue).joined(separator: ", ")
  }
}
