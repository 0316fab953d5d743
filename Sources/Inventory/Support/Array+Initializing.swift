extension Array {
  /// An array of so many elements, all of which `body` initializes; it is not called for none.
  ///
  /// The standard library writes the number of elements even where that is 0: into the one empty array
  /// that all threads share.
  init(count: Int, initializing body: (UnsafeMutableBufferPointer<Element>) -> Void) {
    guard count > 0 else {
      self = []
      return
    }
    unsafe self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe body(buffer)
      initialized = count
    }
  }
}
