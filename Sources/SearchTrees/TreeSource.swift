/// Where the explorer's tree comes from: a live search, a recording, another program.
///
/// The explorer cannot tell one from the other: it goes by what a source can do, ``abilities``, and by
/// the commands that it refuses, ``SearchSummary/disabledReasons``. All calls return at once.
public protocol TreeSource: Sendable {
  /// What the source can do; its slices say the same.
  var abilities: SourceAbilities { get }
  /// Asks for a slice; a newer request takes the place of an older one that was not answered.
  /// Returns the serial number that the answer will carry.
  func request(_ request: SliceRequest) -> Int
  /// Returns the newest slice, if there is any yet.
  func latest() -> TreeSlice?
  /// Gives a command; commands are carried out in order.
  ///
  /// - Parameter branch: the branch that was on the screen when the command was given, by its place in
  ///   ``SearchSummary/branches``. A command that ``SearchCommand/actsOnBranch`` is refused, with the
  ///   reason, where another branch is shown by the time it is carried out. Nil leaves it open.
  func send(_ command: SearchCommand, on branch: Int?)
}

extension TreeSource {
  /// Gives a command to whatever branch is shown when it is carried out.
  public func send(_ command: SearchCommand) { send(command, on: nil) }
}

/// What a person can tell a search to do.
public enum SearchCommand: Hashable, Sendable {
  /// The kinds of command, by which a source says what it can do.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case run
    case runUntil
    case pace
    case step
    case stepPhase
    case back
    case backPhase
    case branch
    case switchBranch
    case ban
    case pin
    case prior
    case boost
    case parameter
    case note
    case undoEdit
    case redoEdit
    case restart
    case goTo
    case mark
    case save
    case export
    case breakpoints
    case ask
  }

  /// Runs until paused or stopped.
  case run
  /// Runs until something happens.
  case runUntil(Goal)
  /// Pauses between two simulations; one under way is completed.
  case pause
  /// Completes a number of simulations.
  case step(Int)
  /// Runs a number of phases.
  case stepPhase(Int)
  /// Takes a number of simulations back.
  case back(Int)
  /// Takes a number of phases back.
  case backPhase(Int)
  /// Runs at most so many simulations a second; nil is as fast as it goes.
  case pace(Double?)
  /// Branches: a copy of the search from here on, led through a node.
  case branch(at: NodeID, name: String?)
  /// Shows another branch.
  case switchBranch(Int)
  /// Edits the search.
  case edit(TreeEdit)
  /// Takes the last edit back.
  case undoEdit
  /// Makes the edit again that was taken back last, if nothing has happened since.
  case redoEdit
  /// Restarts from the same seed, with no branches and edits.
  case restart
  /// Restarts from the same seed with another value of a parameter, and runs as the search did.
  case restartWith(NamedNumber)
  /// Shows a recording as it was after an event; the number is the line of the journal, from 1.
  case goTo(event: Int)
  /// Shows a recording as it was after an iteration.
  case goToIteration(Int)
  /// Goes to the next or previous event that changed a node.
  case goToChange(of: NodeID, isForward: Bool)
  /// Puts a mark with a name on this moment and a node.
  case mark(name: String, node: NodeID)
  /// Saves the search with its branches, edits and marks to a file; one of this name is left as it is,
  /// and the save refused, unless it is to be replaced.
  case save(path: String, replaces: Bool = false)
  /// Ends a save that is under way; what it wrote is dropped.
  case cancelSave
  /// Writes the tree that is shown into a file for other programs.
  case export(ExportOrder)
  /// Changes the list of breakpoints.
  case breakpoints(BreakpointEdit)
  /// Asks a model on a server the question of a call again, with another prompt, beside the search.
  case ask(call: Int, prompt: String)

  /// What a run waits for.
  public enum Goal: Hashable, Sendable {
    /// So many more simulations.
    case iterations(Int)
    /// So many visits of a node.
    case visits(NodeID, Int)
    /// Another best action at the root, or so many simulations without one.
    case bestActionChange(within: Int)
  }

  /// The kind of the command.
  ///
  /// A pause is of the kind of a run: what runs can be paused.
  public var kind: Kind {
    switch self {
    case .run, .pause: .run
    case .runUntil: .runUntil
    case .pace: .pace
    case .step: .step
    case .stepPhase: .stepPhase
    case .back: .back
    case .backPhase: .backPhase
    case .branch: .branch
    case .switchBranch: .switchBranch
    case .edit(let edit): edit.kind
    case .undoEdit: .undoEdit
    case .redoEdit: .redoEdit
    case .restart: .restart
    case .restartWith: .parameter
    case .goTo, .goToIteration, .goToChange: .goTo
    case .mark: .mark
    case .save, .cancelSave: .save
    case .export: .export
    case .breakpoints: .breakpoints
    case .ask: .ask
    }
  }

  /// Whether the command changes, steps or marks the branch that is shown, or names a node of it: the
  /// same number means another node in another branch.
  public var actsOnBranch: Bool {
    switch self {
    case .run, .runUntil, .step, .stepPhase, .back, .backPhase, .branch, .edit, .undoEdit,
      .redoEdit,
      .goToChange, .mark, .breakpoints(.add):
      true
    case .pause, .pace, .switchBranch, .restart, .restartWith, .goTo, .goToIteration, .save,
      .cancelSave, .export, .breakpoints, .ask:
      false
    }
  }

  /// Returns why a command that was given while one branch was on the screen is not carried out on
  /// another; nil where it may be.
  ///
  /// - Parameters:
  ///   - seen: the branch that was on the screen; nil where that is left open.
  ///   - shown: the branch that the command would act on now.
  ///   - name: the name of a branch, untrusted text; nil where there is none of that number any more.
  public func disabledReason(seenOn seen: Int?, shown: Int, name: (Int) -> String?) -> String? {
    guard actsOnBranch, let seen, seen != shown else { return nil }
    let before = name(seen) ?? "branch \(seen)"
    let now = name(shown) ?? "branch \(shown)"
    return "not done: \(before) was on the screen when the key was pressed, \(now) is now"
  }
}

extension TreeEdit {
  /// The kind of command that makes the edit.
  public var kind: SearchCommand.Kind {
    switch self {
    case .ban, .allow, .banGrowth, .allowGrowth: .ban
    case .pin: .pin
    case .prior: .prior
    case .boost: .boost
    case .parameter: .parameter
    case .note: .note
    }
  }
}
