import Groundwork
import Journals
import SearchTrees

/// The other end: who writes what is shown, and the thread that waits for it.
protocol Peer: AnyObject {
  /// Whether the writer has done all that it does.
  var isWriterDone: Bool { get }
  /// Whether the waiting thread has ended.
  var isOver: Bool { get }
  /// Whether what the thread waits for has come.
  var isFeedReady: Bool { get }
  /// Does something at the writer's end.
  func write(_ dice: inout Dice)
  /// Does the next thing on the waiting thread.
  func goOn() -> OwnerTurn
  /// Has the thread look again, as it does now and then.
  func look()
  /// Brings what is half written to an end, after which the writer does nothing any more.
  func settle(_ dice: inout Dice)
  func close()
}

/// Nobody, for a search that runs here.
final class NoPeer: Peer {
  var isWriterDone: Bool { true }
  var isOver: Bool { true }
  var isFeedReady: Bool { false }
  func write(_ dice: inout Dice) {}
  func goOn() -> OwnerTurn { .over }
  func look() {}
  func settle(_ dice: inout Dice) {}
  func close() {}
}

/// Somebody who writes a file, and the watch on it.
final class FollowedPeer: Peer {
  let path = SimulatedPath()
  let feed: FileFeed
  private var watcher: FileFeed.Watcher?
  private var hasToLook = false
  private var isWaiting = false
  private(set) var isOver = false
  /// The files that were made, the one that is written last.
  private(set) var files: [SimulatedPath.File] = []
  private var left: Int
  private var lines = 0
  private var pending: [UInt8] = []
  /// Whether the writer does what no writer should.
  private let isRude: Bool

  init(_ dice: inout Dice) throws(Wrong) {
    isRude = dice.once(in: 3)
    left = 5 + dice.below(60)
    let isThere = dice.once(in: 2)
    do throws(JournalProblem) {
      // A path that leads to nothing when the feed is made, to an empty file, or to one with lines.
      if isThere { path.create() }
      if isThere, dice.once(in: 2) {
        path.append(Self.line(0, of: 1))
        lines = 1
      }
      feed = try FileFeed(path, mapsFile: false)
    } catch {
      throw Wrong(reason: error.reason)
    }
    if let file = path.file { files = [file] }
  }

  func begin(_ notify: @escaping @Sendable () -> Void) { watcher = feed.makeWatcher(notify) }

  var isWriterDone: Bool { left == 0 }
  var isFeedReady: Bool { hasToLook || path.isChanged }

  func goOn() -> OwnerTurn {
    // What ended the wait is taken in when it ends, before the look, and at no other time.
    if isWaiting {
      hasToLook = false
      _ = path.takeChange()
    }
    let turn = watcher?.turn() ?? .over
    isOver = turn == .over
    isWaiting = turn == .wait(seconds: nil)
    return turn
  }

  func look() { hasToLook = true }

  func write(_ dice: inout Dice) {
    left -= 1
    guard let file = path.file else {
      if dice.once(in: 2) { create() }
      return
    }
    if isRude, dice.once(in: 12) { return harm(file, &dice) }
    if pending.isEmpty {
      for _ in 0...dice.below(4) { say() }
    }
    let count = min(pending.count, 1 + dice.below(300))
    path.append(pending.prefix(count))
    pending.removeFirst(count)
  }

  private func harm(_ file: SimulatedPath.File, _ dice: inout Dice) {
    pending = []
    lines = 0
    switch dice.below(4) {
    case 0: path.remove()
    case 1: create()
    // A program that begins its file again, and one that cuts it somewhere.
    case 2: path.truncate(to: 0)
    default: path.truncate(to: dice.below(max(1, file.bytes.count)))
    }
  }

  private func create() {
    path.create()
    (lines, pending) = (0, [])
    if let file = path.file { files.append(file) }
  }

  private func say() {
    pending += Self.line(lines, of: files.count * 1000 + left)
    lines += 1
  }

  func settle(_ dice: inout Dice) {
    if path.file != nil { path.append(pending) }
    pending = []
    left = 0
  }

  func close() { feed.close() }

  /// A line that no other file and no other run of its writer has.
  private static func line(_ number: Int, of run: Int) -> [UInt8] {
    let text =
      switch number {
      case 0:
        #"{"type":"search","version":1,"engine":"run \#(run)","root":{"id":0},"#
          + #""statistics":["visits","sum"]}"#
      case _ where number % 2 == 1:
        #"{"type":"expand","node":0,"children":[{"id":\#(number),"action":"n\#(number)"}],"run":\#(run)}"#
      default:
        #"{"type":"backup","iteration":\#(number / 2),"path":[0],"#
          + #""stats":[[0,\#(number / 2),1]],"run":\#(run)}"#
      }
    return Array((text + "\n").utf8)
  }
}

/// A program that was started, and the thread that speaks with it.
final class AttachedPeer: Peer {
  let program: SimulatedProgram
  let feed: ProgramFeed
  private var traffic: ProgramTraffic?
  private var waited: (reading: Set<PeerStream>, writing: Bool)?
  private(set) var isOver = false
  private var left: Int
  private let isMortal: Bool

  init(_ dice: inout Dice) {
    program = SimulatedProgram(capacity: dice.pick([60, 500, 4_096]))
    feed = ProgramFeed(program, name: "simulated")
    left = 30 + dice.below(120)
    isMortal = dice.once(in: 3)
  }

  func begin(_ notify: @escaping @Sendable () -> Void) { traffic = feed.makeTraffic(notify) }

  var isWriterDone: Bool { left == 0 }
  var isFeedReady: Bool {
    waited.map { program.isReady(reading: $0.reading, writing: $0.writing) } ?? true
  }

  func goOn() -> OwnerTurn {
    if waited != nil { program.endWait() }
    waited = nil
    switch traffic?.turn() ?? .over {
    case .goOn: return .goOn
    case .wait(let reading, let writing):
      waited = (reading, writing)
      return .wait(seconds: nil)
    case .over:
      isOver = true
      return .over
    }
  }

  func look() {}

  func write(_ dice: inout Dice) {
    left -= 1
    if isMortal, dice.once(in: 25) { return program.die(dice.pick([0, 256, 9])) }
    _ = program.goOn(&dice)
  }

  func settle(_ dice: inout Dice) { left = 0 }

  func close() { feed.close() }
}
