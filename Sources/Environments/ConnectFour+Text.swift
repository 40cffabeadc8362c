public import SearchTrees
public import TreeSearch

extension ConnectFour {
  /// Returns the column digit of a move, from 1.
  public func label(of action: ActionCode, in state: State) -> String { "\(action + 1)" }

  /// Returns whose turn it is and the columns that hold stones, each from the bottom up.
  public func line(for state: State) -> String {
    let columns = (0..<7).compactMap { column in
      let stones = (0..<6).map { state.sign(column: column, row: $0) }.prefix { $0 != "." }
      return stones.isEmpty ? nil : "\(column + 1)=" + String(stones)
    }
    let board = columns.isEmpty ? "empty board" : columns.joined(separator: " ")
    return Self.turn(in: state) + ": " + board
  }

  /// Returns the board with coordinates, and whose turn it is.
  public func picture(of state: State) -> [String] {
    let rows = (0..<6).reversed().map { row in
      (0..<7).reduce(into: "\(row + 1)") { $0 += " " + String(state.sign(column: $1, row: row)) }
    }
    return rows + ["  1 2 3 4 5 6 7", Self.turn(in: state)]
  }

  /// Returns the board, on which a move is about the field that its stone falls to.
  public func board(of state: State) -> GameBoard? {
    let fields = (0..<6).reversed().map { row in
      (0..<7).map { state.sign(column: $0, row: row) }
    }
    let moves: [GameBoard.Place] = (0..<actionCount(in: state)).map { index in
      let column = Int(action(at: index, in: state))
      let row = fields.lastIndex { $0[column] == "." } ?? 0
      return GameBoard.Place(
        label: label(of: ActionCode(column), in: state), row: row, column: column)
    }
    return GameBoard(
      fields: fields, rowNames: (1...6).reversed().map { "\($0)" },
      columnNames: (1...7).map { "\($0)" }, places: moves)
  }

  /// Returns who moves, or how the game ended.
  private static func turn(in state: State) -> String {
    if state.isWon { return winner(of: state) + " has won" }
    if state.open.isEmpty { return "draw" }
    return state.plies.isMultiple(of: 2) ? "X to move" : "O to move"
  }

  /// Returns the player who moved last, who has won if anybody has.
  static func winner(of state: State) -> String {
    state.plies.isMultiple(of: 2) ? "O" : "X"
  }
}

extension ProblemKind {
  /// Connect Four from some position.
  public static let connectFour = ProblemKind(
    "connect-four",
    forms: [Form("connect-four[:4453]", "the columns played so far, 1 to 7 from the left")],
    examples: ["connect-four", "connect-four:445566"],
    make: { moves throws(ProblemError) in
      guard let moves else { return ConnectFour() }
      return try ConnectFour(moves: moves)
    })
}

extension ConnectFour: SolvableGame {
  /// Late positions: the rest of the game is searched in a moment.
  public static var solvable: ClosedRange<Int> { 2...12 }

  /// Makes the game after some moves, which must be legal.
  public init(after moves: [ActionCode]) {
    var state = State()
    for move in moves { _ = state.drop(in: move) }
    initialState = state
    name = moves.isEmpty ? "connect-four" : "connect-four:" + moves.map { "\($0 + 1)" }.joined()
  }

  /// Returns the number of empty cells.
  public func movesLeft(in state: State) -> Int { 42 - state.plies }
}
