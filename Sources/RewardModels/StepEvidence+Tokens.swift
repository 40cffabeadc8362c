import Glibc
public import SearchTrees

extension StepEvidence {
  /// The evidence as a verdict shows it: the action's tokens, then `good` where the judgement stands.
  public var tokens: [TokenEvidence] {
    places.map { place in
      TokenEvidence(
        text: place.word, role: .action, expert: exp(place.expertLog),
        amateur: exp(place.amateurLog), divergence: place.divergence.jensenShannon,
        isShared: place.isShared, isSame: place.isSame, top: place.top.map(\.shown))
    } + [
      TokenEvidence(
        text: PromptFormat.good, role: .judgement, expert: judgement.expertGood,
        amateur: judgement.amateurGood, divergence: judgement.divergence.jensenShannon,
        top: judgement.top.map(\.shown))
    ]
  }
}

extension TokenPlace.Alternative {
  fileprivate var shown: TokenEvidence.Alternative {
    TokenEvidence.Alternative(text: word, expert: expert, amateur: amateur)
  }
}

extension Judgement {
  /// The expert's probability of `good`, in 0...1.
  public var expertGood: Double { exp(expertGoodLog) }
  /// The amateur's probability of `good`, in 0...1.
  public var amateurGood: Double { exp(amateurGoodLog) }
  /// The expert's probability of `bad`, in 0...1.
  public var expertBad: Double { exp(expertBadLog) }
  /// The amateur's probability of `bad`, in 0...1.
  public var amateurBad: Double { exp(amateurBadLog) }
  /// The expert's probability of all other words, in 0...1.
  public var expertRest: Double { max(0, 1 - expertGood - expertBad) }
  /// The amateur's probability of all other words, in 0...1.
  public var amateurRest: Double { max(0, 1 - amateurGood - amateurBad) }
}
