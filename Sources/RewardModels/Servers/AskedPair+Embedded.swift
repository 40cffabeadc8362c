public import Endpoints
import LanguageModels

extension AskedPair {
  /// How far a log-probability may be from the embedded models' own, in nats, to be theirs.
  static let tolerance = 0.02

  /// Whether the servers hold the models that come with the program, so that what was measured of those is
  /// true of them: as many tokens, and the same numbers for one step.
  ///
  /// Asks each server about one step, and waits.
  /// - Throws: why a server cannot be asked.
  public func holdsEmbeddedPair() throws(EndpointFailure) -> Bool {
    let prompt = "[STATE] hand empty and red on table and blue on red [GOAL] red on blue"
    let wording = "unstack blue from red"
    let own = try? ModelPair.embedded.read([wording], after: prompt).steps[0]
    guard let own else { return false }
    for (role, side) in [(ModelRole.expert, expert), (.amateur, amateur)] {
      guard side.handshake.vocabulary == ModelPair.embedded.vocabulary.count else { return false }
      let text = try asker.answer(
        to: conversation(StepQuestion(role, wording, after: prompt)), from: side.number)
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
}
