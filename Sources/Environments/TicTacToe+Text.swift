public import SearchTrees
public import TreeSearch

extension TicTacToe {
  /// Returns the name of the cell of a move, such as `b2`.
  public func label(of action: ActionCode, in state: State) -> String { Self.cellName(action) }

  /// Returns whose turn it is and the three rows from the top.
  public func line(for state: State) -> String {
    let rows = (0..<UInt32(3)).map { row in
      String((0..<3).map { state.sign(at: 3 * row + $0) })
    }
    return Self.turn(in: state) + ": " + rows.joined(separator: "/")
  }

  /// Returns the board with coordinates, and whose turn it is.
  public func picture(of state: State) -> [String] {
    let rows = (0..<UInt32(3)).map { row in
      (0..<3).reduce(into: "\(row + 1)") { $0 += " " + String(state.sign(at: 3 * row + $1)) }
    }
    return ["  a b c"] + rows + [Self.turn(in: state)]
  }

  /// Returns the board, on which a move is about its field.
  public func board(of state: State) -> GameBoard? {
    let moves: [GameBoard.Place] = (0..<actionCount(in: state)).map { index in
      let cell = action(at: index, in: state)
      return GameBoard.Place(
        label: Self.cellName(cell), row: Int(cell / 3), column: Int(cell % 3))
    }
    return GameBoard(
      fields: (0..<UInt32(3)).map { row in
        (0..<3).map { state.sign(at: 3 * row + $0) }
      }, rowNames: ["1", "2", "3"], columnNames: ["a", "b", "c"], places: moves)
  }

  /// Returns the name of a cell: a column letter and a row number from the top.
  static func cellName(_ cell: UInt32) -> String {
    ["a", "b", "c"][Int(cell % 3)] + "\(cell / 3 + 1)"
  }

  /// Returns who moves, or how the game ended.
  private static func turn(in state: State) -> String {
    let isFirst = state.plies.isMultiple(of: 2)
    if state.isWon { return isFirst ? "O has won" : "X has won" }
    if state.open.isEmpty { return "draw" }
    return isFirst ? "X to move" : "O to move"
  }
}

extension ProblemKind {
  /// Tic-tac-toe from some board.
  public static let ticTacToe = ProblemKind(
    "tic-tac-toe",
    forms: [Form("tic-tac-toe[:XO.......]", "nine cells row by row, of X, O and .")],
    examples: ["tic-tac-toe", "tic-tac-toe:XOXO....."],
    make: { board throws(ProblemError) in
      guard let board else { return TicTacToe() }
      return try TicTacToe(board: board)
    })
}

extension TicTacToe: SolvableGame {
  /// Every position but the empty board, where all moves are worth the same.
  public static var solvable: ClosedRange<Int> { 2...8 }

  /// Makes the game after some moves, which must be legal.
  public init(after moves: [ActionCode]) {
    var state = State()
    for move in moves { _ = state.take(move) }
    let signs = (0..<UInt32(9)).map { state.sign(at: $0) }
    initialState = state
    name = moves.isEmpty ? "tic-tac-toe" : "tic-tac-toe:" + String(signs)
  }

  /// Returns the number of empty cells.
  public func movesLeft(in state: State) -> Int { 9 - state.plies }
}
