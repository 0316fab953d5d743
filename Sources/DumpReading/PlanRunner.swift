internal import Dispatch
internal import Synchronization

/// Reads all units of a plan with several threads. Units are taken in reading order; of several
/// failures the one that comes first in reading order is thrown, whatever the threads do.
final class PlanRunner: Sendable {
  private let plan: DumpPlan
  private let options: DumpReader.Options
  private let profile: CompiledProfile
  private let isRejecting: Bool
  private let nextUnit = Atomic<Int>(0)
  private let state = Mutex(State())

  private struct State {
    var results: [WorkerResult] = []
    var failedUnit = Int.max
    var failure: FileFailure?
  }

  init(plan: DumpPlan, options: DumpReader.Options, isRejecting: Bool) {
    self.plan = plan
    self.options = options
    self.isRejecting = isRejecting
    profile = CompiledProfile(options.profile)
  }

  /// Reads everything; each worker has its own sink, made by `makeSink` and handed to `collect`.
  func run<Sink: RecordSink>(
    _ makeSink: @Sendable () -> Sink, collect: @Sendable (Sink) -> Void
  ) throws(FileFailure) -> [WorkerResult] {
    let threads = max(1, min(options.threads, plan.units.count))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      let sink = makeSink()
      let result = work(sink: sink)
      state.withLock { $0.results.append(result) }
      collect(sink)
    }
    let (results, failure) = state.withLock { ($0.results, $0.failure) }
    if let failure { throw failure }
    return results
  }

  private func work(sink: some RecordSink) -> WorkerResult {
    let limits = RecordLimits(
      recordByteCountMax: options.recordByteCountMax, depthMax: options.depthMax,
      spill: options.spill)
    let worker = Worker(profile: profile, limits: limits, isRejecting: isRejecting, sink: sink)
    let reader = UnitReader(plan: plan, options: options, worker: worker)
    while let unit = takeUnit() {
      do throws(FileFailure) {
        try reader.read(plan.units[unit])
      } catch {
        fail(unit, error)
      }
    }
    return worker.finish()
  }

  /// The next unit, unless one before it has failed.
  private func takeUnit() -> Int? {
    let unit = nextUnit.add(1, ordering: .relaxed).oldValue
    guard unit < plan.units.count, options.spill?.isBroken != true,
      state.withLock({ unit < $0.failedUnit })
    else { return nil }
    return unit
  }

  private func fail(_ unit: Int, _ failure: FileFailure) {
    state.withLock { state in
      if unit < state.failedUnit {
        state.failedUnit = unit
        state.failure = failure
      }
    }
  }
}
