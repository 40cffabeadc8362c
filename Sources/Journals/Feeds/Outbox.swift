import Groundwork

/// The lines that a program has not yet read from its standard input.
final class Outbox: Sendable {
  /// A program that leaves so many bytes unread reads no more commands.
  static let limit = 1 << 20

  private struct State {
    var bytes: [UInt8] = []
    var sent = 0
    var isBroken = false
  }

  private let state = Guarded(State())

  /// Whether there is something to write.
  var isEmpty: Bool { state.withLock { $0.bytes.isEmpty } }

  /// Adds a line; false where nobody will read it.
  func add(_ line: String) -> Bool {
    state.withLock {
      guard !$0.isBroken, $0.bytes.count + line.utf8.count < Outbox.limit else { return false }
      $0.bytes += line.utf8
      $0.bytes.append(UInt8(ascii: "\n"))
      return true
    }
  }

  /// Notes that nobody reads any more.
  func breakOff() { state.withLock { ($0.isBroken, $0.bytes) = (true, []) } }

  /// Gives `write` what was not written yet; it returns how much of it was taken, nil where nobody
  /// reads any more, and never blocks.
  func write(_ write: (ArraySlice<UInt8>) -> Int?) {
    state.withLock {
      guard !$0.bytes.isEmpty else { return }
      guard let count = write($0.bytes[$0.sent...]) else {
        ($0.isBroken, $0.bytes) = (true, [])
        return
      }
      $0.sent += count
      if $0.sent == $0.bytes.count { ($0.bytes, $0.sent) = ([], 0) }
    }
  }
}
