import Groundwork
import Journals

/// A program that searches, branches and reads commands, of which a schedule decides when it does what.
///
/// Like the emitter for Python it runs a branch to its end before it looks at its commands again, and
/// then goes on with its main line.
final class SimulatedProgram: PeerProcess {
  /// A command as the program read it.
  struct Command {
    var name: String
    var node: Int?
    var branch: Int?
  }

  fileprivate struct State {
    /// What it has written to each stream, and how much of that was read by the other side.
    var output: [UInt8] = []
    var error: [UInt8] = []
    var taken: [PeerStream: Int] = [:]
    var input: [UInt8] = []
    var status: Int32?
    var isWoken = false
    /// What it will write before it does anything else.
    var pending: [UInt8] = []
    var iteration = 0
    var nextID = 1
    var lines = 0
    var branch = 0
    var branches = 0
    var branchLeft = 0
    var left: Int?
    var commands: [Command] = []
    var lastID = 0
  }

  private let state: Guarded<State>
  /// What a pipe holds.
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    var first = State()
    first.say(
      #"{"type":"search","version":1,"engine":"simulated","root":{"id":0},"#
        + #""statistics":["visits","sum"],"capabilities":["run","step","ban","branch"]}"#)
    state = Guarded(first)
  }

  // MARK: - The side of the feed

  var status: Int32? { state.withLock { $0.status } }

  func read(_ stream: PeerStream, into block: inout [UInt8]) -> Descriptors.Reading {
    state.withLock { state in
      let written = stream == .output ? state.output : state.error
      let start = state.taken[stream] ?? 0
      let count = min(block.count, written.count - start)
      guard count > 0 else { return state.status == nil ? .nothing : .end }
      block.replaceSubrange(0..<count, with: written[start..<start + count])
      state.taken[stream] = start + count
      return .bytes(count)
    }
  }

  func write(_ bytes: ArraySlice<UInt8>) -> Int? {
    state.withLock { state in
      guard state.status == nil else { return nil }
      let count = min(bytes.count, capacity - state.input.count)
      state.input += bytes.prefix(count)
      return count
    }
  }

  /// Never called: a schedule asks ``isReady(reading:writing:)`` instead.
  func wait(reading: Set<PeerStream>, writing: Bool) {}

  func wake() { state.withLock { $0.isWoken = true } }

  func close() {}

  /// Whether a wait for these would end.
  func isReady(reading: Set<PeerStream>, writing: Bool) -> Bool {
    state.withLock { state in
      let canRead = reading.contains { stream in
        let written = stream == .output ? state.output.count : state.error.count
        return written > state.taken[stream] ?? 0 || state.status != nil
      }
      return state.isWoken || canRead
        || writing && (state.input.count < capacity || state.status != nil)
    }
  }

  /// Ends a wait.
  func endWait() { state.withLock { $0.isWoken = false } }

  // MARK: - What a schedule sees

  /// Everything that was written to its output.
  var written: [UInt8] { state.withLock { $0.output } }
  /// How many lines were written to its standard error.
  var errorLines: Int { state.withLock { $0.error.count { $0 == 10 } } }
  /// The commands that were read since this was asked last.
  func takeCommands() -> [Command] {
    state.withLock { state in
      defer { state.commands = [] }
      return state.commands
    }
  }
  var isEmptyHanded: Bool { state.withLock { $0.input.isEmpty || $0.status != nil } }

  // MARK: - What the program does

  /// Does the next thing; returns whether it did anything.
  func goOn(_ dice: inout Dice) -> Bool {
    var dice2 = dice
    defer { dice = dice2 }
    return state.withLock { state in
      guard state.status == nil else { return false }
      if !state.pending.isEmpty {
        let room = capacity - (state.output.count - (state.taken[.output] ?? 0))
        guard room > 0 else { return false }
        // A pipe takes a part of a line as well.
        let count = min(room, state.pending.count, 1 + dice2.below(160))
        state.output += state.pending.prefix(count)
        state.pending.removeFirst(count)
        return true
      }
      if state.branchLeft > 0 { return state.goOnWithBranch() }
      if !state.input.isEmpty, dice2.once(in: 2) || state.left == 0 {
        return state.readCommand()
      }
      guard state.left != 0 else { return false }
      if dice2.once(in: 12) { state.error += Array("low on memory\n".utf8) }
      state.left = state.left.map { $0 - 1 }
      state.iterate()
      if state.left == 0 { state.say(#"{"type":"stop","reason":"step"}"#) }
      return true
    }
  }

  /// Ends the program; what it has not written is lost.
  func die(_ status: Int32) {
    state.withLock { state in
      state.status = state.status ?? status
      state.pending = []
    }
  }
}

extension SimulatedProgram.State {
  fileprivate mutating func say(_ line: String) {
    pending += line.utf8
    pending.append(10)
    lines += 1
  }

  fileprivate mutating func iterate() {
    iteration += 1
    let id = nextID
    nextID += 1
    let key = branch == 0 ? "" : #","branch":\#(branch)"#
    say(#"{"type":"expand","node":0,"children":[{"id":\#(id),"action":"n\#(id)"}]\#(key)}"#)
    say(
      #"{"type":"backup","iteration":\#(iteration),"path":[0,\#(id)],"#
        + #""stats":[[0,\#(iteration),1],[\#(id),1,1]]\#(key)}"#)
  }

  fileprivate mutating func goOnWithBranch() -> Bool {
    branchLeft -= 1
    if branchLeft > 0 {
      iterate()
    } else {
      say(#"{"type":"stop","reason":"budget","branch":\#(branch)}"#)
      branch = 0
      reply(nil)
    }
    return true
  }

  private mutating func reply(_ error: String?) {
    say(
      #"{"type":"reply","to":\#(lastID),"#
        + (error.map { #""error":"\#($0)"}"# } ?? #""ok":true}"#))
  }

  fileprivate mutating func readCommand() -> Bool {
    guard let end = input.firstIndex(of: 10) else { return false }
    let line = String(decoding: input[..<end], as: UTF8.self)
    input.removeSubrange(...end)
    func number(_ key: String) -> Int? {
      guard let start = line.firstRange(of: "\"\(key)\":")?.upperBound else { return nil }
      return Int(line[start...].prefix { $0.isNumber })
    }
    let word = line.firstRange(of: #""command":""#).map {
      line[$0.upperBound...].prefix { $0 != "\"" }
    }
    let name = String(word ?? "")
    lastID = number("id") ?? 0
    commands.append(.init(name: name, node: number("node"), branch: number("branch")))
    switch name {
    case "pause": left = 0
    case "run": left = nil
    case "step": left = max(0, left ?? 0) + (number("count") ?? 1)
    case "set":
      say(#"{"type":"edit","by":"user","node":\#(number("node") ?? 0),"set":{"banned":true}}"#)
    case "branch":
      branches += 1
      say(
        #"{"type":"branch","branch":\#(branches),"of":0,"at":\#(lines),"#
          + #""node":\#(number("node") ?? 0),"name":"branch \#(branches)"}"#)
      branch = branches
      branchLeft = lastID % 3 == 0 ? 60 : 3
      return true
    default: break
    }
    reply(nil)
    if left == 0 { say(#"{"type":"stop","reason":"paused"}"#) }
    return true
  }
}
