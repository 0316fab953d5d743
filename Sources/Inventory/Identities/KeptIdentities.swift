internal import CensusModel
internal import DumpReading
internal import Files

/// The identities of customers, packed: in memory as long as a limit allows it, then in a file.
@safe final class KeptIdentities: @unchecked Sendable {
  // Soundness of @unchecked: one thread keeps a customer's identities; they are read after all are.

  private enum Place {
    case memory([UInt8])
    case file(SpillFile.Chunk)
  }

  private let places: UnsafeMutableBufferPointer<Place?>
  private let spill: RecordSpill?

  /// Room for those of so many customers.
  init(customerCount: Int, spill: RecordSpill?) {
    self.spill = spill
    unsafe places = .allocate(capacity: customerCount)
    unsafe places.initialize(repeating: nil)
  }

  deinit {
    unsafe places.deinitialize()
    unsafe places.deallocate()
  }

  /// Keeps those of a customer.
  func keep(_ identities: CustomerIdentities, of customer: Int) throws(FileError) {
    let bytes = IdentityCoding.bytes(of: identities)
    if let spill, !spill.take(bytes.count) {
      unsafe places[customer] = unsafe .file(
        try bytes.withUnsafeBufferPointer { bytes throws(FileError) in
          try unsafe spill.file().append(UnsafeRawBufferPointer(bytes))
        })
    } else {
      unsafe places[customer] = .memory(bytes)
    }
  }

  /// Those of a customer; without rows where none were kept.
  func identities(of customer: Int) throws(FileError) -> CustomerIdentities {
    switch unsafe places[customer] {
    case nil: return CustomerIdentities(path: "")
    case .memory(let bytes):
      return unsafe bytes.withUnsafeBytes { unsafe IdentityCoding.identities($0) }
    case .file(let chunk):
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk.byteCount, alignment: 16)
      defer { unsafe buffer.deallocate() }
      try unsafe spill?.file().read(chunk, into: buffer)
      return unsafe IdentityCoding.identities(UnsafeRawBufferPointer(buffer))
    }
  }
}
