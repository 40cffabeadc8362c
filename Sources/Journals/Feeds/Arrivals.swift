import Groundwork
import SearchTrees

/// What a feed's thread has taken in and the thread of the journal has not yet taken over.
final class Arrivals: Sendable {
  /// Above so many bytes nothing more is read: the writer waits until these are taken.
  static let limit = 64 << 20

  private struct State {
    var bytes: [UInt8] = []
    /// The storage that was taken last, for use again.
    var spare: [UInt8] = []
    var log: [LogLine] = []
    var logBytes = 0
    var ending: String?
    /// Whether a notification was sent that nobody has followed yet.
    var isAnnounced = false
    var isClosed = false

    var isFull: Bool { bytes.count + logBytes >= Arrivals.limit }
    var isTaken: Bool { bytes.isEmpty && log.isEmpty }

    mutating func announce() -> Bool {
      defer { isAnnounced = true }
      return !isAnnounced
    }
  }

  private let state = Guarded(State())

  /// Whether nothing more should be read.
  var isFull: Bool { state.withLock { $0.isFull } }

  /// Whether nobody wants to know any more.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Notes that nobody wants to know any more.
  func close() { state.withLock { $0.isClosed = true } }

  /// How the source ended, once everything was taken.
  var ending: String? { state.withLock { $0.isTaken ? $0.ending : nil } }

  /// Adds bytes; true where it has to be told.
  func add(_ bytes: ArraySlice<UInt8>) -> Bool {
    state.withLock {
      $0.bytes += bytes
      return $0.announce()
    }
  }

  /// Adds a line for the log; true where it has to be told.
  func add(_ line: LogLine) -> Bool {
    state.withLock {
      $0.log.append(line)
      $0.logBytes += line.text.utf8.count + 64
      return $0.announce()
    }
  }

  /// Notes how the source ended, which always has to be told.
  func end(_ words: String) { state.withLock { $0.ending = words } }

  /// Moves the bytes to a journal; true where this made room for more.
  func take(into journal: JournalBytes) -> Bool {
    var (taken, wasFull) = state.withLock { state in
      state.isAnnounced = false
      let wasFull = state.isFull
      var taken = state.spare
      swap(&taken, &state.bytes)
      state.spare = []
      return (taken, wasFull)
    }
    guard !taken.isEmpty else { return wasFull }
    journal.append(taken.span)
    // A burst's storage is not kept for the trickle after it.
    if taken.capacity <= 4 << 20 {
      taken.removeAll(keepingCapacity: true)
      state.withLock { $0.spare = taken }
    }
    return wasFull
  }

  /// Takes the lines for the log; the second result is whether this made room for more.
  func takeLog() -> (lines: [LogLine], madeRoom: Bool) {
    state.withLock { state in
      state.isAnnounced = false
      let wasFull = state.isFull
      defer { (state.log, state.logBytes) = ([], 0) }
      return (state.log, wasFull)
    }
  }
}
