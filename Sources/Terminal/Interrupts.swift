internal import Files
internal import Glibc

/// The treatment of Ctrl-C and of signals that end the process.
package enum Interrupts {
  /// The thread that writes outputs.
  private static let writer = pthread_self()

  /// From now on an interrupt removes files that are not finished, and then ends the process the way
  /// it would have ended anyway, so that the shell sees the signal. To be called by the thread that
  /// will write.
  package static func removeUnfinishedFiles() {
    LiveTemporaries.prepare()
    _ = writer
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      signal(number) { number in
        // Here alone nothing can be made after what is removed. Other threads block these signals,
        // but only once they have begun.
        guard pthread_equal(pthread_self(), Interrupts.writer) != 0 else {
          pthread_kill(Interrupts.writer, number)
          return
        }
        // While files get their names, which takes no time, the work ends first.
        guard LiveTemporaries.shared.removeAll() else { return }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// True if the process was started to ignore a signal, as by `nohup`; then it stays so.
  private static func isIgnored(_ number: Int32) -> Bool {
    var current = sigaction()
    unsafe sigaction(number, nil, &current)
    let handler = unsafe unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self)
    return unsafe handler == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
