/// How many tokens a second come from a server.
struct TokenFlow {
  private struct Piece {
    var began: Double
    var ended: Double
    var tokens: Int
  }

  /// How far back is looked, in seconds.
  static let window = 10.0

  private var pieces: [Piece] = []

  /// Adds a reply: the tokens that it cost, and when its request began and ended.
  mutating func add(_ usage: TokenUsage, began: Double, ended: Double) {
    let tokens = usage.prompt + usage.written
    if tokens > 0 { pieces.append(Piece(began: began, ended: ended, tokens: tokens)) }
  }

  /// Returns the tokens a second of the replies of the last seconds, from when the first of them was asked
  /// for; nil where there are none.
  mutating func rate(at now: Double) -> Double? {
    if let recent = pieces.firstIndex(where: { $0.ended > now - Self.window }) {
      pieces.removeFirst(recent)
    } else {
      pieces = []
    }
    guard let first = pieces.map(\.began).min(), now > first else { return nil }
    return Double(pieces.reduce(0) { $0 + $1.tokens }) / (now - first)
  }
}
