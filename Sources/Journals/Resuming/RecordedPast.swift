import Groundwork
import SearchTrees

/// What a journal tells of the branch that it ends in, step by step, so that the search can be run
/// again and checked against it.
///
/// A program that was killed leaves half a line, or half a simulation: one whose backup is missing is
/// cut off and done again.
final class RecordedPast {
  /// One thing that was done, and where it stands.
  struct Step {
    enum Kind {
      case simulation, edit, focus
    }

    var kind: Kind
    /// The bytes of its lines.
    var bytes: Range<Int>
    /// The number of its last line.
    var event: Int
  }

  struct Branch {
    var origin: Int
    var fork: Int
    var node: UInt64
    var step: Step
  }

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
  var mismatch: JournalProblem?

  let bytes: JournalBytes
  /// The numbers in a row of `stats`: visits, sum, and what the search declared.
  let width: Int
  private var reader = JournalReader()
  var line = JournalLine()
  private var steps: [Int: [Step]] = [:]
  var branches: [Int: Branch] = [:]
  var lineage: [(step: Step, owner: Int)] = []
  var done = 0

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
    let layout = StatisticsLayout(header.statistics, columns: header.columns)
    guard header.statistics.starts(with: ["visits", "sum"]), layout.firstKept == 2 else {
      throw JournalProblem(
        line: 1, reason: "a search is resumed from visits and sums; this file has other statistics")
    }
    width = header.statistics.count
    reader.statisticCount = width
    nextID = header.rootID + 1
    size = end + 1
    lineCount = 1
    try scan(from: end + 1)
    // A file that was cut short meanwhile has lines of zeros, or fewer of them than were there.
    try bytes.check()
    lineage = chain(of: branch)
  }

  /// The simulations that are to be run again.
  var simulations: Int { lineage.reduce(0) { $0 + ($1.step.kind == .simulation ? 1 : 0) } }

  // MARK: - Reading

  static func value(
    of range: Range<Int>, in bytes: JournalBytes
  ) throws(JournalProblem) -> JSONValue {
    try bytes.withBytes(range) { (span) throws(JournalProblem) in
      try JournalReader.value(of: span)
    }
  }

  /// Parses the line with a number.
  func read(_ range: Range<Int>, number: Int) throws(JournalProblem) {
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
    let event: JSONValue
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
}

extension JournalProblem {
  /// The same problem in a line of the file.
  func at(line: Int) -> JournalProblem {
    JournalProblem(line: line, column: column, reason: reason)
  }
}
