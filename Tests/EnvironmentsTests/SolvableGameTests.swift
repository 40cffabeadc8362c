import Environments
import Groundwork
import Testing
import TreeSearch

/// Games that are searched to their ends.
struct SolvableGameTests {
  /// What a position is worth to the player to move, without any cut.
  private func value<Game: SolvableGame>(_ game: Game, _ state: Game.State) -> Float {
    var best = -Float.infinity
    for index in 0..<game.actionCount(in: state) {
      best = max(best, value(game, of: game.action(at: index, in: state), state))
    }
    return best
  }

  private func value<Game: SolvableGame>(
    _ game: Game, of move: ActionCode, _ state: Game.State
  ) -> Float {
    var next = state
    var random = RandomSource(seed: 0)
    let step = game.apply(move, to: &next, using: &random)
    return step.isTerminal ? step.reward : step.reward - value(game, next)
  }

  /// Returns a game after random moves, with so many left; nil where it was over before.
  private func position<Game: SolvableGame>(
    _ type: Game.Type, left: Int, _ random: inout RandomSource
  ) -> Game? {
    let game = Game(after: [])
    var state = game.initialState
    var moves: [ActionCode] = []
    while game.movesLeft(in: state) > left {
      let index = Int(random.below(UInt32(game.actionCount(in: state))))
      moves.append(game.action(at: index, in: state))
      if game.apply(moves[moves.count - 1], to: &state, using: &random).isTerminal { return nil }
    }
    return Game(after: moves)
  }

  private func check<Game: SolvableGame>(_ type: Game.Type, left: Int) {
    var random = RandomSource(seed: UInt64(left))
    var count = 0
    while count < 20 {
      guard let game = position(type, left: left, &random) else { continue }
      count += 1
      #expect(game.movesLeft(in: game.initialState) == left)
      let values = game.valuesOfMoves
      #expect(values.map(\.value) == values.map { value(game, of: $0.move, game.initialState) })
      for (move, value) in values {
        let isBest = value == values.map(\.value).max()
        #expect((game.verify([move]).fault == nil) == isBest)
      }
    }
  }

  @Test(arguments: [2, 4, 6]) func `every move is worth what a search without cuts says`(left: Int)
  {
    check(TicTacToe.self, left: left)
    check(ConnectFour.self, left: left)
  }

  @Test func `a wrong move is told with a better one`() throws {
    let game = try TicTacToe(board: "XX.OO....")
    let moves = game.valuesOfMoves.map {
      (game.label(of: $0.move, in: game.initialState), $0.value)
    }
    #expect(moves.map(\.1) == [1, 1, -1, -1, -1] || moves.first?.1 == 1)
    let fault = game.verify([6]).fault
    #expect(fault?.contains("loses, where") == true && fault?.hasSuffix("wins") == true)
    #expect(game.verify([2]).fault == nil && game.verify([]).fault == "no move was chosen")
  }

  @Test func `a game after moves has the name that makes it again`() throws {
    let board = TicTacToe(after: [4, 0, 8])
    #expect(
      try Problem.named(board.name).name == board.name && board.name == "tic-tac-toe:O...X...X")
    let columns = ConnectFour(after: [3, 3, 0])
    #expect(try Problem.named(columns.name).name == columns.name)
    #expect(columns.name == "connect-four:441")
    #expect(ConnectFour(after: []).name == "connect-four")
  }
}
