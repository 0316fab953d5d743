import TestSupport

@testable import Auditing

/// The way in which a test packs files: nothing but blocks may depend on it.
struct PackingWay {
  var threads: Int
  var chunkByteCount: Int
  var portionByteCount: Int

  init(threads: Int, chunkByteCount: Int, portionByteCount: Int) {
    self.threads = threads
    self.chunkByteCount = chunkByteCount
    self.portionByteCount = portionByteCount
  }

  /// One of some ways.
  init(seed: UInt64) {
    threads = Int(seed % 4) + 1
    chunkByteCount = [300, 1 << 20, 64][Int(seed % 3)]
    portionByteCount = [1, 500, .max][Int(seed / 3 % 3)]
  }

  /// Packs inputs of a folder into one file there, in place of one that exists. Malformed records
  /// are left out.
  ///
  /// - Parameter change: whatever else the request has.
  func pack(
    _ inputs: [String], in folder: Workdir, to output: String,
    _ change: (inout PackRequest) throws -> Void = { _ in }
  ) throws {
    var request = PackRequest(dumps: inputs.map(folder.path), output: folder.path(output))
    request.dump.onError = .reject
    request.dump.threads = threads
    request.dump.chunkByteCount = chunkByteCount
    request.dump.portionByteCount = portionByteCount
    request.force = true
    try change(&request)
    try Packing.run(request)
  }
}
