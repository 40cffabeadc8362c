public import Endpoints
import Glibc

extension EndpointPair {
  /// What two models said of the steps from one state, in the order of the wordings.
  ///
  /// - Throws: a failure where the two cut a step into other tokens, or a step has no tokens of its own.
  public func evidence(
    of wordings: [String], expert ours: [ScoredText], amateur theirs: [ScoredText]
  ) throws(EndpointFailure) -> StateEvidence {
    precondition(
      ours.count == wordings.count && theirs.count == wordings.count,
      "both models are asked about every step")
    var steps: [StepEvidence] = []
    let tokens = ours.map { text in text.places[text.parts[0]].map(\.token) }
    for index in wordings.indices {
      let (expert, amateur) = (ours[index], theirs[index])
      guard expert.places.map(\.token) == amateur.places.map(\.token) else {
        throw EndpointFailure(
          .unable, "expert and amateur cut \"\(wordings[index])\" into other tokens")
      }
      guard !expert.parts[0].isEmpty, let verdict = expert.parts[2].last else {
        throw EndpointFailure(
          .unable, "\"\(wordings[index])\" and its judgement have no tokens of their own")
      }
      let words = wordings[index].split(separator: " ").map { String($0) }
      let places = expert.parts[0].map { place in
        let before = tokens[index][..<place]
        let others = tokens.indices.filter { $0 != index && tokens[$0].starts(with: before) }
        var result = self.place(expert.places[place], amateur.places[place])
        // A server may not show how a special token is written.
        if result.word.isEmpty {
          result.word =
            words.count == expert.parts[0].count
            ? words[place] : Self.name(expert.places[place].token)
        }
        result.isShared = !others.isEmpty
        result.isSame = others.contains {
          tokens[$0].count > place && tokens[$0][place] == tokens[index][place]
        }
        return result
      }
      steps.append(
        StepEvidence(
          places: places,
          judgement: judgement(expert.places[verdict], amateur.places[verdict])))
    }
    return StateEvidence(
      steps: steps, promptLength: ours.first?.start ?? 0,
      calls: (ours + theirs).reduce(0) { $0 + $1.requests },
      tokens: (ours + theirs).reduce(0) { $0 + $1.start + $1.places.count })
  }

  private func place(_ ours: ReplyPlace, _ theirs: ReplyPlace) -> TokenPlace {
    TokenPlace(
      word: Self.word(ours.text), expertLog: ours.log ?? .nan, amateurLog: theirs.log ?? .nan,
      divergence: divergence(ours, theirs), top: top(ours, theirs))
  }

  private func judgement(_ ours: ReplyPlace, _ theirs: ReplyPlace) -> Judgement {
    Judgement(
      expertGoodLog: ours.log ?? .nan, amateurGoodLog: theirs.log ?? .nan,
      expertBadLog: bad(expert, ours), amateurBadLog: bad(amateur, theirs),
      divergence: divergence(ours, theirs), top: top(ours, theirs))
  }

  /// The logarithm of the probability of `bad`; no number where it is not listed.
  private func bad(_ model: Model, _ place: ReplyPlace) -> Double {
    let spelling = AnswerMass.Spelling(PromptFormat.bad, Set([model.bad].compactMap { $0 }))
    return AnswerMass(place, [spelling]).probabilities[0].map { log($0) } ?? .nan
  }

  private func divergence(_ ours: ReplyPlace, _ theirs: ReplyPlace) -> Divergence {
    Divergence(TopDivergence(expert: ours.top, amateur: theirs.top, vocabulary: vocabulary))
  }

  /// The four likeliest tokens of either model that both list, by the expert's probability.
  private func top(_ ours: ReplyPlace, _ theirs: ReplyPlace) -> [TokenPlace.Alternative] {
    let likeliest = (ours.top.prefix(4) + theirs.top.prefix(4)).map(\.token)
    var seen: Set<SeenToken> = []
    let both = likeliest.filter { seen.insert($0).inserted }.compactMap { token in
      let one = ours.top.first { $0.token == token }
      let other = theirs.top.first { $0.token == token }
      return one.flatMap { one in
        other.map { other in
          let text = Self.word(one.text.isEmpty ? other.text : one.text)
          return TokenPlace.Alternative(
            word: text.isEmpty ? Self.name(token) : text, expert: exp(one.log),
            amateur: exp(other.log))
        }
      }
    }
    return both.enumerated().sorted {
      ($1.element.expert, $0.offset) < ($0.element.expert, $1.offset)
    }
    .map(\.element)
  }

  private static func word(_ text: String) -> String {
    String(text.drop { $0 == " " })
  }

  private static func name(_ token: SeenToken) -> String {
    switch token {
    case .number(let number): "#\(number)"
    case .text(let text): text
    }
  }
}

extension Divergence {
  /// Takes an estimate from the likeliest tokens; what cannot be estimated from them is no number.
  init(_ estimate: TopDivergence) {
    self.init(
      expertFromMiddle: estimate.expertFromMiddle, amateurFromMiddle: estimate.amateurFromMiddle)
  }
}
