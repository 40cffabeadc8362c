import Glibc
public import SearchTrees

extension StepEvidence {
  /// The evidence as a verdict shows it: the action's tokens, then `good` where the judgement stands.
  ///
  /// Numbers are rounded as they are recorded, so that a recording shows those of the search itself:
  /// logarithms to 1e-5 nats, which is five digits of the probability, and to 1e-6 near a probability of
  /// 1; divergences to 1e-6.
  public var tokens: [TokenEvidence] {
    places.map { place in
      TokenEvidence(
        text: place.word, role: .action,
        likelihoods: TokenLikelihoods(expert: place.expertLog, amateur: place.amateurLog),
        divergence: rounded(place.divergence.jensenShannon, 1e6),
        isShared: place.isShared, isSame: place.isSame, top: place.top.map(\.shown))
    } + [
      TokenEvidence(
        text: PromptFormat.good, role: .judgement,
        likelihoods: TokenLikelihoods(
          expert: judgement.expertGoodLog, amateur: judgement.amateurGoodLog),
        divergence: rounded(judgement.divergence.jensenShannon, 1e6),
        top: judgement.top.map(\.shown))
    ]
  }
}

/// Returns a number rounded to a whole number of parts of 1; never -0.
private func rounded(_ number: Double, _ parts: Double) -> Double {
  (number * parts).rounded() / parts + 0
}

extension TokenLikelihoods {
  /// States log-probabilities of the two models of a pair, rounded as they are recorded.
  fileprivate init(expert: Double?, amateur: Double?) {
    let numbers = [(ModelPair.expertName, expert), (ModelPair.amateurName, amateur)]
    self.init(
      numbers.compactMap { name, number in
        number.map { NamedNumber(name, rounded($0, $0 > -0.01 ? 1e6 : 1e5)) }
      })
  }
}

extension TokenPlace.Alternative {
  fileprivate var shown: TokenEvidence.Alternative {
    TokenEvidence.Alternative(
      text: word,
      likelihoods: TokenLikelihoods(
        expert: expert.map { log($0) }, amateur: amateur.map { log($0) }))
  }
}

extension Judgement {
  /// The expert's probability of `good`, in 0...1.
  public var expertGood: Double { exp(expertGoodLog) }
  /// The amateur's probability of `good`, in 0...1.
  public var amateurGood: Double { exp(amateurGoodLog) }
}
