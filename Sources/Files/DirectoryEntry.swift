internal import Glibc

extension UnsafeMutablePointer<dirent> {
  /// The name, which ends with 0. It is not to be copied as the array that the type says it is: an entry
  /// is only as long as its name, and the last one of a block stands at the end of its memory.
  package var name: UnsafePointer<CChar> {
    unsafe UnsafeRawPointer(self).advanced(by: MemoryLayout<dirent>.offset(of: \.d_name)!)
      .assumingMemoryBound(to: CChar.self)
  }
}
