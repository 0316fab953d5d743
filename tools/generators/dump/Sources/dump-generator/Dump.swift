internal import Glibc

/// The whole dump being written, or only counted: pages must say how many records their list has
/// before the last of them is made, so everything is made twice then.
final class Dump {
  /// Records of each model so far.
  private(set) var counts = [Int](repeating: 0, count: Model.allCases.count)
  /// Which file of each model records go to, a number from 0.
  private var part = 0
  private var streams: [ModelStream] = []
  private let options: Options
  private var recordCount: UInt64 = 0

  /// A dump that is only counted.
  init(counting options: Options) { self.options = options }

  /// A dump that is written into the directory of the options. `totals`: records of each model.
  init(writing options: Options, totals: [Int]) throws(GeneratorError) {
    self.options = options
    try Dump.prepare(directory: options.directory)
    streams = Model.allCases.map { model in
      ModelStream(model: model, options: options, total: totals[model.rawValue])
    }
  }

  /// Adds a record and gives it a key of its own.
  func write(
    _ model: Model, _ template: RecordTemplate, _ values: inout FieldValues
  ) throws(GeneratorError) {
    counts[model.rawValue] += 1
    recordCount += 1
    if streams.isEmpty { return }
    values.set(.pkid) {
      $0.append(hex: 0x65F0_0000 &+ recordCount >> 20, digits: 8)
      $0.append(hex: options.seed, digits: 8)
      $0.append(hex: recordCount, digits: 8)
    }
    try streams[model.rawValue].write(template, values, part: part)
  }

  /// Says that so many of all subscribers are written, so that files are of like sizes.
  func reach(subscriber: Int) throws(GeneratorError) {
    let next = subscriber * options.fileCount / max(1, options.subscriberCount)
    guard next > part, next < options.fileCount else { return }
    try closeFiles()
    part = next
  }

  /// Ends all files. Nothing can be written to this part afterwards.
  func closeFiles() throws(GeneratorError) {
    for stream in streams { try stream.closeFile() }
  }

  private static func prepare(directory: String) throws(GeneratorError) {
    if mkdir(directory, 0o755) == 0 { return }
    guard errno == EEXIST, rmdir(directory) == 0, mkdir(directory, 0o755) == 0 else {
      throw .file(directory, "must be absent or an empty directory", errno)
    }
  }
}
