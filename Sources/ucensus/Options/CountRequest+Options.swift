internal import Auditing
internal import Terminal

extension CountRequest {
  /// Sets how columnar files and dumps are counted, as the options of a command say.
  ///
  /// - Throws: machine code that the environment names and this processor does not run.
  mutating func take(
    _ dump: DumpOptions, _ memory: MemoryOptions, rules: String?
  ) throws {
    self.dump = dump.request(dumps: [])
    memory.apply(to: &self.dump)
    memoryLimit = memory.byteCount
    kernel = try Console.kernel()
    self.rules = rules
  }
}
