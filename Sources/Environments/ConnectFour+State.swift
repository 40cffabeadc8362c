extension ConnectFour {
  /// A position: two sets of stones and the columns that can be played.
  ///
  /// Bit `7 * column + row` is a cell, rows counted from the bottom. The seventh bit of a column
  /// stays empty, so that shifted sets do not run from one column into the next (Tromp's Fhourstones
  /// layout).
  public struct State: Hashable, Sendable {
    /// The stones of the player to move.
    @usableFromInline var mover: UInt64 = 0
    /// The stones of the player who moved last.
    @usableFromInline var waiting: UInt64 = 0
    /// The columns with room, from the left; none once the game is over.
    @usableFromInline var open = PackedActions(below: 7)

    /// How many stones lie on the board.
    public var plies: Int { (mover | waiting).nonzeroBitCount }

    /// Whether the player who moved last has four in a row.
    var isWon: Bool { Self.hasFour(waiting) }

    /// Drops a stone of the mover into a column and gives the turn to the other player.
    ///
    /// Adding a bit at the foot of a column carries it up to the first free cell.
    ///
    /// - Returns: whether the stone made four in a row.
    @inlinable @inline(__always)
    mutating func drop(in column: UInt32) -> Bool {
      let foot = UInt64(column &* 7)
      let stone = ((mover | waiting) &+ (1 &<< foot)) & (0x3f &<< foot)
      let stones = mover | stone
      mover = waiting
      waiting = stones
      if stone &>> (foot &+ 5) != 0 { open.remove(column) }
      let wins = Self.hasFour(stones)
      if wins { open.removeAll() }
      return wins
    }

    /// Returns whether `stones` hold four in a row in one of the four directions.
    @inlinable @inline(__always)
    static func hasFour(_ stones: UInt64) -> Bool {
      var pairs = stones & (stones &>> 7)
      if pairs & (pairs &>> 14) != 0 { return true }
      pairs = stones & (stones &>> 6)
      if pairs & (pairs &>> 12) != 0 { return true }
      pairs = stones & (stones &>> 8)
      if pairs & (pairs &>> 16) != 0 { return true }
      pairs = stones & (stones &>> 1)
      return pairs & (pairs &>> 2) != 0
    }

    /// The sign at a cell: `X` (who began), `O` or `.`.
    func sign(column: Int, row: Int) -> Character {
      let cell: UInt64 = 1 << UInt64(7 * column + row)
      if (mover | waiting) & cell == 0 { return "." }
      return (mover & cell != 0) == (plies % 2 == 0) ? "X" : "O"
    }
  }
}
