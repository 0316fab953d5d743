internal import ArgumentParser
internal import Auditing
internal import CensusModel
internal import Glibc
internal import Terminal

/// The way in which progress is shown on standard error.
enum ProgressMode: String, CaseIterable, ExpressibleByArgument {
  /// A line that changes, if standard error is a terminal; else nothing.
  case auto
  /// A line every few seconds, for logs.
  case plain
  /// Nothing.
  case none
}

/// Shows how far a run has come, by a thread of its own.
@safe final class ProgressDisplay: @unchecked Sendable {
  // Soundness of @unchecked: what changes is changed and looked at with the lock held.
  private let progress: RunProgress
  private let isPlain: Bool
  private let started = ContinuousClock.now
  private var isEnding = false
  private var lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var ending = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var thread = pthread_t()

  /// Nanoseconds from one look to the next.
  private var interval: Int { isPlain ? 5_000_000_000 : 100_000_000 }

  private init(_ progress: RunProgress, isPlain: Bool) {
    self.progress = progress
    self.isPlain = isPlain
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(ending, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(ending)
    unsafe pthread_mutex_destroy(lock)
    unsafe ending.deallocate()
    unsafe lock.deallocate()
  }

  /// Runs something, with its progress shown as the mode says.
  static func show<Value>(
    _ mode: ProgressMode, _ body: (RunProgress?) throws -> Value
  ) rethrows -> Value {
    try show(mode) { progress, _ in try body(progress) }
  }

  /// The same for what writes to the terminal itself: it ends the display first.
  static func show<Value>(
    _ mode: ProgressMode, _ body: (RunProgress?, _ end: () -> Void) throws -> Value
  ) rethrows -> Value {
    let isTerminal = mode == .auto && isatty(STDERR_FILENO) == 1
    guard mode == .plain || isTerminal else { return try body(nil, {}) }
    let progress = RunProgress()
    let display = ProgressDisplay(progress, isPlain: mode == .plain)
    display.begin()
    defer { display.end() }
    return try body(progress, display.end)
  }

  private func begin() {
    let own = unsafe Unmanaged.passRetained(self).toOpaque()
    let error = unsafe pthread_create(
      &thread, nil,
      { own in
        unsafe Unmanaged<ProgressDisplay>.fromOpaque(own!).takeRetainedValue().run()
        return nil
      }, unsafe own)
    // Work without a display is better than none.
    if error != 0 {
      unsafe Unmanaged<ProgressDisplay>.fromOpaque(own).release()
      isEnding = true
    }
  }

  /// Ends the thread; the terminal's line is empty again.
  private func end() {
    unsafe pthread_mutex_lock(lock)
    let isRunning = !isEnding
    isEnding = true
    unsafe pthread_cond_signal(ending)
    unsafe pthread_mutex_unlock(lock)
    if isRunning { pthread_join(thread, nil) }
  }

  private func run() {
    unsafe pthread_mutex_lock(lock)
    while !isEnding {
      if !isPlain { draw() }
      var until = timespec()
      unsafe clock_gettime(CLOCK_REALTIME, &until)
      let nanoseconds = until.tv_nsec + interval
      until.tv_sec += nanoseconds / 1_000_000_000
      until.tv_nsec = nanoseconds % 1_000_000_000
      unsafe pthread_cond_timedwait(ending, lock, &until)
      if isPlain { draw() }
    }
    if !isPlain { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
    unsafe pthread_mutex_unlock(lock)
  }

  private func draw() {
    let moment = progress.moment
    if moment.totalByteCount == 0, moment.byteCount == 0 { return }
    let text = ProgressText(moment, elapsed: ContinuousClock.now - started)
    if isPlain {
      Console.note(text.line(width: .max))
    } else {
      // One column stays free: some terminals go on to the next line after the last one.
      let line = text.line(width: Console.width(of: STDERR_FILENO) - 1)
      Console.write("\r\(line)\u{1B}[K", to: STDERR_FILENO)
    }
  }
}
