import Environments
import Groundwork
import SearchTrees
import Testing
import TreeSearch

/// Boards on which the numbers of moves are drawn.
struct GameBoardTests {
  /// Plays games at random, and looks at the board before and after each move.
  private func play<World: Environment>(_ world: World, seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    var state = world.initialState
    while world.actionCount(in: state) > 0 {
      let board = try #require(world.board(of: state))
      let count = world.actionCount(in: state)
      #expect(board.places.count == count)
      #expect(board.rowNames.count == board.fields.count)
      #expect(board.fields.allSatisfy { $0.count == board.columnNames.count })
      for place in board.places { #expect(board.fields[place.row][place.column] == ".") }
      let action = world.action(at: Int(random.below(UInt32(count))), in: state)
      let label = world.label(of: action, in: state)
      let place = try #require(board.places.first { $0.label == label })
      let step = world.apply(action, to: &state, using: &random)
      let after = try #require(world.board(of: state))
      for (row, fields) in after.fields.enumerated() {
        for (column, field) in fields.enumerated() {
          let isMove = row == place.row && column == place.column
          #expect(isMove ? "XO".contains(field) : field == board.fields[row][column])
        }
      }
      if step.isTerminal { return }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `a move fills the field that it is about, and no other`(seed: UInt64) throws {
    try play(ConnectFour(), seed: seed)
    try play(TicTacToe(), seed: seed)
  }

  @Test func `what is no game has no board`() throws {
    let bandit = try Problem.named("bandit:0.2,0.5").environment
    #expect(hasBoard(bandit) == false)
  }

  private func hasBoard<World: Environment>(_ world: World) -> Bool {
    world.board(of: world.initialState) != nil
  }
}
