import Foundation
import Groundwork

/// Time and memory that some work took.
struct Measurement {
  /// Seconds of processor time, all threads together.
  var work = 0.0
  /// Seconds on the clock.
  var seconds = 0.0
  /// Bytes by which the process grew.
  var growth = 0

  /// Measures some work.
  static func of<Result>(_ work: () throws -> Result) rethrows -> (Result, Measurement) {
    let before = (memory: memory, work: Clocks.processorTime, time: Clocks.monotonic)
    let result = try work()
    let measured = Measurement(
      work: Clocks.processorTime - before.work, seconds: Clocks.monotonic - before.time,
      growth: memory - before.memory)
    return (result, measured)
  }

  /// The bytes of the process that are in memory.
  private static var memory: Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }

  /// Returns the middle of some numbers.
  static func median(_ numbers: [Double]) -> Double {
    numbers.isEmpty ? .nan : numbers.sorted()[numbers.count / 2]
  }
}
