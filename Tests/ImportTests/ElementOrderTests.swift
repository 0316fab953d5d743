import Testing

import struct TestSupport.SplitMix64

@testable import Import

/// Elements that are known by the one before them have the number that a look-up gives.
@Suite struct ElementOrderTests {
  /// More names than are kept; some of them matter in one parent, in both or in none.
  private static let names = (0..<100).map { $0 % 3 == 0 ? "ns:n\($0)" : "n\($0)" }

  private static let tree: FieldTree = {
    var tree = FieldTree()
    for (index, name) in names.enumerated() {
      let local = name.hasPrefix("ns:") ? String(name.dropFirst(3)) : name
      if index % 2 == 0 { tree.add("a/\(local)", .name) }
      if index % 5 == 0 { tree.add("b/\(local)", .owner) }
    }
    return tree
  }()

  private static func number(_ name: String, in parent: Int32) -> Int32 {
    let local = name.hasPrefix("ns:") ? String(name.dropFirst(3)) : name
    return Array(local.utf8).withUnsafeBytes { tree.child(of: parent, named: $0) }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>, [1, 5, 30, 100])
  func numbersAreThoseOfALookUp(_ seed: UInt64, nameCount: Int) {
    var random = SplitMix64(seed: seed)
    let parents = ["a", "b"].map { Self.number($0, in: 0) }
    var order = ElementOrder()
    var known = 0
    var record = (0..<8).map { _ in Self.names[Int.random(in: 0..<nameCount, using: &random)] }
    for _ in 0..<200 {
      let parent = parents.randomElement(using: &random)!
      // Mostly as before; sometimes one is another, is missing or comes twice.
      let place = Int.random(in: 0..<record.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: record[place] = Self.names[Int.random(in: 0..<nameCount, using: &random)]
      case 1: record.insert(record[place], at: place)
      case 2: if record.count > 1 { record.remove(at: place) }
      default: break
      }
      for name in record {
        let expected = Self.number(name, in: parent)
        if let found = order.node(name, in: parent) {
          #expect(found == expected, "seed \(seed), \(name)")
          known += 1
        } else {
          order.note(name, in: parent, expected)
        }
      }
    }
    #expect(known > 0)
  }
}
