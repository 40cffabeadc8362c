import Groundwork
import SearchTrees

/// What a journal tells of the branch that it ends in, step by step, so that the search can be run
/// again and checked against it.
///
/// A program that was killed leaves half a line, or half a simulation: one whose backup is missing is
/// cut off and done again.
final class RecordedPast {
  /// One thing that was done, and where it stands.
  private struct Step {
    enum Kind {
      case simulation, edit, focus
    }

    var kind: Kind
    /// The bytes of its lines.
    var bytes: Range<Int>
    /// The number of its last line.
    var event: Int
  }

  private struct Branch {
    var origin: Int
    var fork: Int
    var node: UInt64
    var step: Step
  }

  /// The header.
  let header: JournalHeader
  /// The bytes that are kept.
  private(set) var size = 0
  /// The lines that are kept.
  private(set) var lineCount = 0
  /// The id after all that were given.
  private(set) var nextID: UInt64
  /// The number after those of all branches.
  private(set) var nextBranch = 1
  /// The branch of the journal that goes on.
  private(set) var branch = 0
  /// Where the search that was run again did something else.
  private(set) var mismatch: JournalProblem?

  private let bytes: JournalBytes
  private var reader = JournalReader()
  private var line = JournalLine()
  private var steps: [Int: [Step]] = [:]
  private var branches: [Int: Branch] = [:]
  private var lineage: [(step: Step, owner: Int)] = []
  private var done = 0

  /// Reads a journal.
  ///
  /// - Throws: a problem where a line cannot be read: from there on nobody knows what happened.
  init(path: String) throws(JournalProblem) {
    bytes = try JournalBytes(mapping: path)
    guard let end = bytes.endOfLine(from: 0) else {
      throw JournalProblem(line: 1, reason: "expected a search event on a line of its own")
    }
    do {
      header = try JournalHeader(try Self.value(of: 0..<end, in: bytes))
    } catch {
      throw error.at(line: 1)
    }
    guard header.statistics == ["visits", "sum"] else {
      throw JournalProblem(
        line: 1, reason: "a search is resumed from visits and sums; this file has other statistics")
    }
    reader.statisticCount = 2
    nextID = header.rootID + 1
    size = end + 1
    lineCount = 1
    try scan(from: end + 1)
    lineage = chain(of: branch)
  }

  /// The simulations that are to be run again.
  var simulations: Int { lineage.reduce(0) { $0 + ($1.step.kind == .simulation ? 1 : 0) } }

  // MARK: - Reading

  private static func value(
    of range: Range<Int>, in bytes: JournalBytes
  ) throws(JournalProblem) -> JournalValue {
    try bytes.withBytes(range) { (span) throws(JournalProblem) in
      try JournalReader.value(of: span)
    }
  }

  /// Takes the line with a number apart.
  private func read(_ range: Range<Int>, number: Int) throws(JournalProblem) {
    do {
      try bytes.withBytes(range) { (span) throws(JournalProblem) in
        try reader.read(span, at: range.lowerBound, into: &line)
      }
    } catch {
      throw error.at(line: number)
    }
  }

  private func scan(from start: Int) throws(JournalProblem) {
    var place = start
    var number = 1
    // Where the simulation began whose lines these are, and what there was before it.
    var begun: (start: Int, lines: Int, nextID: UInt64)?
    while let end = bytes.endOfLine(from: place) {
      number += 1
      let range = place..<end
      try read(range, number: number)
      let isOwn = try isOwnEdit(range, number)
      switch line.kind {
      case .select, .expand, .evaluate:
        if begun == nil { begun = (place, number - 1, nextID) }
        for index in 0..<line.children.count {
          nextID = max(nextID, line.children[index].id &+ 1)
        }
      case .backup:
        let first = begun ?? (place, number - 1, nextID)
        begun = nil
        branch = line.branch
        steps[branch, default: []].append(
          Step(kind: .simulation, bytes: first.start..<end, event: number))
      case .edit where isOwn:
        branch = line.branch
        steps[branch, default: []].append(
          Step(kind: .edit, bytes: range, event: number))
      case .branch: try begin(range, number)
      default: break
      }
      place = end + 1
    }
    size = place
    lineCount = number
    if let begun {
      (size, lineCount, nextID) = (begun.start, begun.lines, begun.nextID)
    }
  }

  /// Whether the line just read is an edit that a person made, and not one that a simulation led to.
  private func isOwnEdit(_ range: Range<Int>, _ number: Int) throws(JournalProblem) -> Bool {
    guard line.kind == .edit else { return false }
    do {
      return try Self.value(of: range, in: bytes)["by"]?.string == "user"
    } catch {
      throw error.at(line: number)
    }
  }

  private func begin(_ range: Range<Int>, _ number: Int) throws(JournalProblem) {
    let event: JournalValue
    do { event = try Self.value(of: range, in: bytes) } catch { throw error.at(line: number) }
    guard let id = event["branch"]?.integer, id > 0, branches[id] == nil,
      let origin = event["of"]?.integer, origin == 0 || branches[origin] != nil,
      let fork = event["at"]?.integer, let node = line.node
    else {
      throw JournalProblem(
        line: number, reason: "expected a new branch of one that is there, at an event and a node")
    }
    branches[id] = Branch(
      origin: origin, fork: fork, node: node,
      step: Step(kind: .focus, bytes: range, event: number))
    nextBranch = max(nextBranch, id + 1)
    branch = id
  }

