import Groundwork

/// When answers arrive that simulations wait for: whoever runs the search is woken, and does not look again
/// and again.
///
/// Those that are asked say on any thread that something arrived. Nobody misses it who notes ``count`` before
/// a simulation asks, and waits for more than that.
public final class AnswerArrivals: Sendable {
  private struct State {
    var count = 0
    /// Who is called once, when the next answer arrives.
    var waiter: (@Sendable () -> Void)?
  }

  private let state = Guarded(State())

  /// Starts with none.
  public init() {}

  /// How many there were so far.
  public var count: Int { state.withLock { $0.count } }

  /// Says that something arrived, an answer or the news that none will come.
  public func arrive() {
    let waiter = state.change { state in
      state.count += 1
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?()
  }

  /// Calls `wake` once there are more than `count`, at once if there are by now; only the last one who asked
  /// for it is called.
  public func wake(after count: Int, _ wake: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      state.waiter = state.count > count ? nil : wake
      return state.count > count
    }
    if isLate { wake() }
  }

  /// Blocks until there are more than `count`, or some seconds have passed.
  public func wait(after count: Int, seconds: Double) {
    state.wait(seconds: seconds) { $0.count > count }
  }
}
