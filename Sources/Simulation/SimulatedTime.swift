import Groundwork

/// A clock that moves a little whenever somebody looks at it, and else only when a schedule says so.
final class SimulatedTime: TimeSource {
  private let seconds = Guarded(1_000.0)
  /// Seconds that pass between two looks.
  private let tick: Double

  init(tick: Double) { self.tick = tick }

  var now: Double {
    seconds.withLock {
      $0 += tick
      return $0
    }
  }

  /// Lets time pass up to a moment.
  func advance(to moment: Double) { seconds.withLock { $0 = max($0, moment) } }
}