  /// Returns everything that led to the end of a branch, in order.
  private func chain(of branch: Int) -> [(step: Step, owner: Int)] {
    var parts: [[(step: Step, owner: Int)]] = []
    var current = branch
    var bound = Int.max
    while true {
      var part = (steps[current] ?? []).map { (step: $0, owner: current) }
      let known = branches[current]
      if let known { part.insert((known.step, current), at: 0) }
      parts.append(part.filter { $0.step.event <= bound })
      guard let known else { break }
      bound = min(bound, known.fork)
      current = known.origin
    }
    return parts.reversed().flatMap { $0 }
  }

  // MARK: - Running again

  /// What is to be done next.
  enum Task {
    /// So many simulations.
    case simulations(Int)
    /// An edit.
    case edit(JournalValue, number: Int)
    /// A branch begins; all later simulations are led through the node, which may be where they were
    /// led before.
    case focus(UInt64, number: Int)
  }

  /// Returns what is to be done next; nil once the search is where the file ends.
  func next() throws(JournalProblem) -> Task? {
    if let mismatch { throw mismatch }
    guard done < lineage.count else { return nil }
    let step = lineage[done].step
    switch step.kind {
    case .simulation:
      var count = 0
      while done + count < lineage.count, lineage[done + count].step.kind == .simulation {
        count += 1
      }
      return .simulations(count)
    case .edit: return .edit(try Self.value(of: step.bytes, in: bytes), number: step.event)
    case .focus: return .focus(branches[lineage[done].owner]?.node ?? 0, number: step.event)
    }
  }

  /// Puts a step behind, and returns its last event and the branch that it stands in.
  func pass() -> (event: Int, owner: Int) {
    done += 1
    return (lineage[done - 1].step.event, lineage[done - 1].owner)
  }

  /// Compares a simulation that was run again with the one in the file; false where they differ, or
  /// where none is to come.
  func check(_ simulation: borrowing SimulationRecord, ids: inout JournalIDs) -> Bool {
    guard mismatch == nil, done < lineage.count, lineage[done].step.kind == .simulation else {
      return false
    }
    let step = lineage[done].step
    do throws(JournalProblem) {
      var start = step.bytes.lowerBound
      var number = step.event - lines(before: step)
      while let end = bytes.endOfLine(from: start), end < step.bytes.upperBound {
        try read(start..<end, number: number)
        if line.kind == .expand { try checkGrowth(simulation, &ids, number) }
        start = end + 1
        number += 1
      }
      try read(start..<step.bytes.upperBound, number: step.event)
      try checkBackup(simulation, ids, step.event)
      return true
    } catch {
      mismatch = error
      return false
    }
  }

  private func lines(before step: Step) -> Int {
    var count = 0
    var start = step.bytes.lowerBound
    while let end = bytes.endOfLine(from: start), end < step.bytes.upperBound {
      count += 1
      start = end + 1
    }
    return count
  }

  private func checkGrowth(
    _ simulation: borrowing SimulationRecord, _ ids: inout JournalIDs, _ number: Int
  ) throws(JournalProblem) {
    let count = line.children.count
    let children = "the search that is run again adds \(simulation.actions.count) children"
    guard let grown = simulation.grown, count == simulation.actions.count, count > 0,
      line.node == ids(grown)
    else {
      throw JournalProblem(line: number, reason: "\(children) here, the file has \(count)")
    }
    let first = line.children[0].id
    for index in 0..<count {
      let isSame = index >= line.codes.count || line.codes[index] == simulation.actions[index]
      guard line.children[index].id == first + UInt64(index), isSame else {
        throw JournalProblem(
          line: number, reason: "the search that is run again adds other children here")
      }
    }
    ids.add(simulation.nodesBefore, id: first)
  }

  private func checkBackup(
    _ simulation: borrowing SimulationRecord, _ ids: JournalIDs, _ number: Int
  ) throws(JournalProblem) {
    let length = simulation.path.count
    guard line.statIDs.count == length, line.statNumbers.count == 2 * length else {
      throw JournalProblem(
        line: number,
        reason: "the search that is run again backs up along \(length) nodes here, the file "
          + "along \(line.statIDs.count)")
    }
    for index in 0..<length {
      let id = ids(simulation.path[index])
      guard line.statIDs[index] == id else {
        throw JournalProblem(
          line: number,
          reason: "the search that is run again goes through node \(id) here, the file through "
            + "node \(line.statIDs[index])")
      }
      let visits = line.statNumbers[2 * index]
      let sum = line.statNumbers[2 * index + 1]
      guard visits == Double(simulation.visits[index]), sum == simulation.sums[index] else {
        throw JournalProblem(
          line: number,
          reason: "the search that is run again has \(simulation.visits[index]) visits and the sum "
            + "\(simulation.sums[index]) at node \(id) here, the file \(visits) and \(sum)")
      }
    }
  }
}

extension JournalProblem {
  /// The same problem in a line of the file.
  func at(line: Int) -> JournalProblem {
    JournalProblem(line: line, column: column, reason: reason)
  }
}
