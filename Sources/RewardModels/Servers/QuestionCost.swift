import Endpoints
public import SearchTrees

extension StepQuestion {
  /// What a server reads before the text that it scores.
  public var promptText: String { call(in: nil).prompt }

  /// The text that a server scores, in parts: the step, its mark and its judgement.
  public var parts: [String] { call(in: nil).parts }

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
  /// What a question took.
  init(_ effort: Asker.Effort) {
    self.init(
      requests: effort.requests, tokensIn: effort.tokens.prompt,
      tokensOut: effort.tokens.written)
  }
}
