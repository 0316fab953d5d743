public import SystemPackage

/// One kind of system call of a `FileSystem`. To open a file that is there, and to make one, are two.
public enum FileCall: String, CaseIterable, Sendable {
  case open, create, read, readAt, write, sync, close, rename, link, unlink, entry, isDirectory,
    identity
  case makeDirectory, removeDirectory, names
}

/// A call that goes wrong: how, and when.
public struct Fault: Sendable, CustomStringConvertible {
  /// How a call goes wrong.
  public enum Effect: Sendable {
    /// It fails, and has done nothing (but `close`, after which the descriptor is gone).
    case error(Errno)
    /// It reads or writes half of what it was asked for, which is not a failure.
    case short
    /// It reads nothing, as after the end of a file.
    case end
  }

  /// The kind of call that is meant; nil for calls of all kinds.
  public var call: FileCall?
  /// Which of them, from 1 on.
  public var number: Int
  /// How it goes wrong.
  public var effect: Effect
  /// True if all later ones go wrong in the same way.
  public var isLasting = false

  /// A fault of one call.
  public init(_ call: FileCall?, number: Int, _ effect: Effect, isLasting: Bool = false) {
    self.call = call
    self.number = number
    self.effect = effect
    self.isLasting = isLasting
  }

  /// No fault at all.
  public static let none = Fault(nil, number: .max, .short)

  /// The kill of a process before one of its calls, as the disk sees it: none of the later ones
  /// has an effect.
  public static func killed(before number: Int) -> Fault {
    Fault(nil, number: number, .error(.ioError), isLasting: true)
  }

  /// One line for messages of tests.
  public var description: String {
    "\(call?.rawValue ?? "any call") \(number)\(isLasting ? " and later" : ""): \(effect)"
  }

  func strikes(number: Int) -> Bool { isLasting ? number >= self.number : number == self.number }
}
