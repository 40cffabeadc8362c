import Glibc
import Groundwork

/// How the next token is chosen.
public enum TokenChoice: Hashable, Sendable {
  /// The likeliest one, the first among equals.
  case likeliest
  /// One drawn from the distribution, at temperature 1.
  case drawn
}

/// A probability for every token of a vocabulary.
struct TokenDistribution: Hashable {
  /// The probabilities, by token; they add up to 1.
  var probabilities: [Double]

  /// Takes the distribution of a row of logits.
  init(_ logits: Logits, row: Int) { probabilities = logits.logProbabilities(row).map { exp($0) } }

  /// Takes probabilities, or any numbers in proportion to them.
  init(proportions: [Double]) {
    let sum = proportions.reduce(0, +)
    precondition(sum > 0, "a distribution must have something to draw")
    probabilities = proportions.map { $0 / sum }
  }

  /// Draws a token with one random number.
  func draw(_ random: inout RandomSource) -> Token {
    var left = random.unit()
    var last = 0
    for (index, probability) in probabilities.enumerated() where probability > 0 {
      last = index
      left -= probability
      if left < 0 { break }
    }
    // Where rounding leaves a rest, it belongs to the last token that can be drawn.
    return Token(rawValue: Int32(last))
  }
}
