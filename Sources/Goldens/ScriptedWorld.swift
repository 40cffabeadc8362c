import Groundwork
import SearchTrees
import TreeSearch

/// A problem in which everything is said by tables: how many ways on there are from where, what they are called,
/// what they give.
///
/// A state is the way that led to it. Nothing ends: where there are no ways on, the state is evaluated again.
struct ScriptedWorld: Environment {
  /// The way to a state: the actions from the root.
  typealias State = [ActionCode]

  /// The number of ways on.
  var ways: @Sendable (State) -> Int
  /// The prior of a way on.
  var priors: @Sendable (State, Int) -> Double = { _, _ in 1 }
  /// The reward of entering a state.
  var rewards: @Sendable (State) -> Double = { _ in 0 }

  let name = "script"
  let players = 1
  let valueRange: ClosedRange<Float>? = nil
  let initialState: State = []

  func isTerminal(_ state: State) -> Bool { false }
  func actionCount(in state: State) -> Int { ways(state) }
  func action(at index: Int, in state: State) -> ActionCode { ActionCode(index) }
  func apply(
    _ action: ActionCode, to state: inout State, using random: inout RandomSource
  ) -> Transition {
    state.append(action)
    return Transition(reward: Float(rewards(state)), isTerminal: false)
  }
  func prior(of action: ActionCode, in state: State) -> Float? {
    Float(priors(state, Int(action)))
  }
  func label(of action: ActionCode, in state: State) -> String { "\(action)" }
  func line(for state: State) -> String { "\(state)" }
  func picture(of state: State) -> [String] { [line(for: state)] }
}

/// A judge with a list of values, one for each question in their order; it keeps what it was asked about.
final class ScriptedJudge: Evaluator {
  private let verdict: @Sendable (Int, [ActionCode]) -> Verdict
  private let asked = Guarded<[[ActionCode]]>([])

  /// Makes a judge that says `value` of a question's number, from 0, and of the way to the state.
  convenience init(_ value: @escaping @Sendable (Int, [ActionCode]) -> Double) {
    self.init(verdict: { Verdict(value: value($0, $1)) })
  }

  /// Makes a judge that says `verdict` of a question's number, from 0, and of the way to the state.
  init(verdict: @escaping @Sendable (Int, [ActionCode]) -> Verdict) { self.verdict = verdict }

  /// How many questions there were.
  var count: Int { asked.withLock { $0.count } }

  /// Returns the way to the state that a question was about, by its number from 0; that to the root where
  /// there was none.
  func path(of number: Int) -> [ActionCode] {
    asked.withLock { number < $0.count ? $0[number] : [] }
  }

  let isAsked = true

  func evaluate(
    _ state: [ActionCode], of world: ScriptedWorld, using random: inout RandomSource
  ) -> Float { Float(verdict(state, of: world, using: &random).value) }

  func verdict(
    _ state: [ActionCode], of world: ScriptedWorld, using random: inout RandomSource
  ) -> Verdict {
    let number = asked.withLock { asked in
      asked.append(state)
      return asked.count - 1
    }
    return verdict(number, state)
  }

  func returns(in world: ScriptedWorld) -> ClosedRange<Float>? { nil }
}

/// A rule, and a note of each of its decisions.
struct NotedDecisions<Base: SelectionPolicy, Note: Sendable>: SelectionPolicy {
  /// What a rule decided, and from what.
  struct Decision: Sendable {
    var node: NodeID
    var choice: Choice
    var note: Note
  }

  /// The decisions, in their order.
  final class List: Sendable {
    private let decisions = Guarded<[Decision]>([])

    func append(_ decision: Decision) { decisions.withLock { $0.append(decision) } }

    /// Takes the decisions that were made since the last time.
    func take() -> [Decision] {
      decisions.withLock { decisions in
        defer { decisions = [] }
        return decisions
      }
    }
  }

  private var base: Base
  private let list: List
  private let decide: @Sendable (Base, borrowing Family, inout RandomSource) -> (Choice, Note)

  /// Notes what `decide` has the rule decide.
  init(
    _ base: Base, in list: List,
    decide: @escaping @Sendable (Base, borrowing Family, inout RandomSource) -> (Choice, Note)
  ) {
    self.base = base
    self.list = list
    self.decide = decide
  }

  var name: String { base.name }
  var formula: String { base.formula }
  var termNames: [String] { base.termNames }
  var parameters: [Parameter] { base.parameters }
  var usesPriors: Bool { base.usesPriors }
  var statistics: [Statistic] { base.statistics }
  mutating func locate(in layout: StatisticLayout) { base.locate(in: layout) }
  func explain(_ family: borrowing Family) -> [CandidateTerms] { base.explain(family) }

  func choose(_ family: borrowing Family, using random: inout RandomSource) -> Choice {
    let (choice, note) = decide(base, family, &random)
    list.append(Decision(node: family.node, choice: choice, note: note))
    return choice
  }
}

/// One more way on, whatever there is.
struct NextWay: Proposer {
  func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: [ActionCode],
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: ScriptedWorld,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    for number in 0..<wanted {
      proposals.actions.append(ActionCode(tried.count + number))
      proposals.priors.append(1)
    }
  }
}
