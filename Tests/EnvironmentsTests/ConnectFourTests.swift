import Environments
import Groundwork
import Testing
import TreeSearch

@Suite struct ConnectFourTests {
  /// The numbers of move sequences, as every correct move generator counts them.
  @Test(arguments: zip(0...7, [1, 7, 49, 343, 2_401, 16_807, 117_649, 823_536]))
  func `sequences of moves are counted as by other programs`(depth: Int, count: Int) {
    let game = ConnectFour()
    #expect(perft(game, from: game.initialState, depth: depth) == count)
  }

  /// A grid of cells and a search for four in a row by walking in every direction.
  struct Grid {
    var cells: [[Character]] = Array(repeating: [], count: 7)

    func cell(_ column: Int, _ row: Int) -> Character {
      cells.indices.contains(column) && cells[column].indices.contains(row)
        ? cells[column][row] : "."
    }

    func hasFour(_ sign: Character) -> Bool {
      for column in 0..<7 {
        for row in 0..<6 {
          for (right, up) in [(1, 0), (0, 1), (1, 1), (1, -1)]
          where (0..<4).allSatisfy({ cell(column + $0 * right, row + $0 * up) == sign }) {
            return true
          }
        }
      }
      return false
    }

    var picture: [String] {
      (0..<6).reversed().map { row in
        (0..<7).reduce(into: "\(row + 1)") { $0 += " " + String(cell($1, row)) }
      }
    }
  }

  @Test func `random games agree with a plain grid and last as long as they should`() {
    let game = ConnectFour()
    var random = RandomSource(seed: 7)
    var plies = 0
    for _ in 0..<400 {
      var grid = Grid()
      plies += playAtRandom(game, using: &random) { before, action, after, transition in
        let sign: Character = grid.cells.joined().count.isMultiple(of: 2) ? "X" : "O"
        let open = (0..<7).filter { grid.cells[$0].count < 6 }
        #expect(
          (0..<game.actionCount(in: before)).map { Int(game.action(at: $0, in: before)) } == open)
        grid.cells[Int(action)].append(sign)
        #expect(Array(game.picture(of: after).prefix(6)) == grid.picture)
        #expect((transition.reward == 1) == grid.hasFour(sign))
        #expect(
          transition.isTerminal == (grid.hasFour(sign) || grid.cells.joined().count == 42))
      }
    }
    // The mean of a random game is 21.34 plies; 400 games have a standard error of 0.4.
    #expect(abs(Double(plies) / 400 - 21.34) < 1.6)
  }

  @Test func `the mean random game has twenty-one plies and a third`() {
    let game = ConnectFour()
    var random = RandomSource(seed: 1)
    let plies = (0..<20_000).reduce(into: 0) { total, _ in
      total += playAtRandom(game, using: &random)
    }
    #expect(abs(Double(plies) / 20_000 - 21.34) < 0.2)
  }

  @Test func `three in the bottom row open at both ends win in two columns`() throws {
    let game = try ConnectFour(moves: "445566")
    #expect(winningLabels(game, in: game.initialState) == ["3", "7"])
    #expect(negamax(game, game.initialState) == 1)
  }

  @Test(arguments: [
    ("1213141", "a column"), ("1122334", "a row"), ("12233434474", "a rising diagonal"),
    ("76655454414", "a falling diagonal"),
  ])
  func `four in every direction win`(moves: String, direction: String) throws {
    let game = try ConnectFour(moves: moves)
    #expect(game.isTerminal(game.initialState))
    #expect(game.line(for: game.initialState).hasPrefix("X has won"))
    let before = try ConnectFour(moves: String(moves.dropLast()))
    #expect(winningLabels(before, in: before.initialState).contains(String(moves.suffix(1))))
  }

  @Test func `stones at the top of a column do not join the foot of the next`() throws {
    // X holds the two top cells of column 1 and the two bottom cells of column 2.
    let game = try ConnectFour(moves: "2726171151")
    #expect(!game.isTerminal(game.initialState))
  }

  @Test func `a full board is a draw that pays nothing`() throws {
    // Six columns filled in pairs so that nobody lines up four, then the seventh.
    let moves = "121212212121" + "343434434343" + "565656656565" + "777777"
    let before = try ConnectFour(moves: String(moves.dropLast()))
    #expect(labels(before, in: before.initialState) == ["7"])
    let (state, transition) = successor(before, of: before.initialState, at: 0)
    #expect(transition == Transition(reward: 0, isTerminal: true))
    #expect(before.line(for: state).hasPrefix("draw"))
    #expect(before.actionCount(in: state) == 0)
  }

  @Test func `a position is drawn with coordinates and told in one line`() throws {
    let game = try ConnectFour(moves: "4453")
    #expect(
      game.picture(of: game.initialState) == [
        "6 . . . . . . .",
        "5 . . . . . . .",
        "4 . . . . . . .",
        "3 . . . . . . .",
        "2 . . . O . . .",
        "1 . . O X X . .",
        "  1 2 3 4 5 6 7",
        "X to move",
      ])
    #expect(game.line(for: game.initialState) == "X to move: 3=O 4=XO 5=X")
    #expect(game.name == "connect-four:4453")
    #expect(ConnectFour().line(for: ConnectFour().initialState) == "X to move: empty board")
  }

  @Test(arguments: [
    ("4459", 17, "move 4: \"9\" is not a column; columns are 1 to 7 from the left"),
    ("0", 14, "move 1: \"0\" is not a column; columns are 1 to 7 from the left"),
    ("44 5", 16, "move 3: \" \" is not a column; columns are 1 to 7 from the left"),
    ("4\u{0664}", 15, "move 2: \"\u{0664}\" is not a column; columns are 1 to 7 from the left"),
    ("4444444", 20, "move 7: column 4 is full; it holds six stones"),
    ("12121213", 21, "move 8: column 3 is played after X has won"),
  ])
  func `a wrong move is told with its place`(moves: String, column: Int, reason: String) {
    let error = problemError { () throws(ProblemError) in try ConnectFour(moves: moves) }
    #expect(
      error == ProblemError(source: "connect-four:" + moves, column: column, reason: reason))
  }
}
