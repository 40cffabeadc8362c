import Endpoints
public import SearchTrees

extension StepQuestion {
  /// What a server reads before the text that it scores.
  public var promptText: String { prompt + " " + PromptFormat.action }

  /// The text that a server scores, in parts: the step, its mark and its judgement.
  public var parts: [String] {
    [" " + wording, " " + PromptFormat.judgement, " " + PromptFormat.good]
  }

  /// How many bytes of a text are about one token.
  private static let bytesPerToken = 4

  /// What asking will take, by the length of the text: its tokens are not known before.
  public var expectedCost: AskingCost {
    func tokens(_ text: String) -> Int {
      (text.utf8.count + Self.bytesPerToken - 1) / Self.bytesPerToken
    }
    let written = parts.reduce(0) { $0 + tokens($1) }
    return AskingCost(
      requests: 2, tokensIn: tokens(promptText) + written, tokensOut: written)
  }
}

extension AskingCost {
  /// What a scored text took at most: all that stands before its places, and the places themselves, in each
  /// request that scored.
  init(_ text: ScoredText) {
    // One cuts each beginning, and one scores: where there were more, each scored one token.
    let scoring = text.requests > text.parts.count + 2 ? text.requests - 1 : 1
    self.init(
      requests: text.requests + 1, tokensIn: scoring * (text.start + text.places.count),
      tokensOut: text.places.count)
  }
}
