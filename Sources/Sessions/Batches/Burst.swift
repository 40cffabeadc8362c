import Glibc
import SearchTrees
import TreeSearch

/// Simulations between two looks at the clock: as many as fit into a few milliseconds, so that
/// neither the clock costs time nor a signal waits.
struct Burst {
  /// When answers arrive that simulations wait for; nil where those that are asked do not say.
  let arrivals: AnswerArrivals?
  private var size = 16

  /// The longest wait for an answer before it is asked whether somebody interrupts, in seconds.
  private static let longestWait = 0.05

  init(arrivals: AnswerArrivals?) { self.arrivals = arrivals }

  /// Runs simulations, asking the rules as often as they want to be; returns why they ended it.
  ///
  /// `seconds` is the time at the start of the burst: a limit of time is overshot by one burst.
  func run(
    _ session: any SearchSession, recordedBy recorder: (any SearchRecorder)?,
    _ rules: inout [any StoppingRule], seconds: Double
  ) -> StopReason? {
    var left = size
    let heard = arrivals?.count ?? 0
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
        if let reason = trial.failure.map({ StopReason.failed($0) }) ?? trial.limit {
          return reason
        }
        recorder?.recordCalls()
        if let arrivals {
          arrivals.wait(after: heard, seconds: Self.longestWait)
        } else {
          usleep(1_000)
        }
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
