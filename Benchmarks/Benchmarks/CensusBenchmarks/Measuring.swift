import Benchmark
import ColumnFile
import SyntheticInventory

/// The results of every benchmark beside the time, so that different sizes can be compared.
enum Metric {
  static let perPerson = BenchmarkMetric.custom("ps a person", useScalingFactor: false)
  /// Of the columns when they are decoded.
  static let rate = BenchmarkMetric.custom(
    "MB/s of columns", polarity: .prefersLarger, useScalingFactor: false)
}

/// Registers a pass over a file; `pass` does it once, throws if the answer is wrong, returns how
/// long it took.
func register(
  _ name: String, _ shape: InventoryShape, groupPersons: Int = Sizes.groupPersonsUsual,
  in place: Subject.Place = .disk, _ pass: @escaping (Subject) throws -> Duration
) {
  let configuration = Benchmark.Configuration(
    metrics: [Metric.perPerson, Metric.rate],
    units: [Metric.perPerson: .count, Metric.rate: .count], warmupIterations: 3,
    maxDuration: Sizes.current.duration, maxIterations: 1000)
  Benchmark(name, configuration: configuration) { benchmark, subject in
    let picoseconds = max(1, Int(try pass(subject) / .nanoseconds(1) * 1000))
    benchmark.measurement(Metric.perPerson, picoseconds / subject.personCount)
    benchmark.measurement(Metric.rate, subject.rawByteCount * 1_000_000 / picoseconds)
  } setup: {
    try Subject(shape, groupPersonCount: groupPersons, in: place)
  }
}
