import Groundwork
import LanguageModels
public import SearchTrees
import TreeSearch

/// An expert that writes the states which actions lead to, in the words of its prompts.
///
/// The world model of RAP (Hao et al. 2023) and of the public code of SC-MCTS*, with the amateur as its
/// drafter. Every step is written once, by its words, with the likeliest tokens; copies share what they
/// remember.
public struct StateWriter: Sendable {
  /// The models.
  public let pair: ModelPair
  private let memory = Guarded(Memory())

  /// Makes a writer that has written nothing yet.
  public init(_ pair: ModelPair) {
    self.pair = pair
  }

  fileprivate struct Memory {
    var states: [Question: WrittenState] = [:]
    var cost = WritingCost()
    var taken = 0
    var disagreements = 0
    var failure: String?
  }

  fileprivate struct Question: Hashable {
    var prompt: String
    var wording: String
  }

  /// What the models did for the steps that were taken; looking at others counts for nothing.
  public var modelUse: ModelUse {
    memory.withLock { memory in
      var use = ModelUse(of: memory.cost)
      use.generations = memory.taken
      use.disagreements = memory.disagreements
      return use
    }
  }

  /// That written states differ from what the rules say, or could not be written.
  public var alarms: [Alarm] {
    memory.withLock { memory in
      var alarms: [Alarm] = []
      if let failure = memory.failure {
        alarms.append(Alarm("a next state could not be written: " + failure))
      }
      if memory.disagreements > 0 {
        alarms.append(
          Alarm(
            "\(memory.disagreements) of \(memory.taken) generated states differ from the rules"))
      }
      return alarms
    }
  }

  /// Remembers what was written earlier for where an action leads.
  func recall<World: WritableEnvironment>(
    _ generation: GeneratedText, of action: ActionCode, in state: World.State, of world: World
  ) {
    let question = Question(
      prompt: world.prompt(for: state), wording: world.wording(of: action, in: state))
    let rules = world.outcome(of: action, in: state)
    let isState = world.state(reading: generation.text, after: state) != nil
    // A text that says what the rules say and yet differs from them was cut off.
    let written = WrittenText(
      text: generation.text, isComplete: !generation.disagrees || generation.text != rules,
      cost: WritingCost())
    memory.withLock { memory in
      guard memory.states[question] == nil else { return }
      memory.states[question] = WrittenState(written: written, rules: rules, isState: isState)
      memory.states[question]?.recalled = generation
    }
  }

  /// Returns what the expert writes for where an action leads; nil where the models cannot read the state.
  ///
  /// - Parameter isTaken: whether a search takes the step, rather than looking at it.
  func next<World: WritableEnvironment>(
    _ action: ActionCode, in state: World.State, of world: World, isTaken: Bool
  ) -> WrittenState? {
    let question = Question(
      prompt: world.prompt(for: state), wording: world.wording(of: action, in: state))
    let known = memory.withLock { memory in
      if isTaken { memory.take(question) }
      return memory.states[question]
    }
    if let known { return known }
    let rules = world.outcome(of: action, in: state)
    var random = RandomSource(seed: 0)
    do {
      // No state is twice as long as another one of the same blocks.
      let written = try pair.write(
        after: question.prompt,
        "\(PromptFormat.action) \(question.wording) \(PromptFormat.outcome)",
        until: PromptFormat.end, limit: 2 * rules.split(separator: " ").count + 1,
        choosing: .likeliest, random: &random)
      let result = WrittenState(
        written: written, rules: rules,
        isState: written.isComplete && world.state(reading: written.text, after: state) != nil)
      memory.withLock { memory in
        if memory.states[question] == nil { memory.states[question] = result }
        if isTaken { memory.take(question) }
      }
      return result
    } catch {
      memory.withLock { if $0.failure == nil { $0.failure = "\(error)" } }
      return nil
    }
  }
}

extension StateWriter.Memory {
  /// Counts a step the first time that it is taken.
  fileprivate mutating func take(_ question: StateWriter.Question) {
    guard let state = states[question], !state.isTaken else { return }
    states[question]?.isTaken = true
    taken += 1
    cost += state.written.cost
    if state.disagrees { disagreements += 1 }
  }
}

/// A state that an expert wrote, beside what the rules say.
struct WrittenState: Hashable, Sendable {
  /// What was written.
  var written: WrittenText
  /// What the rules say.
  var rules: String
  /// Whether it is a state that the rules know.
  var isState: Bool
  /// Whether a search took the step.
  var isTaken = false
  /// What an earlier run of the search recorded of it; nil for what was written in this one.
  var recalled: GeneratedText?

  /// Whether it is not, to the letter, what the rules say.
  var disagrees: Bool { !written.isComplete || written.text != rules }

  /// What was written, for a verdict.
  var generation: GeneratedText {
    recalled
      ?? GeneratedText(
        text: written.text, accepted: written.cost.accepted, rejected: written.cost.rejected,
        calls: written.cost.calls, disagrees: disagrees)
  }

  /// That the rules say something else, in a sentence; nil where they do not.
  var remark: String? {
    guard disagrees else { return nil }
    let (text, rules) = Self.shortened(written.text, rules)
    return isState
      ? "The expert wrote another next state than the rules: \"\(text)\" where they have \"\(rules)\"."
      : "The expert wrote no state, \"\(text)\", where the rules have \"\(rules)\", which is taken."
  }

  /// As many words of a text are quoted.
  private static let mostWords = 12

  /// Returns two texts without the words at their beginnings that are the same, and no longer than some
  /// words.
  static func shortened(_ one: String, _ other: String) -> (String, String) {
    let (first, second) = (one.split(separator: " "), other.split(separator: " "))
    let same = zip(first, second).prefix { $0 == $1 }.count
    // One word that both have says where they part.
    let skipped = max(0, same - 1)
    func quoted(_ words: [Substring]) -> String {
      let rest = words.dropFirst(skipped)
      return (skipped > 0 ? "... " : "") + rest.prefix(mostWords).joined(separator: " ")
        + (rest.count > mostWords ? " ..." : "")
    }
    return (quoted(first), quoted(second))
  }
}

extension ModelUse {
  /// The use of models that wrote something.
  init(of cost: WritingCost) {
    self.init()
    calls = cost.expertCalls + cost.amateurCalls
    tokens = cost.tokens
    seconds = cost.seconds
    accepted = cost.accepted
    rejected = cost.rejected
  }
}
