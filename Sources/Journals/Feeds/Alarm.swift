import Glibc

/// Wakes a thread that waits for descriptors.
final class Alarm: Sendable {
  /// What the thread waits for.
  let reading: Int32
  private let writing: Int32

  /// Makes an alarm that has not rung.
  init() throws(JournalProblem) {
    (reading, writing) = try Descriptors.makePipe()
    Descriptors.stopBlocking(reading)
    Descriptors.stopBlocking(writing)
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// Wakes the thread; never blocks.
  func ring() {
    // A full pipe has rung already.
    _ = Descriptors.write([1], to: writing)
  }

  /// Makes the alarm ready to ring again.
  func reset() {
    var block = [UInt8](repeating: 0, count: 256)
    while case .bytes = Descriptors.read(reading, into: &block) {}
  }
}
