public import Groundwork
public import TreeSearch

/// A bandit: one pull of one of several arms, each of which pays 1 with a probability of its own.
///
/// The smallest problem that shows how a search divides its visits (Auer, Cesa-Bianchi and Fischer,
/// *Finite-time analysis of the multiarmed bandit problem*, 2002).
public struct Bandit: Environment {
  /// Nothing yet, or the arm that was pulled and what it paid.
  public struct State: Hashable, Sendable {
    /// The arm that was pulled, from 0.
    public internal(set) var arm: ActionCode?
    /// Whether it paid.
    public internal(set) var hasPaid = false
  }

  /// The text that names the problem on the command line; only its kind where it is blind.
  public private(set) var name: String
  /// The probability of each arm.
  public let probabilities: [Double]
  /// Whether nothing that can be read says how likely an arm is to pay.
  public private(set) var isBlind = false

  /// Makes a bandit from the probabilities of its arms as they are written on the command line.
  public init(arms text: String) throws(ProblemError) {
    let prefix = "bandit:"
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
    guard !text.isEmpty, words.count <= 1_000 else {
      let reason = "\(text.isEmpty ? 0 : words.count) arms; accepted are 1 to 1000"
      throw ProblemError(
        source: prefix + text, reason: reason + " probabilities, as in bandit:0.2,0.5,0.7")
    }
    var probabilities: [Double] = []
    var column = prefix.count + 1
    for word in words {
      guard let probability = Double(word), 0...1 ~= probability else {
        throw ProblemError(
          source: prefix + text, column: column,
          reason: "arm \(probabilities.count + 1): \"\(word)\" is not a number from 0 to 1")
      }
      probabilities.append(abs(probability))
      column += word.count + 1
    }
    self.probabilities = probabilities
    name = prefix + probabilities.map { "\($0)" }.joined(separator: ",")
  }

  /// Returns the same bandit, which keeps to itself how likely its arms are to pay.
  public func blind() -> Bandit {
    var bandit = self
    bandit.isBlind = true
    bandit.name = "bandit"
    return bandit
  }

  /// One: whoever pulls.
  public var players: Int { 1 }
  /// Nothing or one.
  public var valueRange: ClosedRange<Float>? { 0...1 }
  /// No arm pulled.
  public var initialState: State { State() }
  /// An arm can pay at one visit and not at the next.
  public var isStochastic: Bool { true }

  /// Returns whether an arm was pulled.
  public func isTerminal(_ state: State) -> Bool { state.arm != nil }

  /// Returns the number of arms, or 0 after the pull.
  public func actionCount(in state: State) -> Int { state.arm == nil ? probabilities.count : 0 }

  /// Returns the arm at an index.
  public func action(at index: Int, in state: State) -> ActionCode { ActionCode(index) }

  /// Pulls an arm.
  public func apply(
    _ action: ActionCode, to state: inout State, using random: inout RandomSource
  ) -> Transition {
    let hasPaid = random.unit() < probabilities[Int(action)]
    state = State(arm: action, hasPaid: hasPaid)
    return Transition(reward: hasPaid ? 1 : 0, isTerminal: true)
  }

  /// Returns the number of an arm, from 1, and its probability, unless that is kept secret.
  public func label(of action: ActionCode, in state: State) -> String {
    if isBlind { return "arm \(action + 1)" }
    let probability = "\(probabilities[Int(action)])"
    let short = probability.hasSuffix(".0") ? probability.dropLast(2) : probability[...]
    return "arm \(action + 1) (p \(short.hasPrefix("0.") ? short.dropFirst() : short))"
  }

  /// Returns what happened.
  public func line(for state: State) -> String {
    guard let arm = state.arm else { return "\(probabilities.count) arms, none pulled" }
    return "arm \(arm + 1) " + (state.hasPaid ? "paid 1" : "paid nothing")
  }

  /// Returns the arms, one a line, with a bar for the probability, unless that is kept secret.
  public func picture(of state: State) -> [String] {
    if isBlind { return [line(for: state)] }
    let arms = probabilities.indices.map { arm in
      let bar = "".padded(to: Int((probabilities[arm] * 20).rounded()), with: "#")
      return label(of: ActionCode(arm), in: state) + " " + bar
    }
    return [line(for: state)] + arms
  }
}

extension ProblemKind {
  /// A bandit.
  public static let bandit = ProblemKind(
    "bandit", forms: [Form("bandit:0.2,0.5,0.7", "arms by their probability of paying 1")],
    examples: ["bandit:0.2,0.5,0.7"],
    make: { arms throws(ProblemError) in try Bandit(arms: arms ?? "") })
}
