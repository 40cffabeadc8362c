import Glibc

/// Readings of the system's clocks, in seconds.
public enum Clocks {
  /// Seconds on a clock that never goes back.
  public static var monotonic: Double { seconds(CLOCK_MONOTONIC) }
  /// Seconds of processor time that this process has used, all threads together.
  public static var processorTime: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
