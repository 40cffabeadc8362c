import Endpoints
import SearchTrees

extension ModelCall {
  /// Keeps what came of a question to a server.
  init(
    _ question: CallQuestion, of server: ModelServer,
    answer: Result<ScoredText, EndpointFailure>, after effort: Asker.Effort
  ) {
    let outcome: Outcome =
      switch answer {
      case .success(let text): .scored(Score(text))
      case .failure(let failure): .failed(failure.description)
      }
    self.init(question, of: server, outcome: outcome, effort: Effort(effort))
  }
}

extension ModelCall.Score {
  /// Keeps what a server said of a text.
  init(_ text: ScoredText) {
    self.init(
      places: text.places.map { place in
        ModelCall.Place(
          ModelCall.Token(number: place.token.number, text: place.text, log: place.log ?? 0),
          top: place.top.map {
            ModelCall.Token(number: $0.token.number, text: $0.text, log: $0.log)
          })
      }, parts: text.parts, start: text.start, beginsEarlier: text.beginsEarlier)
  }
}

extension ModelCall.Effort {
  /// Keeps what asking took.
  init(_ effort: Asker.Effort) {
    self.init()
    requests = effort.requests
    tries = effort.tries
    tokensIn = effort.tokens.prompt
    tokensOut = effort.tokens.written
    seconds = effort.seconds
  }
}

extension ModelServer.Work {
  /// What a server was asked up to a moment.
  init(_ standing: Asker.Standing) {
    self.init()
    requests = standing.requests
    tokensIn = standing.tokens.prompt
    tokensOut = standing.tokens.written
    seconds = standing.seconds
  }
}

extension ScoredText {
  /// Makes again what a server said.
  init(_ score: ModelCall.Score) {
    self.init(
      places: score.places.map { place in
        ReplyPlace(
          token: SeenToken(place.token), text: place.token.text, log: place.token.log,
          top: place.top.map {
            ReplyPlace.Alternative(token: SeenToken($0), text: $0.text, log: $0.log)
          })
      }, parts: score.parts, beginsEarlier: score.beginsEarlier, start: score.start)
  }
}

extension SeenToken {
  /// By its number where it has one, else by its text.
  fileprivate init(_ token: ModelCall.Token) {
    self = token.number.map { .number($0) } ?? .text(token.text)
  }
}
