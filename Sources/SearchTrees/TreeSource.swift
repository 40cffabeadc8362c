/// Where the explorer's tree comes from: a live search, a recording, another program.
///
/// The explorer cannot tell one from the other. All three calls return at once.
public protocol TreeSource: Sendable {
  /// What the source cannot do: a reason for every command kind that it refuses, none for the rest.
  var refusals: [SearchCommand.Kind: String] { get }
  /// Asks for a slice; a newer request takes the place of an older one that was not answered.
  /// Returns the serial number that the answer will carry.
  func request(_ request: SliceRequest) -> Int
  /// Returns the newest slice, if there is any yet.
  func latest() -> TreeSlice?
  /// Gives a command; commands are carried out in order.
  func send(_ command: SearchCommand)
}

/// What a person can tell a search to do.
public enum SearchCommand: Hashable, Sendable {
  /// The kinds of command, by which a source says what it can do.
  public enum Kind: Hashable, Sendable, CaseIterable {
    case run
    case step
    case back
    case branch
    case edit
    case restart
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
  /// Begins again from the same seed, with no branches and edits.
  case restart

  /// What a run waits for.
  public enum Goal: Hashable, Sendable {
    /// So many more simulations.
    case iterations(Int)
    /// So many visits of a node.
    case visits(NodeID, Int)
    /// Another best action at the root.
    case bestActionChange
  }

  /// The kind of the command.
  public var kind: Kind {
    switch self {
    case .run, .runUntil, .pause, .pace: .run
    case .step, .stepPhase: .step
    case .back, .backPhase: .back
    case .branch, .switchBranch: .branch
    case .edit, .undoEdit: .edit
    case .restart: .restart
    }
  }
}
