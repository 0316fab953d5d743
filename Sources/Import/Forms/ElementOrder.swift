internal import Glibc

/// The elements of a file of XML and which one followed each of them the last time: records of one
/// export have the same elements in the same order, so that most names are known without a look-up.
struct ElementOrder {
  private struct Element {
    /// The number of the element around it in the `FieldTree`.
    var parent: Int32
    /// Its own number there, or `FieldTree.Node.none`.
    var node: Int32
    /// Where its name begins in `names`, which ends with a zero.
    var name: Int
    /// The element that followed it.
    var follower = 0
  }

  /// The first one is before all others.
  private var elements = [Element(parent: FieldTree.Node.none, node: FieldTree.Node.none, name: 0)]
  private var names: [CChar] = [0]
  private var last = 0
  /// More are not kept: their names are looked up each time. A tuning constant.
  private static let elementCountMax = 64

  /// The number of an element in the tree, if it follows the element before it as it did the last
  /// time.
  ///
  /// - Parameters:
  ///   - name: its name, with its prefix.
  ///   - parent: the number of the element around it.
  mutating func node(_ name: UnsafePointer<CChar>, in parent: Int32) -> Int32? {
    let follower = elements[last].follower
    guard follower > 0, elements[follower].parent == parent,
      unsafe isName(of: follower, name)
    else { return nil }
    last = follower
    return elements[follower].node
  }

  /// Notes the number of an element that was looked up.
  mutating func note(_ name: UnsafePointer<CChar>, in parent: Int32, _ node: Int32) {
    guard let found = unsafe known(name, in: parent) ?? added(name, in: parent, node) else {
      return
    }
    elements[last].follower = found
    last = found
  }

  private func known(_ name: UnsafePointer<CChar>, in parent: Int32) -> Int? {
    for index in 1..<elements.count where elements[index].parent == parent {
      if unsafe isName(of: index, name) { return index }
    }
    return nil
  }

  private mutating func added(
    _ name: UnsafePointer<CChar>, in parent: Int32, _ node: Int32
  ) -> Int? {
    guard elements.count < Self.elementCountMax else { return nil }
    elements.append(Element(parent: parent, node: node, name: names.count))
    unsafe names.append(contentsOf: UnsafeBufferPointer(start: name, count: strlen(name) + 1))
    return elements.count - 1
  }

  private func isName(of element: Int, _ name: UnsafePointer<CChar>) -> Bool {
    unsafe names.withUnsafeBufferPointer { names in
      unsafe strcmp(names.baseAddress! + elements[element].name, name) == 0
    }
  }
}
