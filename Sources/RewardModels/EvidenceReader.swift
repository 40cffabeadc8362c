import Glibc
import LanguageModels

/// Puts the answers of two models together, step by step.
struct EvidenceReader {
  /// How many of each model's likeliest words are kept of every place.
  private static let kept = 4

  private let pair: ModelPair
  private let prompt: [Token]
  private let actions: [[Token]]
  private let expert: ModelAnswers
  private let amateur: ModelAnswers
  private let promptLogLikelihood: Double

  init(
    pair: ModelPair, prompt: [Token], actions: [[Token]], expert: ModelAnswers,
    amateur: ModelAnswers
  ) {
    self.pair = pair
    self.prompt = prompt
    self.actions = actions
    self.expert = expert
    self.amateur = amateur
    promptLogLikelihood =
      actions.isEmpty
      ? 0
      : prompt.indices.dropFirst().reduce(0) { sum, place in
        sum + expert.distribution(ofPlace: place, step: 0)[prompt[place].index]
      }
  }

  /// Returns what was said of a step.
  func evidence(of step: Int) -> StepEvidence {
    StepEvidence(
      places: actions[step].indices.map { place(prompt.count + $0, actions[step][$0], of: step) },
      judgement: judgement(of: step), promptLogLikelihood: promptLogLikelihood)
  }

  private func place(_ place: Int, _ token: Token, of step: Int) -> TokenPlace {
    let ours = expert.distribution(ofPlace: place, step: step)
    let theirs = amateur.distribution(ofPlace: place, step: step)
    return TokenPlace(
      word: pair.vocabulary.word(token), expertLog: ours[token.index],
      amateurLog: theirs[token.index], divergence: Divergence(expert: ours, amateur: theirs),
      isShared: expert.isShared(place: place, step: step),
      isSame: expert.isSame(place: place, step: step), top: top(ours, theirs))
  }

  private func judgement(of step: Int) -> Judgement {
    let ours = expert.judgement(ofStep: step)
    let theirs = amateur.judgement(ofStep: step)
    let (good, bad) = (pair.marks.good.index, pair.marks.bad.index)
    return Judgement(
      expertGoodLog: ours[good], amateurGoodLog: theirs[good], expertBadLog: ours[bad],
      amateurBadLog: theirs[bad], divergence: Divergence(expert: ours, amateur: theirs),
      top: top(ours, theirs))
  }

  /// Returns the likeliest words of either model, by the expert's probability, equal ones by token.
  private func top(_ ours: [Double], _ theirs: [Double]) -> [TokenPlace.Alternative] {
    let both = Set(likeliest(ours)).union(likeliest(theirs))
    return both.sorted { (-ours[$0], $0) < (-ours[$1], $1) }.map {
      TokenPlace.Alternative(
        word: pair.vocabulary.words[$0], expert: exp(ours[$0]), amateur: exp(theirs[$0]))
    }
  }

  private func likeliest(_ logs: [Double]) -> ArraySlice<Int> {
    logs.indices.sorted { (-logs[$0], $0) < (-logs[$1], $1) }.prefix(Self.kept)
  }
}
