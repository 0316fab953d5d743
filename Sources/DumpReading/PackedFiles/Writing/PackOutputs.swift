public import Files

/// Where a packed file goes, and its index, if that is wanted.
public struct PackOutputs {
  /// Takes bytes of a file, in order.
  public typealias Emit = ([UInt8]) throws(FileError) -> Void

  let pack: Emit
  let index: Emit?

  /// - Parameters:
  ///   - pack: takes the packed file.
  ///   - index: takes its index.
  public init(pack: @escaping Emit, index: Emit? = nil) {
    self.pack = pack
    self.index = index
  }
}
