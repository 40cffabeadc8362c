import Glibc
import Groundwork
import SearchTrees

/// Why a step got its reward, in a few sentences that say nothing but what was measured.
///
/// Untrusted text: the words come from a model's vocabulary and from the problem.
public struct Rationale {
  /// Below this divergence, in nats, two models are said to agree.
  private static let agreement = 0.005

  private let step: ScoredStep
  private let siblings: [ScoredStep]
  private let parts: [VerdictPart]

  /// Explains the step at `index` among all steps from its state.
  public init(of index: Int, among steps: [ScoredStep]) {
    step = steps[index]
    siblings = steps.indices.filter { $0 != index }.map { steps[$0] }
    parts = steps[index].score.parts
  }

  /// At most four sentences.
  public var text: String {
    [disagreement, judgement, decision, sameness].compactMap { $0 }.joined(separator: " ")
  }

  /// Which word the models disagree on most, and what each would rather have said.
  private var disagreement: String? {
    guard
      let place = step.evidence.places.max(by: {
        $0.divergence.jensenShannon < $1.divergence.jensenShannon
      })
    else { return nil }
    let divergence = place.divergence.jensenShannon
    guard divergence >= Self.agreement else { return "The models agree on every word." }
    let expert = likeliest(place) { $0.expert }
    let amateur = likeliest(place) { $0.amateur }
    let start = "The models disagree most on \"\(place.word)\" (JSD \(Self.number(divergence)))"
    guard let expert, let amateur else { return start + "." }
    let wishes = [
      wish("the expert", expert.word, expert.probability, place, exp(place.expertLog)),
      wish("the amateur", amateur.word, amateur.probability, place, exp(place.amateurLog)),
    ]
    return start + ": " + wishes.joined(separator: ", ") + "."
  }

  /// The word that a model holds likeliest, among those of which it is known.
  private func likeliest(
    _ place: TokenPlace, _ probability: (TokenPlace.Alternative) -> Double?
  ) -> (word: String, probability: Double)? {
    place.top.compactMap { item in probability(item).map { (item.word, $0) } }
      .max { $0.1 < $1.1 }
  }

  private func wish(
    _ model: String, _ word: String, _ probability: Double, _ place: TokenPlace, _ own: Double
  ) -> String {
    word == place.word
      ? "\(model) expects it (\(Self.number(own)))"
      : "\(model) would rather say \"\(word)\" (\(Self.number(probability)) against "
        + "\(Self.number(own)))"
  }

  /// What both models think of the step.
  private var judgement: String {
    let judgement = step.evidence.judgement
    return "The expert calls it good with \(Self.number(judgement.expertGood)), the amateur with "
      + "\(Self.number(judgement.amateurGood))."
  }

  /// Which part told it from the best of its siblings.
  private var decision: String? {
    guard let rival = siblings.max(by: { $0.score.value < $1.score.value }) else {
      return "It is the only step."
    }
    let lead = step.score.value - rival.score.value
    if lead == 0 { return "It is worth as much as \"\(rival.wording)\"." }
    let pairs = zip(step.score.parts, rival.score.parts).map { own, other in
      (name: own.name, own: own.contribution ?? 0, other: other.contribution ?? 0)
    }
    // The part that pulls hardest the way in which it was decided.
    let decisive = pairs.max { (a, b) in
      (a.own - a.other) * lead < (b.own - b.other) * lead
    }
    guard let decisive else { return nil }
    let place = lead > 0 ? "the next best" : "the best"
    return "\(decisive.name) decides \(lead > 0 ? "for" : "against") it: "
      + "\(Self.signed(decisive.own)) where \(place), \"\(rival.wording)\", has "
      + "\(Self.signed(decisive.other))."
  }

  /// That a divergence cannot tell the step from those that differ from it in the last word alone.
  ///
  /// What a model says of a place does not depend on the word that is written there.
  private var sameness: String? {
    let divergences: [RewardPart] = [.divergence, .summedDivergence]
    guard
      let part = divergences.first(where: { part in
        parts.contains { $0.name == part.rawValue && $0.weight != 0 }
      }) ?? divergences.first(where: { part in parts.contains { $0.name == part.rawValue } })
    else { return nil }
    let beginning = Self.beginning(of: step)
    let alike = siblings.filter {
      Self.beginning(of: $0) == beginning && $0.evidence.places.count == beginning.count + 1
        && part.raw(of: $0.evidence) == part.raw(of: step.evidence)
    }
    guard !alike.isEmpty else { return nil }
    let count = alike.count + 1
    if beginning.isEmpty { return "\(part.rawValue) is the same for all \(count) steps." }
    return "\(part.rawValue) is the same for all \(count) steps that begin "
      + "\"\(beginning.joined(separator: " "))\"."
  }

  private static func beginning(of step: ScoredStep) -> [String] {
    step.evidence.places.dropLast().map(\.word)
  }

  private static func number(_ number: Double) -> String { NumberText.fixed(number, places: 2) }

  private static func signed(_ number: Double) -> String {
    let text = NumberText.fixed(number, places: 2)
    return text.hasPrefix("-") ? text : "+" + text
  }
}
