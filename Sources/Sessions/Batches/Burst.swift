import Glibc
import SearchTrees
import TreeSearch

/// Simulations between two looks at the clock: as many as fit into a few milliseconds, so that
/// neither the clock costs time nor a signal waits.
struct Burst {
  private var size = 16

  /// Runs simulations, asking the rules as often as they want to be; returns why they ended it.
  ///
  /// `seconds` is the time at the start of the burst: a limit of time is overshot by one burst.
  func run(
    _ session: any SearchSession, recordedBy recorder: (any SearchRecorder)?,
    _ rules: inout [any StoppingRule], seconds: Double
  ) -> StopReason? {
    var left = size
    while left > 0 {
      if let reason = session.reason(in: &rules, seconds: seconds) { return reason }
      let count = min(left, session.checkInterval(of: rules, seconds: seconds))
      if let recorder {
        session.run(count, recordedBy: recorder)
      } else {
        session.run(count)
      }
      left -= count
      if let trial = session.waiting {
        if let failure = trial.failure { return .failed(failure) }
        recorder?.recordCalls()
        // The answer is told by another thread.
        usleep(1_000)
        return nil
      }
    }
    return session.reason(in: &rules, seconds: seconds)
  }

  /// Makes the next burst longer or shorter, by the time that this one took.
  mutating func adapt(seconds: Double) {
    if seconds < 0.002 { size = min(size * 2, 1 << 20) }
    if seconds > 0.008 { size = max(size / 2, 1) }
  }
}
