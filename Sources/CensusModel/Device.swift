/// The class that a device counts as. Decided by the device table, per audit.
public enum DeviceClass: UInt8, CaseIterable, Sendable {
  /// A phone of a person, or a standalone phone.
  case phone = 1
  /// An analog port: counts as a person's phone, but has a column of its own when standalone.
  case analog = 2
  /// A CTI Port: counts nowhere.
  case ctiPort = 3
  /// A Spark Remote Device: counts, once, for a person who has no other phone.
  case sparkRemote = 4
  /// No phone at all.
  case none = 5

  /// The class's name in device tables and rule sets.
  public var name: String {
    switch self {
    case .phone: "phone"
    case .analog: "analog"
    case .ctiPort: "ctiPort"
    case .sparkRemote: "sparkRemote"
    case .none: "none"
    }
  }

  /// The class with this name.
  public init?(name: some StringProtocol) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }
}

/// The input for the class of a device: its product, folded by `Folding.product`, or the fact that
/// its record's class is present and not `Phone`, which makes the product irrelevant.
public enum DeviceType: Hashable, Sendable {
  /// A record whose class is absent, empty or `Phone`, with its folded product (or model).
  case product(String)
  /// A record of another class: `DeviceClass.none`, whatever the device table says.
  case otherClass

  // Names are compared byte for byte; `String` would take two spellings of one accent for the same.

  /// True if both are the same, byte for byte.
  public static func == (left: DeviceType, right: DeviceType) -> Bool {
    switch (left, right) {
    case (.product(let mine), .product(let other)): mine.isExactly(other)
    case (.otherClass, .otherClass): true
    default: false
    }
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    if case .product(let name) = self { hasher.combine(exactly: name) }
  }
}
