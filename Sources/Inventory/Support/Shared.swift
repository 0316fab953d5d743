/// Memory that several threads fill, each its own elements.
@safe struct Shared<Element>: @unchecked Sendable {
  // Soundness of @unchecked: its owner gives every element to one thread only, and reads
  // after all are done. Elements are trivial, so that none has to be deinitialised.
  private let buffer: UnsafeMutableBufferPointer<Element>

  /// Shares this memory, initialised or not.
  init(_ buffer: UnsafeMutableBufferPointer<Element>) { unsafe self.buffer = unsafe buffer }

  /// Writes an element, which no other thread writes.
  func write(_ element: Element, at index: Int) {
    unsafe buffer.initializeElement(at: index, to: element)
  }
}
