public import Groundwork
public import SearchTrees

/// A thing is worth what a judge says of it.
///
/// Judgements are kept by their question and never asked for twice. That of a thing which a writer made
/// tells the critique that led to it as well.
public struct JudgedThings<Critic: Judge>: Evaluator {
  /// The environment whose things are judged.
  public typealias World = Critic.World

  private let judge: Critic
  private let writings: Writings?

  /// Makes an evaluator; `writings` holds what was said when things were made.
  public init(_ judge: Critic, knowing writings: Writings? = nil) {
    self.judge = judge
    self.writings = writings
  }

  /// What the judge calls its value.
  public var name: String { judge.name }
  /// A judge may cost something, and is not asked twice.
  public var isAsked: Bool { true }
  /// A judge errs as it likes: its values may lie beyond what the problem pays.
  public func returns(in world: World) -> ClosedRange<Float>? { nil }

  /// Asks the judge.
  public func answer(
    to question: KeptAnswers.Question, about state: World.State, of world: World,
    using random: inout RandomSource
  ) -> Verdict? { judgement(on: state, attempt: question.attempt, in: world) }

  /// Returns the value of the first judgement; not a number where the answer comes later.
  public func evaluate(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Float { Float(verdict(state, of: world, using: &random).value) }

  /// Returns the first judgement; one of no number where the answer comes later.
  public func verdict(
    _ state: World.State, of world: World, using random: inout RandomSource
  ) -> Verdict { judgement(on: state, attempt: 0, in: world) ?? Verdict(value: .nan) }

  private func judgement(on state: World.State, attempt: Int, in world: World) -> Verdict? {
    let writing = world.origin(of: state).flatMap { writings?.writing($0.edit, of: $0.key) }
    let question = JudgeQuestion<World>(state, attempt: attempt, writing: writing)
    guard var verdict = judge.judge(question, in: world) else { return nil }
    if let writing, let critique = writing.critique {
      verdict.voices.insert(
        VerdictVoice(name: writing.source ?? "writer", value: nil, text: critique), at: 0)
    }
    return verdict
  }
}
