import Groundwork
public import SearchTrees

/// What a journal holds of the branch that it ends in: how the search is run again, and every step of it
/// to be compared.
///
/// A program that was killed leaves half a line, or half a simulation: one whose backup is missing is
/// cut off and done again. One owner, one thread.
public final class RecordedPast {
  /// The first line.
  public let header: JournalHeader
  /// How the search comes to where the file ends.
  public let script: SearchScript
  /// The bytes that are kept.
  let size: Int
  /// The lines that are kept.
  let lineCount: Int
  /// The id after all that were given.
  let nextID: UInt64
  /// The number after those of all branches.
  let nextBranch: Int
  /// The branch of the journal that goes on.
  let branch: Int
  let recording: Recording
  /// The last event that is a step of the search.
  private let lastStep: Int

  /// Where the search that was run again did something else.
  public internal(set) var mismatch: JournalProblem?
  /// The last event that the search has done again, and the branch of the journal that it stands in.
  var event = 1
  var owner = 0
  /// The id of the node that simulations are led through.
  var focus: UInt64
  var line = JournalLine()

  /// Reads a journal.
  ///
  /// - Throws: a problem where a line cannot be read, for from there on nobody knows what happened, and
  ///   where no search can do again what the file says.
  init(path: String) throws(JournalProblem) {
    let recording = Recording(try JournalBytes(mapping: path))
    recording.isAtEnd = false
    while recording.read(until: .infinity) {}
    guard let header = recording.header else {
      throw JournalProblem(line: 1, reason: "expected a search event on a line of its own")
    }
    if let problem = recording.problems.first { throw problem }
    guard header.statistics.starts(with: ["visits", "sum"]), recording.layout.firstKept == 2 else {
      throw JournalProblem(
        line: 1, reason: "a search is resumed from visits and sums; this file has other statistics")
    }
    self.recording = recording
    self.header = header
    let rest = recording.unfinished
    lineCount = rest.map { $0.event - 1 } ?? recording.eventCount
    size = rest.map { recording.index.bytes(of: $0.event).lowerBound } ?? recording.index.end
    nextID = rest?.nextID ?? recording.nextID
    nextBranch = (recording.branches.map(\.number).max() ?? 0) + 1
    lastStep = Self.lastStep(of: recording, upTo: lineCount)
    let place = recording.index.branch(of: lastStep)
    branch = recording.branches[place].number
    recording.show(branch: place)
    script = try recording.script(upTo: lineCount)
    focus = header.rootID
    // A file that was cut short meanwhile has lines of zeros, or fewer of them than were there.
    try recording.check()
  }

  /// Returns the last event that is a step of the search, on whatever branch; the first where none is.
  private static func lastStep(of recording: Recording, upTo end: Int) -> Int {
    var event = end
    while event > 1 {
      switch recording.index.kind(of: event) {
      case .backup, .branch: return event
      case .edit where recording.ownChange(in: event) != nil: return event
      default: event -= 1
      }
    }
    return event
  }

  /// Returns what models said in the branch that goes on.
  ///
  /// Makes the tree once, and forgets it. O(events).
  /// - Throws: a problem where an event does not fit to those before it.
  public func keptAnswers() throws(JournalProblem) -> KeptAnswers {
    recording.show(event: lastStep)
    defer { recording.show(branch: recording.shownBranch) }
    if let problem = recording.problems.first { throw problem }
    return recording.keptAnswers()
  }

  // MARK: - Running again

  /// Whether the search is where the file ends.
  var isAtEnd: Bool {
    passNoSteps()
    return event == lineCount
  }

  /// Passes events that are no steps of the branch, and beginnings of branches that are led as before;
  /// returns the kind of the step that comes next, nil where none does.
  ///
  /// A simulation begins with any event that is neither an edit nor the beginning of a branch.
  @discardableResult
  func passNoSteps() -> JournalLine.Kind? {
    while event < lineCount {
      let next = event + 1
      let kind = recording.index.kind(of: next)
      if recording.includes(next), let kind {
        switch kind {
        case .select, .expand, .evaluate, .backup, .stats: return .backup
        case .edit where recording.ownChange(in: next) != nil: return .edit
        case .branch:
          let branch = recording.branches[recording.index.branch(of: next)]
          if branch.node != focus { return .branch }
          owner = branch.number
        default: break
        }
      }
      event = next
    }
    return nil
  }

  /// Passes an edit or the beginning of a branch that was done again; returns its event, nil where the
  /// file has something else.
  func pass(_ kind: JournalLine.Kind) -> Int? {
    guard mismatch == nil else { return nil }
    guard passNoSteps() == kind else {
      mismatch = JournalProblem(
        line: min(event + 1, lineCount),
        reason: "the search that is run again does something else here than the file")
      return nil
    }
    event += 1
    let branch = recording.branches[recording.index.branch(of: event)]
    owner = branch.number
    if kind == .branch { focus = branch.node }
    return event
  }
}
