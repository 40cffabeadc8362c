public import Groundwork
public import SearchTrees
public import TreeSearch

/// A problem whose actions lead to where a language model says, not to where the rules say.
///
/// What the model writes is the next state if the rules know such a state, even if it is another one than
/// theirs; else theirs is taken. Everything else, as which actions are legal in a state and whether it is
/// the goal, is the problem's own. Without a writer it is the problem itself.
public struct ImaginedWorld<Problem: WritableEnvironment>: ReadableEnvironment {
  /// A position of the problem.
  public typealias State = Problem.State

  /// The problem.
  public let problem: Problem
  /// The model that says where actions lead; nil for the rules.
  public let writer: StateWriter?

  /// Lets a model say where the actions of a problem lead.
  public init(_ problem: Problem, writer: StateWriter?) {
    self.problem = problem
    self.writer = writer
  }

  /// Makes an action; the model is asked once for every place and action.
  public func apply(
    _ action: ActionCode, to state: inout State, using random: inout RandomSource
  ) -> Transition {
    let before = state
    let step = problem.apply(action, to: &state, using: &random)
    guard let written = writer?.next(action, in: before, of: problem, isTaken: true),
      written.disagrees, written.isState,
      let imagined = problem.state(reading: written.written.text, after: before)
    else { return step }
    state = imagined
    return problem.arrival(in: imagined)
  }

  // MARK: - The problem's own

  /// The problem's name.
  public var name: String { problem.name }
  /// One or two.
  public var players: Int { problem.players }
  /// The lowest and highest total reward of an episode, where they are known.
  public var valueRange: ClosedRange<Float>? { problem.valueRange }
  /// The state at the root.
  public var initialState: State { problem.initialState }
  /// Whether chance has a part in the problem; a model that writes the likeliest has none.
  public var isStochastic: Bool { problem.isStochastic }

  /// Returns whether a state has no actions.
  public func isTerminal(_ state: State) -> Bool { problem.isTerminal(state) }
  /// Returns how many actions are legal.
  public func actionCount(in state: State) -> Int { problem.actionCount(in: state) }
  /// Returns the legal action at an index.
  public func action(at index: Int, in state: State) -> ActionCode {
    problem.action(at: index, in: state)
  }
  /// Returns the prior weight that the problem gives an action.
  public func prior(of action: ActionCode, in state: State) -> Float? {
    problem.prior(of: action, in: state)
  }
  /// Returns what the problem knows of an action before it is tried.
  public func estimate(of action: ActionCode, in state: State) -> Float? {
    problem.estimate(of: action, in: state)
  }
  /// Returns whether two states differ in nothing but the way that led there.
  public func isSamePlace(_ one: State, _ other: State) -> Bool {
    problem.isSamePlace(one, other)
  }
  /// Returns whether an action lies on a shortest way to the goal, as the rules have it.
  public func isBest(_ action: ActionCode, in state: State) -> Bool? {
    problem.isBest(action, in: state)
  }
  /// Returns what becomes of an answer by the rules, whoever said where its actions lead.
  public func check(_ answer: [ActionCode]) -> AnswerCheck? { problem.check(answer) }
  /// Returns the short label of an action.
  public func label(of action: ActionCode, in state: State) -> String {
    problem.label(of: action, in: state)
  }
  /// Returns a state in one line.
  public func line(for state: State) -> String { problem.line(for: state) }
  /// Returns a state in full.
  public func picture(of state: State) -> [String] { problem.picture(of: state) }

  /// Returns a state and what is to be reached, in words.
  public func prompt(for state: State) -> String { problem.prompt(for: state) }
  /// Returns an action in words.
  public func wording(of action: ActionCode, in state: State) -> String {
    problem.wording(of: action, in: state)
  }
  /// Returns the words of the next state as the rules have it.
  public func outcome(of action: ActionCode, in state: State) -> String {
    problem.outcome(of: action, in: state)
  }
  /// Returns the share of the goal that a state has reached.
  public func progress(in state: State) -> Float { problem.progress(in: state) }
}
