/// Seconds on a clock that never goes back: the system's, or one that a simulation moves.
public protocol TimeSource: Sendable {
  /// The seconds now.
  var now: Double { get }
}

/// The system's clock.
public struct SystemTime: TimeSource {
  /// Makes a reader of the clock.
  public init() {}

  /// The monotonic clock, in seconds.
  public var now: Double { Clocks.monotonic }
}
