import Environments
import Groundwork
import TreeSearch

/// Draws random positions of a game in which so many moves are left, and in which it matters which move is
/// made.
///
/// A position is what random moves from the beginning lead to.
struct GameDraw<Game: SolvableGame>: ProblemDraw {
  private let left: Int
  private let kind: String
  private var random: RandomSource
  private var known: Set<String> = []

  /// How many games in a row may bring nothing new before there is taken to be nothing more.
  private static var mostFruitlessDraws: Int { 4_096 }

  /// Begins to draw; `seed` is that of the whole set.
  ///
  /// - Throws: an error that says how many moves may be left.
  init(_ kind: String, movesLeft left: Int, seed: UInt64) throws(ProblemError) {
    guard Game.solvable ~= left else {
      let range = Game.solvable
      throw ProblemError(
        source: "--steps",
        reason: "\(left) moves left: positions of \(kind) are solved with \(range.lowerBound) to "
          + "\(range.upperBound) moves left")
    }
    self.kind = kind
    self.left = left
    var seeds = RandomSource(seed: seed)
    for _ in 0..<left { _ = seeds.next() }
    random = RandomSource(seed: seeds.next())
  }

  mutating func next() throws(ProblemError) -> ProblemSet.Item {
    for _ in 0..<Self.mostFruitlessDraws {
      guard let game = position() else { continue }
      let values = game.valuesOfMoves.map(\.value)
      guard values.max() != values.min(), known.insert(game.identity).inserted else { continue }
      return ProblemSet.Item(world: game, length: left, seed: random.next() >> 32)
    }
    throw ProblemError(
      source: "--count",
      reason:
        "only \(known.count) positions of \(kind) with \(left) moves left were found in which "
        + "the move matters; give a smaller --count")
  }

  /// Plays random moves until so many are left; nil where the game is over before.
  private mutating func position() -> Game? {
    let game = Game(after: [])
    var state = game.initialState
    var moves: [ActionCode] = []
    while game.movesLeft(in: state) > left {
      let index = Int(random.below(UInt32(game.actionCount(in: state))))
      moves.append(game.action(at: index, in: state))
      let step = game.apply(moves[moves.count - 1], to: &state, using: &random)
      if step.isTerminal { return nil }
    }
    return Game(after: moves)
  }
}
