// What `tools/fuzz-driver/entry.c` calls.

/// Runs an input; a finding ends the process.
@_cdecl("ucensus_fuzz_run")
public func runInput(
  _ name: UnsafePointer<CChar>, _ bytes: UnsafePointer<UInt8>?, _ count: Int
) {
  do {
    try target(name).run(UnsafeRawBufferPointer(start: bytes, count: count))
  } catch {
    fatalError("\(error)")
  }
}

/// Changes an input in place; how many bytes it has then.
@_cdecl("ucensus_fuzz_change")
public func changeInput(
  _ name: UnsafePointer<CChar>, _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int,
  _ countMax: Int, _ seed: UInt32,
  _ change: @escaping @convention(c) (UnsafeMutablePointer<UInt8>, Int, Int) -> Int
) -> Int {
  var input = Array(UnsafeBufferPointer(start: bytes, count: count))
  var changes = Changes(seed: UInt64(seed), byteCountMax: countMax) { bytes, count, _ in
    change(bytes.baseAddress!, count, bytes.count)
  }
  guard target(name).mutate(&input, &changes), input.count <= countMax else {
    return change(bytes, count, countMax)
  }
  for (index, byte) in input.enumerated() { bytes[index] = byte }
  return input.count
}

private func target(_ name: UnsafePointer<CChar>) -> FuzzTarget {
  let name = String(cString: name)
  guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    fatalError("no target '\(name)'; there are: \(FuzzTarget.all.map(\.name))")
  }
  return target
}
