internal import CensusModel
internal import Dispatch

/// Reads all units of a plan with several threads. Units are taken in reading order; of several
/// failures the one that comes first in reading order is thrown, whatever the threads do.
final class PlanRunner: Sendable {
  private let plan: DumpPlan
  private let options: DumpReader.Options
  private let profile: CompiledProfile
  private let isRejecting: Bool
  private let threadCount: Int
  private let identities: @Sendable () -> IdentityUse
  private let queue: PieceQueue
  private let results = Locked<[WorkerResult]>([])
  private let spanning = Locked<Set<Int>>([])

  /// The files that must be read again, since their records share lines or span them. Where there
  /// are any, nothing else that was found counts.
  var spanningFiles: Set<Int> { spanning.withLock { $0 } }

  /// Pieces that may wait for each thread. A tuning constant.
  private static let piecesPerThread = 2

  /// - Parameter identities: what each worker does with identities.
  init(
    plan: DumpPlan, options: DumpReader.Options, isRejecting: Bool,
    identities: @escaping @Sendable () -> IdentityUse = { .ignored }
  ) {
    self.identities = identities
    self.plan = plan
    self.options = options
    self.isRejecting = isRejecting
    profile = CompiledProfile(options.profile)
    threadCount = plan.threadCount(options)
    queue = PieceQueue(
      unitCount: plan.units.count,
      capacity: threadCount > 1 ? threadCount * Self.piecesPerThread : 0)
  }

  /// Reads everything; each worker has its own sink, made by `makeSink` and handed to `collect`.
  func run<Sink: RecordSink>(
    _ makeSink: @Sendable () -> Sink, collect: @Sendable (Sink) -> Void
  ) throws(FileFailure) -> [WorkerResult] {
    DispatchQueue.concurrentPerform(iterations: threadCount) { _ in
      let sink = makeSink()
      let result = work(sink: sink)
      results.withLock { $0.append(result) }
      collect(sink)
    }
    if let failure = queue.failure { throw failure }
    return results.withLock { $0 }
  }

  private func work(sink: some RecordSink) -> WorkerResult {
    let limits = RecordLimits(
      recordByteCountMax: options.recordByteCountMax, depthMax: options.depthMax,
      spill: options.spill)
    let worker = Worker(
      plan: plan, profile: profile, limits: limits, isRejecting: isRejecting, sink: sink,
      identities: identities(), countsLines: options.keepsOrigins)
    let reader = UnitReader(plan: plan, options: options, worker: worker, queue: queue)
    while let work = queue.next() {
      switch work {
      case .unit(let unit): read(unit, reader)
      case .piece(let piece): take(piece, worker)
      }
      options.progress?.add(recordCount: worker.takeNewRecordCount())
    }
    return worker.finish()
  }

  private func read(_ unit: Int, _ reader: UnitReader) {
    do throws(FileFailure) {
      try reader.read(unit)
    } catch {
      fail(reader.order, error)
    }
    queue.endUnit()
  }

  private func take(_ piece: Piece, _ worker: Worker) {
    do throws(ReadFailure) {
      try worker.take(piece)
    } catch {
      fail(piece.order, FileFailure(file: piece.file, failure: error))
    }
    queue.giveBack(piece)
  }

  private func fail(_ order: ReadingOrder, _ failure: FileFailure) {
    if case .spanning = failure.failure {
      spanning.withLock { _ = $0.insert(failure.file) }
      queue.abandon(failure.file)
    } else {
      queue.fail(order, failure)
    }
  }
}

extension DumpPlan {
  /// How many threads have something to do: one content is read by several only if it is long.
  fileprivate func threadCount(_ options: DumpReader.Options) -> Int {
    let hasLong = units.contains { unit in
      switch unit {
      case .lines, .sha256, .leaves, .packed: false
      case .whole, .entries:
        files[unit.firstFile].stored.stream != nil
          || files[unit.firstFile].stored.byteCount > options.readByteCount
      }
    }
    return max(1, hasLong ? options.threads : min(options.threads, units.count))
  }
}
