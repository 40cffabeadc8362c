public import Groundwork
public import TreeSearch

/// Connect Four on seven columns and six rows: whoever first has four in a row wins.
///
/// The reward of a winning stone is 1; a full board pays nothing. An action is a column from 0.
public struct ConnectFour: Environment {
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
    name = "connect-four"
    initialState = State()
  }

  /// Makes the game after the first moves, written as column digits from 1, as in `4453`.
  ///
  /// A finished game is accepted: it is a position too, though one without moves.
  public init(moves: String) throws(ProblemError) {
    let prefix = "connect-four:"
    let source = prefix + moves
    var state = State()
    for (index, character) in moves.enumerated() {
      let column = prefix.count + index + 1
      func invalid(_ reason: String) -> ProblemError {
        ProblemError(source: source, column: column, reason: "move \(index + 1): " + reason)
      }
      guard let digit = character.wholeNumberValue, character.isASCII, 1...7 ~= digit else {
        throw invalid("\"\(character)\" is not a column; columns are 1 to 7 from the left")
      }
      if state.isWon {
        throw invalid("column \(digit) is played after \(Self.winner(of: state)) has won")
      }
      guard state.open.contains(UInt32(digit - 1)) else {
        throw invalid("column \(digit) is full; it holds six stones")
      }
      _ = state.drop(in: UInt32(digit - 1))
    }
    name = moves.isEmpty ? "connect-four" : source
    initialState = state
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
    let wins = state.drop(in: action)
    return Transition(reward: wins ? 1 : 0, isTerminal: state.open.isEmpty)
  }
}
