public import Groundwork
public import TreeSearch

/// Tic-tac-toe: whoever first has a row, a column or a diagonal of three wins.
///
/// The reward of a winning move is 1; a full board pays nothing. An action is a cell, from 0 at the
/// top left, row by row.
public struct TicTacToe: Environment {
  /// The text that names the problem on the command line.
  public let name: String
  /// The position the search starts from.
  public let initialState: State

  /// The same two players move in turn in every game.
  public var players: Int { 2 }
  /// A loss, a draw and a win.
  public var valueRange: ClosedRange<Float>? { -1...1 }

  /// Makes the game from the empty board.
  public init() {
    name = "tic-tac-toe"
    initialState = State()
  }

  /// Returns whether the game is over.
  @inlinable @inline(__always)
  public func isTerminal(_ state: State) -> Bool { state.open.isEmpty }

  /// Returns how many moves are legal.
  @inlinable @inline(__always)
  public func actionCount(in state: State) -> Int { state.open.count }

  /// Returns the legal move at an index, in ascending order.
  @inlinable @inline(__always)
  public func action(at index: Int, in state: State) -> ActionCode { state.open[index] }

  /// Makes a move and tells whether it won or ended the game.
  @inlinable @inline(__always)
  public func apply(
    _ action: ActionCode, to state: inout State, using random: inout RandomSource
  ) -> Transition {
    let wins = state.take(action)
    return Transition(reward: wins ? 1 : 0, isTerminal: state.open.isEmpty)
  }
}

extension TicTacToe {
  /// Makes the game from a board of nine characters, row by row, of `X`, `O` and `.`.
  ///
  /// X moves first, so the counts tell whose turn it is. A finished game is accepted, a board that no
  /// game can reach is not.
  public init(board: String) throws(ProblemError) {
    let prefix = "tic-tac-toe:"
    let source = prefix + board
    let signs = board.map { $0 == "x" ? "X" : $0 == "o" ? "O" : $0 }
    guard board.count == 9 else {
      throw ProblemError(
        source: source,
        reason: "the board has \(board.count) characters; it needs 9, row by row, of X, O and .")
    }
    var cells: [Character: UInt32] = ["X": 0, "O": 0, ".": 0]
    for (cell, character) in signs.enumerated() {
      guard cells[character] != nil else {
        throw ProblemError(
          source: source, column: prefix.count + cell + 1,
          reason: "\"\(character)\" at \(Self.cellName(UInt32(cell))) is not one of X, O and .")
      }
      cells[character, default: 0] |= 1 << UInt32(cell)
    }
    let first = cells["X", default: 0]
    let second = cells["O", default: 0]
    if let reason = Self.contradiction(first: first, second: second) {
      throw ProblemError(source: source, reason: reason)
    }
    let firstMoves = first.nonzeroBitCount == second.nonzeroBitCount
    initialState =
      firstMoves ? State(mover: first, waiting: second) : State(mover: second, waiting: first)
    name = first | second == 0 ? "tic-tac-toe" : prefix + String(signs)
  }

  /// Returns why no game can reach a board, if none can.
  private static func contradiction(first: UInt32, second: UInt32) -> String? {
    let lead = first.nonzeroBitCount - second.nonzeroBitCount
    guard 0...1 ~= lead else {
      return "\(first.nonzeroBitCount) X and \(second.nonzeroBitCount) O cannot be: "
        + "X moves first, so X has as many as O or one more"
    }
    switch (State.hasThree(first), State.hasThree(second)) {
    case (true, true): return "both X and O have three in a row; the game ends with the first"
    case (true, false) where lead == 0:
      return "X has three in a row, yet O has moved after that"
    case (false, true) where lead == 1:
      return "O has three in a row, yet X has moved after that"
    default: return nil
    }
  }
}
