import CNcurses

/// Wakes the event loop from any thread.
///
/// Several signals before the loop looks are one event.
public final class Wake: Sendable {
  /// The end on which the loop waits.
  let reading: Int32
  /// The end into which other threads write.
  private let writing: Int32

  /// Opens a wake-up; `nil` when the process has no descriptors left.
  public init?() {
    var reading: Int32 = -1
    var writing: Int32 = -1
    guard unsafe treetop_wake_open(&reading, &writing) else { return nil }
    self.reading = reading
    self.writing = writing
  }

  deinit {
    Descriptor.close(reading)
    if writing != reading { Descriptor.close(writing) }
  }

  /// Makes the loop report that something is there to show; never blocks.
  public func signal() { treetop_wake_signal(writing) }

  /// Takes all signals that have come so far.
  func drain() { treetop_wake_drain(reading) }
}
