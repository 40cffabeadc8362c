import Glibc

/// A moment up to which a test waits for something: nothing waits for ever, and nothing sleeps and hopes.
struct Deadline {
  private let end: Double

  init(seconds: Double) { end = Deadline.now + seconds }

  /// Seconds on a clock that only goes forward.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  var hasPassed: Bool { Deadline.now >= end }

  /// Asks again and again until the answer is yes; false if that does not happen in time.
  func poll(every milliseconds: Int = 5, _ condition: () throws -> Bool) rethrows -> Bool {
    while true {
      if try condition() { return true }
      if hasPassed { return false }
      usleep(UInt32(milliseconds) * 1_000)
    }
  }
}
