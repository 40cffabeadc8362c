import Groundwork
import SearchTrees

/// What was done to a search, from which it can be run again: its branches with their edits.
struct SearchHistory: Sendable {
  /// What was done to one branch.
  struct Branch: Sendable {
    var name: String
    var origin: Int?
    var start: Int
    var focus: NodeID
    var iterations: Int
    /// The edits, branches and stops before the branch began, on the way to it.
    var before: [SearchSummary.Event]
    /// Those since.
    var events: [SearchSummary.Event]
    var notes: [NodeID: String]
  }

  private let branches: [Branch]
  private let marks: [Mark]

  init(_ branches: [Branch], marks: [Mark]) {
    self.branches = branches
    self.marks = marks
  }

  /// Runs the search again, all branches, and tells the recorder of everything; returns why it could
  /// not be recorded, if it could not.
  ///
  /// `makeSession` begins the search; `progress` hears now and then which part is done, in 0...1.
  func retell(
    to recorder: any SearchRecorder, _ makeSession: () -> any SearchSession,
    _ progress: @escaping (Double) -> Void
  ) -> String? {
    var telling = Telling(
      recorder: recorder, total: branches.reduce(1) { $0 + $1.iterations - $1.start },
      progress: progress)
    var known: Set<Int> = []
    for id in branches.indices where !known.contains(id) {
      var session = makeSession()
      // An origin that was taken back to before it: the way to it is gone over once more.
      if id > 0 { recorder.restarted() }
      for event in branches[id].before { telling.follow(event, &session) }
      if id > 0 {
        telling.advance(session, to: branches[id].start)
        session = session.branch(at: branches[id].focus, undoBytes: 0)
        recorder.branched(id, at: session.focus, name: branches[id].name)
      }
      known.insert(id)
      var waiting = [(id: id, session: session)]
      while let (id, session) = waiting.popLast() {
        recorder.goOn(with: id)
        for (child, copy) in tell(id, session, &telling, except: known) {
          known.insert(child)
          waiting.append((child, copy))
        }
      }
    }
    recorder.finish()
    return recorder.failure
  }

  /// Tells of one branch, and returns the branches that were begun on the way.
  private func tell(
    _ id: Int, _ session: any SearchSession, _ telling: inout Telling, except known: Set<Int>
  ) -> [(Int, any SearchSession)] {
    var begun: [(Int, any SearchSession)] = []
    var session = session
    let branch = branches[id]
    let recorder = telling.recorder
    var marks = marks.filter { $0.branch == id }[...]
    func tellMarks(upTo iteration: Int) {
      while let mark = marks.first, mark.iteration <= iteration {
        telling.advance(session, to: mark.iteration)
        recorder.marked(mark.name, at: mark.node, note: mark.note)
        marks.removeFirst()
      }
    }
    for event in branch.events {
      tellMarks(upTo: event.iteration - 1)
      telling.advance(session, to: event.iteration)
      if case .branched(let child, let origin, let node, _) = event.change {
        guard origin == id, !known.contains(child) else { continue }
        let copy = session.branch(at: node, undoBytes: 0)
        recorder.branched(child, at: copy.focus, name: branches[child].name)
        recorder.goOn(with: id)
        begun.append((child, copy))
      } else {
        telling.follow(event, &session)
      }
    }
    tellMarks(upTo: branch.iterations)
    telling.advance(session, to: branch.iterations)
    var summary = SearchSummary()
    session.fill(&summary)
    for (node, text) in branch.notes.sorted(by: { $0.key < $1.key })
    where node.index < summary.nodes {
      recorder.edited(.note(node, text: text), by: .user)
    }
    return begun
  }
}

/// A search that is run again and told to a recorder.
private struct Telling {
  let recorder: any SearchRecorder
  let total: Int
  let progress: (Double) -> Void
  private var done = 0
  private var nextNews = Clocks.monotonic + 0.5

  init(recorder: any SearchRecorder, total: Int, progress: @escaping (Double) -> Void) {
    self.recorder = recorder
    self.total = total
    self.progress = progress
  }

  mutating func advance(_ session: any SearchSession, to iteration: Int) {
    while session.iterations < iteration, recorder.failure == nil {
      let before = session.iterations
      session.run(min(256, iteration - before), recordedBy: recorder)
      done += session.iterations - before
      guard Clocks.monotonic > nextNews else { continue }
      nextNews += 0.2
      progress(min(1, Double(done) / Double(total)))
    }
  }

  /// Does again what was done to the search between two simulations.
  mutating func follow(_ event: SearchSummary.Event, _ session: inout any SearchSession) {
    advance(session, to: event.iteration)
    switch event.change {
    case .edited(.note, _): break
    case .edited(let edit, let author):
      // What was accepted once is accepted again.
      guard (try? session.edit(edit, by: author)) != nil else { break }
      recorder.edited(edit, by: author)
    case .branched(_, _, let node, _): session = session.branch(at: node, undoBytes: 0)
    default: break
    }
  }
}
