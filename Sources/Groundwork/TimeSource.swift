/// Seconds on a clock that never goes back: the system's, or one that a simulation moves.
package protocol TimeSource: Sendable {
  /// The seconds now.
  var now: Double { get }
}

/// The system's clock.
package struct SystemTime: TimeSource {
  /// Makes a reader of the clock.
  package init() {}

  package var now: Double { Clocks.monotonic }
}
