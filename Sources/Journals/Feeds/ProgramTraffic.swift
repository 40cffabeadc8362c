import Groundwork
import SearchTrees

/// What goes to and fro between a program and a feed, in turns between which anything may happen.
package struct ProgramTraffic {
  /// What comes after a turn.
  package enum Outcome: Hashable, Sendable {
    /// There may be more at once.
    case goOn
    /// The program has to do something first, or the feed to be told to wake up.
    case wait(reading: Set<PeerStream>, writing: Bool)
    /// The program has ended, or nobody wants to know any more.
    case over
  }

  private let name: String
  private let peer: any PeerProcess
  private let arrivals: Arrivals
  private let outbox: Outbox
  private let notify: @Sendable () -> Void
  private var block = [UInt8](repeating: 0, count: 256 << 10)
  private var open = Set(PeerStream.allCases)
  private var log = LineCutter()

  init(
    name: String, peer: any PeerProcess, arrivals: Arrivals, outbox: Outbox,
    notify: @escaping @Sendable () -> Void
  ) {
    self.name = name
    self.peer = peer
    self.arrivals = arrivals
    self.outbox = outbox
    self.notify = notify
  }

  /// Reads and writes until the program has ended or nobody wants to know any more.
  mutating func run() {
    Descriptors.blockBrokenPipes()
    while true {
      switch turn() {
      case .goOn: break
      case .wait(let reading, let writing): peer.wait(reading: reading, writing: writing)
      case .over: return
      }
    }
  }

  /// Reads and writes once.
  package mutating func turn() -> Outcome {
    guard !arrivals.isClosed else {
      // A last command is still given.
      write()
      return .over
    }
    // Asked before reading: all that a program wrote is in the pipes when it has ended.
    let ended = peer.status
    var gained = 0
    for stream in PeerStream.allCases where open.contains(stream) && !arrivals.isFull {
      switch peer.read(stream, into: &block) {
      case .bytes(let count):
        gained += count
        add(block[..<count], from: stream)
      case .nothing: break
      case .end: open.remove(stream)
      }
    }
    write()
    if gained > 0 { return .goOn }
    if let ended, !arrivals.isFull {
      finish(ended)
      return .over
    }
    return .wait(reading: arrivals.isFull ? [] : open, writing: !outbox.isEmpty)
  }

  private func write() { outbox.write { peer.write($0) } }

  private mutating func add(_ bytes: ArraySlice<UInt8>, from stream: PeerStream) {
    switch stream {
    case .output: if arrivals.add(bytes) { notify() }
    case .error: for line in log.add(bytes) where arrivals.add(LogLine(.error, line)) { notify() }
    }
  }

  private mutating func finish(_ status: Int32) {
    outbox.breakOff()
    if let line = log.finish() { _ = arrivals.add(LogLine(.error, line)) }
    arrivals.end(ProgramEnding.words(name, status: status))
    notify()
  }
}
