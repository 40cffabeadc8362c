import Groundwork
import SearchTrees
import Synchronization

/// A save that is under way: the search is run again from its seed, a few simulations at a time, and a
/// recorder is notified of each step.
///
/// One owner, one thread. What it writes to gets its name at the end; until then it can be dropped.
public struct SearchSave {
  /// By which any thread ends a save.
  public final class Cancellation: Sendable {
    private let flag = Atomic(false)

    /// Makes one that lets the save go on.
    init() {}

    /// Whether the save is to end.
    var isCancelled: Bool { flag.load(ordering: .acquiring) }
    /// Ends the save.
    func cancel() { flag.store(true, ordering: .releasing) }
  }

  /// Simulations between two looks at whether the save is to end: a model may take a part of a second
  /// for so many.
  private static let portion = 8

  private let history: SearchHistory
  private let recorder: any SearchRecorder
  private let makeSession: () -> any SearchSession
  private let cancellation: Cancellation
  private var steps: ArraySlice<SearchHistory.Step>
  private var session: any SearchSession
  /// The branches that were begun and not gone on with.
  private var waiting: [Int: any SearchSession] = [:]
  private var simulations = 0
  /// How the search that was run again is another one.
  private var difference: String?

  /// Begins a save.
  init(
    _ history: SearchHistory, to recorder: any SearchRecorder, cancellation: Cancellation,
    _ makeSession: @escaping () -> any SearchSession
  ) {
    self.history = history
    self.recorder = recorder
    self.cancellation = cancellation
    self.makeSession = makeSession
    session = makeSession()
    steps = history.steps[...]
  }

  /// How much is done, in 0...1.
  var done: Double { min(1, Double(simulations) / Double(history.total)) }

  /// How a save came to its end.
  public enum Result: Hashable, Sendable {
    case complete
    case cancelled
    case failed(String)
  }

  /// Does the next portion; returns the end, once it has come.
  mutating func turn() -> Result? {
    if cancellation.isCancelled {
      recorder.abandon()
      return .cancelled
    }
    if let difference {
      recorder.abandon()
      return .failed(difference)
    }
    guard recorder.failure == nil, let step = steps.first else {
      recorder.finish()
      return recorder.failure.map { .failed($0) } ?? .complete
    }
    if take(step) { steps.removeFirst() }
    return nil
  }

  /// Goes on with a step; returns whether it is done.
  private mutating func take(_ step: SearchHistory.Step) -> Bool {
    switch step {
    case .begin(let isFirst):
      if isFirst { break }
      session = makeSession()
      recorder.restarted()
    case .advance(let iteration):
      let before = session.iterations
      guard before < iteration else { break }
      session.run(min(Self.portion, iteration - before), recordedBy: recorder)
      simulations += session.iterations - before
      // What is settled runs no further, whatever it was that ran on before.
      return session.iterations >= iteration || session.iterations == before
    case .edit(let edit, let author):
      // What was accepted once is accepted again.
      guard (try? session.edit(edit, by: author)) != nil else { break }
      recorder.edited(edit, by: author)
    case .enter(let node): session = session.branch(at: node, undoBytes: 0)
    case .branch(let id, let node):
      session = session.branch(at: node, undoBytes: 0)
      recorder.branched(id, at: session.focus, name: history.branches[id].name)
    case .putBy(let id, let node, let origin):
      let copy = session.branch(at: node, undoBytes: 0)
      recorder.branched(id, at: copy.focus, name: history.branches[id].name)
      recorder.goOn(with: origin)
      waiting[id] = copy
    case .goOn(let id):
      session = waiting.removeValue(forKey: id) ?? session
      recorder.goOn(with: id)
    case .mark(let mark): recorder.marked(mark.name, at: mark.node, note: mark.note)
    case .note(let node, let text):
      var summary = SearchSummary()
      session.fill(&summary)
      if node.index < summary.nodes { recorder.edited(.note(node, text: text), by: .user) }
    case .compare(let id):
      var fingerprint: UInt64 = 0
      session.read { fingerprint = $0.fingerprint }
      if fingerprint != history.branches[id].fingerprint {
        difference =
          "asked again, the search is another one: \(history.branches[id].name) has another tree "
          + "after \(session.iterations) iterations"
      }
    }
    return true
  }
}
