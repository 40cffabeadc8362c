public import Endpoints
import Groundwork
import LanguageModels
public import SearchTrees

extension AskedPair {
  /// How far a log-probability may be from the embedded models' own, in nats, to be theirs.
  static let tolerance = 0.02

  /// Whether the servers hold the models that come with the program, so that what was measured of those is
  /// true of them: as many tokens, and the same numbers for one step.
  ///
  /// Asks each server about one step, and waits.
  /// - Parameter calls: what was asked already, and where what is asked now is kept.
  /// - Throws: why a server cannot be asked.
  public func holdsEmbeddedPair(
    keepingIn calls: KeptCalls = KeptCalls()
  ) throws(EndpointFailure) -> Bool {
    let prompt = "[STATE] hand empty and red on table and blue on red [GOAL] red on blue"
    let wording = "unstack blue from red"
    let own = try? ModelPair.embedded.read([wording], after: prompt).steps[0]
    guard let own else { return false }
    for (role, side) in [(ModelRole.expert, expert), (.amateur, amateur)] {
      guard side.handshake.vocabulary == ModelPair.embedded.vocabulary.count else { return false }
      let text = try answer(to: StepQuestion(role, wording, after: prompt), keepingIn: calls)
      let truth =
        own.places.map { role == .expert ? $0.expertLog : $0.amateurLog }
        + [role == .expert ? own.judgement.expertGoodLog : own.judgement.amateurGoodLog]
      let said = text.step + [text.judgement].compactMap { $0 }
      guard said.count == truth.count,
        zip(said, truth).allSatisfy({ abs(($0.log ?? .infinity) - $1) <= Self.tolerance })
      else { return false }
    }
    return true
  }

  /// Returns what is known of a question, or asks and waits.
  private func answer(
    to question: StepQuestion, keepingIn calls: KeptCalls
  ) throws(EndpointFailure) -> ScoredText {
    guard let server = byRole[question.role] else { throw EndpointFailure(.unable, "no server") }
    let call = question.call(in: server.template)
    if let number = calls.answer(to: call.key(of: server)),
      let score = calls.call(number)?.score
    {
      return ScoredText(score)
    }
    let told = Guarded<(Result<ScoredText, EndpointFailure>, Asker.Effort)?>(nil)
    ask(question) { result, effort in told.change { $0 = (result, effort) } }
    told.wait { $0 != nil }
    guard let (result, effort) = told.withLock({ $0 }) else {
      throw EndpointFailure(.cancelled, "the question was dropped")
    }
    let text = try result.get()
    var kept = ModelCall(call, of: server, answer: result, after: effort)
    kept.phase = .handshake
    _ = calls.add(kept)
    return text
  }
}
