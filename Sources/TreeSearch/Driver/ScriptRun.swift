import Glibc
public import SearchTrees

/// A script of a search that is being run, a few simulations at a time.
///
/// One owner, one thread. Whoever takes no further turn has ended it.
public struct ScriptRun {
  /// Why a script cannot be run to its end.
  public enum Failure: Error, Hashable, Sendable {
    /// The search refuses an edit that it accepted once, for this reason.
    case refused(TreeEdit, reason: String)
    /// The tree of a branch is another one after so many iterations.
    case isAnother(branch: String, iterations: Int)
    /// The recorder has failed, for this reason.
    case unrecorded(String)
    /// Whoever is asked does not answer, for this reason.
    case unanswered(String)
  }

  /// Simulations of a turn: a model may take a part of a second for so many.
  private static let portion = 16

  private let recorder: (any SearchRecorder)?
  private let undoBytes: Int
  private let makeSession: (Int) -> any SearchSession
  private var steps: ArraySlice<SearchScript.Step>
  /// The branches that were put by.
  private var waiting: [Int: any SearchSession] = [:]
  /// The search that is under way.
  public private(set) var session: any SearchSession
  /// The simulations that the script has in all.
  public let total: Int
  /// Those that are complete.
  public private(set) var simulations = 0

  /// Begins to run a script.
  ///
  /// - Parameters:
  ///   - recorder: is notified of each step.
  ///   - undoBytes: the undo record of each session.
  ///   - makeSession: makes the session of a search that begins, with so many bytes of undo record.
  public init(
    _ script: SearchScript, recordedBy recorder: (any SearchRecorder)? = nil, undoBytes: Int = 0,
    makeSession: @escaping (_ undoBytes: Int) -> any SearchSession
  ) {
    self.recorder = recorder
    self.undoBytes = undoBytes
    self.makeSession = makeSession
    steps = script.steps[...]
    total = script.simulations
    session = makeSession(undoBytes)
  }

  /// How much is done, in 0...1.
  public var done: Double { min(1, Double(simulations) / Double(max(total, 1))) }

  /// Does the next portion; false once there is nothing left to do.
  public mutating func turn() throws(Failure) -> Bool {
    if let failure = recorder?.failure { throw .unrecorded(failure) }
    guard let step = steps.first else { return false }
    if try take(step) { steps.removeFirst() }
    return true
  }

  /// Goes on with a step; returns whether it is done.
  private mutating func take(_ step: SearchScript.Step) throws(Failure) -> Bool {
    switch step {
    case .advance(let iteration): return try advance(to: iteration)
    case .edit(let edit, let author):
      try make(edit, author)
      recorder?.edited(edit, by: author)
    case .enter(let node): session = session.branch(at: node, undoBytes: undoBytes)
    case .branch(let id, let node, let name):
      session = session.branch(at: node, undoBytes: undoBytes)
      recorder?.branched(id, at: session.focus, name: name)
    case .putBy(let id, let node, let name, let origin):
      let copy = session.branch(at: node, undoBytes: undoBytes)
      recorder?.branched(id, at: copy.focus, name: name)
      recorder?.goOn(with: origin)
      waiting[id] = copy
    case .goOn(let id):
      session = waiting.removeValue(forKey: id) ?? session
      recorder?.goOn(with: id)
    case .restart:
      session = makeSession(undoBytes)
      recorder?.restarted()
    case .mark(let mark): recorder?.marked(mark.name, at: mark.node, note: mark.note)
    case .compare(let fingerprint, let branch):
      var own: UInt64 = 0
      session.read { own = $0.fingerprint }
      guard own == fingerprint else {
        throw .isAnother(branch: branch, iterations: session.iterations)
      }
    }
    return true
  }

  private mutating func advance(to iteration: Int) throws(Failure) -> Bool {
    let before = session.iterations
    guard before < iteration else { return true }
    let count = min(Self.portion, iteration - before)
    if let recorder {
      session.run(count, recordedBy: recorder)
    } else {
      session.run(count)
    }
    simulations += session.iterations - before
    if let trial = session.waiting {
      if let reason = trial.failure { throw .unanswered(reason) }
      // The answer is told by another thread.
      usleep(1_000)
    }
    return session.iterations >= iteration
  }

  private func make(_ edit: TreeEdit, _ author: Author) throws(Failure) {
    if case .note = edit { return }
    do {
      _ = try session.edit(edit, by: author)
    } catch {
      throw .refused(edit, reason: error.reason)
    }
  }
}
