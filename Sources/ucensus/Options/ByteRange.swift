internal import ArgumentParser

/// Bytes of a file, as `from:to`.
struct ByteRange: ExpressibleByArgument {
  let bytes: Range<Int>

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let start = Int(parts[0]), let end = Int(parts[1]), start < end
    else { return nil }
    bytes = start..<end
  }
}
