import Environments
import Groundwork
import Testing
import TreeSearch

@Suite struct TicTacToeTests {
  @Test(arguments: zip(0...9, [1, 9, 72, 504, 3_024, 15_120, 54_720, 148_176, 200_448, 127_872]))
  func `sequences of moves are counted as by other programs`(depth: Int, count: Int) {
    let game = TicTacToe()
    #expect(perft(game, from: game.initialState, depth: depth) == count)
  }

  @Test func `perfect play from the empty board is a draw`() {
    #expect(negamax(TicTacToe(), TicTacToe().initialState) == 0)
  }

  @Test func `random games agree with a list of the eight lines`() {
    let lines = [
      [0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6],
    ]
    let game = TicTacToe()
    var random = RandomSource(seed: 3)
    for _ in 0..<500 {
      var cells: [Character] = Array(repeating: ".", count: 9)
      playAtRandom(game, using: &random) { before, action, after, transition in
        let sign: Character = cells.count { $0 != "." }.isMultiple(of: 2) ? "X" : "O"
        let empty = cells.indices.filter { cells[$0] == "." }
        #expect(
          (0..<game.actionCount(in: before)).map { Int(game.action(at: $0, in: before)) } == empty)
        cells[Int(action)] = sign
        let wins = lines.contains { $0.allSatisfy { cells[$0] == sign } }
        #expect((transition.reward == 1) == wins)
        #expect(transition.isTerminal == (wins || !cells.contains(".")))
        let board = [0, 3, 6].map { String(cells[$0..<$0 + 3]) }.joined(separator: "/")
        #expect(game.line(for: after).hasSuffix(": " + board))
      }
    }
  }

  @Test func `the mean random game has seven plies and a half`() {
    let game = TicTacToe()
    var random = RandomSource(seed: 1)
    let plies = (0..<20_000).reduce(into: 0) { total, _ in
      total += playAtRandom(game, using: &random)
    }
    #expect(abs(Double(plies) / 20_000 - 7.6) < 0.05)
  }

  @Test func `a position is drawn with the names of its cells`() throws {
    let game = try TicTacToe(board: "xo..X....")
    #expect(game.name == "tic-tac-toe:XO..X....")
    #expect(
      game.picture(of: game.initialState) == [
        "  a b c",
        "1 X O .",
        "2 . X .",
        "3 . . .",
        "O to move",
      ])
    #expect(labels(game, in: game.initialState) == ["c1", "a2", "c2", "a3", "b3", "c3"])
    #expect(game.line(for: game.initialState) == "O to move: XO./.X./...")
  }

  @Test func `a fork wins wherever the other player answers`() throws {
    let game = try TicTacToe(board: "X.X.O.O.X")
    // O moves and X threatens b1 and c2.
    #expect(game.line(for: game.initialState).hasPrefix("O to move"))
    #expect(negamax(game, game.initialState) == -1)
  }

  @Test(arguments: [
    ("XXXOO....", "X has won: XXX/OO./..."), ("OOOXX.X..", "O has won: OOO/XX./X.."),
    ("XOXXOOOXX", "draw: XOX/XOO/OXX"), ("XXXXOOXOO", "X has won: XXX/XOO/XOO"),
  ])
  func `finished games are positions without moves`(board: String, line: String) throws {
    let game = try TicTacToe(board: board)
    #expect(game.line(for: game.initialState) == line)
    #expect(game.isTerminal(game.initialState))
    #expect(game.actionCount(in: game.initialState) == 0)
  }

  @Test(
    arguments: [
      ("XO", nil, "the board has 2 characters; it needs 9, row by row, of X, O and ."),
      ("X..\u{00df}.....", 16, "\"\u{00df}\" at a2 is not one of X, O and ."),
      ("........7", 21, "\"7\" at c3 is not one of X, O and ."),
      ("XX.......", nil, "2 X and 0 O cannot be: X moves first, so X has as many as O or one more"),
      ("O........", nil, "0 X and 1 O cannot be: X moves first, so X has as many as O or one more"),
      ("XXXOOO...", nil, "both X and O have three in a row; the game ends with the first"),
      ("XXXOO.O..", nil, "X has three in a row, yet O has moved after that"),
      ("OOOXX.XX.", nil, "O has three in a row, yet X has moved after that"),
    ] as [(String, Int?, String)])
  func `a board that no game can reach is refused`(board: String, column: Int?, reason: String) {
    let error = problemError { () throws(ProblemError) in try TicTacToe(board: board) }
    #expect(error == ProblemError(source: "tic-tac-toe:" + board, column: column, reason: reason))
  }
}
