extension TicTacToe {
  /// A position: two sets of cells and the cells that can be played.
  ///
  /// Bit `3 * row + column` is a cell, rows counted from the top.
  public struct State: Hashable, Sendable {
    /// The cells of the player to move.
    @usableFromInline var mover: UInt32 = 0
    /// The cells of the player who moved last.
    @usableFromInline var waiting: UInt32 = 0
    /// The empty cells; none once the game is over.
    @usableFromInline var open = PackedActions(below: 9)

    /// Makes the empty board.
    init() {}

    /// Makes a board from the cells of both players.
    init(mover: UInt32, waiting: UInt32) {
      self.mover = mover
      self.waiting = waiting
      for cell in 0..<UInt32(9) where (mover | waiting) >> cell & 1 == 1 { open.remove(cell) }
      if isWon { open.removeAll() }
    }

    /// How many cells are taken.
    public var plies: Int { (mover | waiting).nonzeroBitCount }

    /// Whether the player who moved last has three in a row.
    var isWon: Bool { Self.hasThree(waiting) }

    /// Takes a cell for the mover and gives the turn to the other player.
    ///
    /// - Returns: whether the cell made three in a row.
    @inlinable @inline(__always)
    mutating func take(_ cell: UInt32) -> Bool {
      let cells = mover | (1 &<< cell)
      mover = waiting
      waiting = cells
      open.remove(cell)
      let wins = Self.hasThree(cells)
      if wins { open.removeAll() }
      return wins
    }

    /// Returns whether `cells` hold a row, a column or a diagonal.
    @inlinable @inline(__always)
    static func hasThree(_ cells: UInt32) -> Bool {
      let rows = cells & (cells &>> 1) & (cells &>> 2) & 0b001_001_001
      let columns = cells & (cells &>> 3) & (cells &>> 6) & 0b000_000_111
      return rows | columns != 0 || cells & 0b100_010_001 == 0b100_010_001
        || cells & 0b001_010_100 == 0b001_010_100
    }

    /// The sign at a cell: `X` (who began), `O` or `.`.
    func sign(at cell: UInt32) -> Character {
      if (mover | waiting) >> cell & 1 == 0 { return "." }
      return (mover >> cell & 1 == 1) == (plies % 2 == 0) ? "X" : "O"
    }
  }
}
