/// Devices by class: the index is `DeviceClass.rawValue`. No class has index 0: its number is 0.
/// A value without storage of its own, as there are two for every customer.
public struct DeviceCounts: RandomAccessCollection, MutableCollection, Equatable, Sendable {
  private var counts = SIMD8<Int>()

  /// All zero.
  public init() {}

  /// The number of each class by its raw value.
  public init(_ number: (Int) -> Int) {
    // At once: numbers set one after the other wait for each other.
    counts = SIMD8(number(0), number(1), number(2), number(3), number(4), number(5), 0, 0)
  }

  /// The index of the first number.
  public var startIndex: Int { 0 }
  /// One more than the greatest `DeviceClass.rawValue`.
  public var endIndex: Int { 6 }

  /// The devices of a class, by its raw value.
  public subscript(index: Int) -> Int {
    get { counts[index] }
    set { counts[index] = newValue }
  }

  /// The devices of a class.
  public subscript(deviceClass: DeviceClass) -> Int {
    get { counts[Int(deviceClass.rawValue)] }
    set { counts[Int(deviceClass.rawValue)] = newValue }
  }
}

extension DeviceCounts: ExpressibleByArrayLiteral {
  /// Six numbers.
  public init(arrayLiteral numbers: Int...) {
    precondition(numbers.count == endIndex, "device classes")
    for (index, number) in numbers.enumerated() { counts[index] = number }
  }
}
