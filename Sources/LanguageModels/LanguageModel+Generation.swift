public import Groundwork

extension LanguageModel {
  /// Writes on after a prompt, one token at a time.
  ///
  /// It ends with `stop`, which is part of the result, after `limit` tokens, or where the sequence is as
  /// long as the model can read. Drawing takes one random number a token; choosing the likeliest none.
  ///
  /// - Precondition: the prompt is not empty, nor longer than the model can read.
  public func generate(
    after prompt: [Token], choosing choice: TokenChoice, stop: Token?, limit: Int,
    random: inout RandomSource
  ) -> [Token] {
    precondition(!prompt.isEmpty, "a model writes on after something")
    var context = makeContext()
    var text: [Token] = []
    var unread = prompt
    let limit = min(limit, longestSequence - prompt.count + 1)
    while text.count < limit {
      let logits = context.append(unread)
      let token = logits.choose(choice, row: logits.count - 1, &random)
      text.append(token)
      if token == stop { break }
      unread = [token]
    }
    return text
  }
}

extension Logits {
  /// Chooses the token after a row.
  func choose(_ choice: TokenChoice, row: Int, _ random: inout RandomSource) -> Token {
    switch choice {
    case .likeliest: likeliest(row)
    case .drawn: TokenDistribution(self, row: row).draw(&random)
    }
  }
}
