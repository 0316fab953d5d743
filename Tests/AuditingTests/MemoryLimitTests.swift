import Auditing
import Foundation
import TestSupport
import Testing
import TextOutput

/// With any limit of memory a conversion makes the same file, byte for byte.
@Suite struct MemoryLimitTests {
  private func convert(
    _ dump: String, to file: String, threads: Int, limit: Int
  ) throws(Failure) -> ConversionOutcome {
    var request = ConversionRequest(dumps: [dump], output: file)
    request.dump.threads = threads
    request.dump.memoryLimit = limit
    request.dump.onError = .reject
    request.dump.allowIncomplete = true
    request.dump.rejectFile = file + ".rejects"
    request.dump.chunkByteCount = 700
    request.dump.keepsIdentities = true
    request.groupPersonCount = 7
    request.force = true
    return try Conversion.run(request)
  }

  @Test(arguments: 0...29 as ClosedRange<UInt64>)
  func filesAreTheSame(_ seed: UInt64) throws {
    var options = GeneratorOptions()
    options.canLackNodes = false
    options.malformed = seed % 3 == 0 ? .unknownPath : nil
    let dump = ProviderGenerator.dump(seed: seed, options: options)
    let workdir = try Workdir()
    var renderer = DumpRenderer(seed: seed, options: RendererOptions())
    try renderer.render(dump.records, facts: dump.facts).write(
      to: workdir.url.appending(path: "dump"))
    let dumpPath = workdir.path("dump")
    try workdir.write("files/0.ucol", "")
    func path(_ file: String) -> String { workdir.path("files/\(file)") }
    let text = try convert(dumpPath, to: path("0.ucol"), threads: 1, limit: .max).text(.table)
    for (index, limit) in [1, 2000, 30_000, 1 << 20, 1 << 30].enumerated() {
      let file = "\(index + 1).ucol"
      let outcome = try convert(
        dumpPath, to: path(file), threads: index % 3 + 1, limit: limit)
      let files = try workdir.files(in: "files")
      let comment = Comment(rawValue: "seed \(seed), limit \(limit)")
      #expect(files[file] == files["0.ucol"], comment)
      #expect(files["\(index + 1).identities"] == files["0.identities"], comment)
      #expect(files[file + ".rejects"] == files["0.ucol.rejects"], comment)
      #expect(outcome.text(.table) == text.replacing("0.", with: "\(index + 1)."), comment)
      #expect(!files.keys.contains { $0.hasPrefix(".") }, comment)
    }
  }
}
