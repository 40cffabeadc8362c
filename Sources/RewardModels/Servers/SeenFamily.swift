import Endpoints
import Glibc

/// What two servers said of the steps from one state, put together step by step.
struct SeenFamily {
  /// How many of each model's likeliest tokens are kept of every place.
  private static let kept = 4

  private let expert: [ScoredText]
  private let amateur: [ScoredText]
  private let vocabulary: Int?
  /// The words by their numbers, where they are known better than by what servers show.
  private let words: [String]?

  init(
    expert: [ScoredText], amateur: [ScoredText], vocabulary: Int?, words: [String]? = nil
  ) {
    self.expert = expert
    self.amateur = amateur
    self.vocabulary = vocabulary
    self.words = words
  }

  /// Why the two cannot be contrasted; nil where they can.
  var problem: String? {
    guard expert.count == amateur.count,
      (expert + amateur).allSatisfy({ $0.parts.count == 3 })
    else { return "an answer is not about a step and its judgement" }
    for text in expert + amateur where text.step.isEmpty || text.judgement == nil {
      return "a step or its judgement has no tokens of its own"
    }
    for (ours, theirs) in zip(expert, amateur)
    where ours.step.count != theirs.step.count
      || !zip(ours.step, theirs.step).allSatisfy({ Self.isSame($0, $1) })
    {
      return
        "expert and amateur cut the same step into other tokens: a contrast needs the same ones"
    }
    return nil
  }

  /// Whether two places hold the same token: by number where both are numbered, else by its text.
  private static func isSame(_ one: ReplyPlace, _ other: ReplyPlace) -> Bool {
    one.token.number == nil || other.token.number == nil
      ? one.text == other.text : one.token == other.token
  }

  /// How many tokens stand before the first step.
  var promptLength: Int { expert.first?.start ?? 0 }

  /// How many tokens were read.
  var tokens: Int {
    (expert + amateur).reduce(0) {
      $0 + $1.start + $1.places.count
    }
  }

  /// The evidence, in the order of the steps.
  var steps: [StepEvidence] {
    expert.indices.map { step in
      StepEvidence(
        places: expert[step].step.indices.map { place($0, of: step) },
        judgement: judgement(of: step))
    }
  }

  private func place(_ index: Int, of step: Int) -> TokenPlace {
    let ours = expert[step].step[index]
    let theirs = amateur[step].step[index]
    let before = expert[step].step[..<index].map(\.token)
    let relatives = expert.indices.filter { other in
      other != step && expert[other].step.count > index
        && expert[other].step[..<index].map(\.token) == before
    }
    return TokenPlace(
      word: word(ours.token, ours.text), expertLog: ours.log ?? 0, amateurLog: theirs.log ?? 0,
      divergence: divergence(ours, theirs), isShared: !relatives.isEmpty,
      isSame: relatives.contains { expert[$0].step[index].token == ours.token },
      top: top(ours, theirs))
  }

  /// How a token is written; servers show some as the empty text, so that only their numbers tell them
  /// apart.
  private func word(_ token: SeenToken, _ text: String) -> String {
    guard let number = token.number else { return text }
    if let words, words.indices.contains(number) { return words[number] }
    return text.isEmpty ? "<\(number)>" : text
  }

  private func judgement(of step: Int) -> Judgement {
    guard let ours = expert[step].judgement, let theirs = amateur[step].judgement else {
      preconditionFailure("a family without a problem has judgements")
    }
    let (expert, amateur) = (mass(ours), mass(theirs))
    return Judgement(
      // What was scored is `good` itself.
      expertGoodLog: expert.logs[0] ?? ours.log ?? 0,
      amateurGoodLog: amateur.logs[0] ?? theirs.log ?? 0, expertBadLog: expert.logs[1],
      amateurBadLog: amateur.logs[1], divergence: divergence(ours, theirs),
      top: top(ours, theirs))
  }

  /// How likely `good` and `bad` are, whatever way each is spelled.
  private func mass(_ place: ReplyPlace) -> AnswerMass {
    var place = place
    place.top = place.listed
    return AnswerMass(
      place,
      [PromptFormat.good, PromptFormat.bad].map { answer in
        var tokens = Set(
          place.top.filter { AnswerMass.isSpelling(word($0.token, $0.text), of: answer) }
            .map(\.token))
        // That of the one that was scored is known, whatever it looks like.
        if answer == PromptFormat.good { tokens.insert(place.token) }
        return AnswerMass.Spelling(answer, tokens)
      })
  }

  /// How many judgements both models gave.
  var judgementCount: Int { expert.count + amateur.count }

  /// In how many of them `good` and `bad` have less than half of the probability.
  var vagueJudgementCount: Int {
    (expert + amateur).compactMap(\.judgement).count { mass($0).covered < 0.5 }
  }

  /// Whether some steps begin before the end of the prompt, whose last token changed with them, and others
  /// do not.
  var beginsUnevenly: Bool {
    [expert, amateur].contains { Set($0.map(\.beginsEarlier)).count > 1 }
  }

  private func divergence(_ ours: ReplyPlace, _ theirs: ReplyPlace) -> Divergence {
    let found = TopDivergence(expert: ours.listed, amateur: theirs.listed, vocabulary: vocabulary)
    return Divergence(
      estimate: found.estimate, within: found.lower...max(found.lower, found.upper))
  }

  /// Returns the likeliest tokens of either model, by the expert's probability.
  private func top(_ ours: ReplyPlace, _ theirs: ReplyPlace) -> [TokenPlace.Alternative] {
    var known: [SeenToken: (text: String, expert: Double?, amateur: Double?)] = [:]
    for item in ours.listed {
      known[item.token] = (word(item.token, item.text), exp(item.log), nil)
    }
    for item in theirs.listed {
      known[item.token, default: (word(item.token, item.text), nil, nil)].amateur = exp(item.log)
    }
    let likeliest = Set(
      (ours.listed.prefix(Self.kept) + theirs.listed.prefix(Self.kept)).map(\.token))
    return known.filter { likeliest.contains($0.key) }
      .sorted { (-($0.value.expert ?? 0), $0.key) < (-($1.value.expert ?? 0), $1.key) }
      .map {
        TokenPlace.Alternative(
          word: $0.value.text, expert: $0.value.expert, amateur: $0.value.amateur)
      }
  }
}

extension ScoredText {
  /// The tokens of the step.
  var step: [ReplyPlace] { Array(places[parts[0]]) }
  /// The first token of the judgement; nil where it has none of its own.
  var judgement: ReplyPlace? { places[parts[2]].first }
}

extension ReplyPlace {
  /// The likeliest tokens, and the one that stands there where the server does not list it; by probability.
  fileprivate var listed: [Alternative] {
    guard let log, !top.contains(where: { $0.token == token }) else { return top }
    let own = Alternative(token: token, text: text, log: log)
    let place = top.firstIndex { $0.log < log } ?? top.count
    return Array(top[..<place]) + [own] + Array(top[place...])
  }
}
