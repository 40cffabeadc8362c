/// Connect Four looked through line by line, on a plain grid and with no tree: slow, and plainly right.
struct ColumnGame {
  private var columns: [[Bool]] = Array(repeating: [], count: 7)
  private var isFirstToMove = true

  /// Makes the position after some moves, written as column digits.
  init(_ moves: String) {
    for move in moves.compactMap(\.wholeNumberValue) { drop(in: move - 1) }
  }

  /// The columns, from 1, whose move wins by force within so many plies.
  func winningColumns(within plies: Int) -> [Int] {
    (0..<7).filter { columns[$0].count < 6 }.filter { wins(by: $0, within: plies) }.map { $0 + 1 }
  }

  private func wins(by column: Int, within plies: Int) -> Bool {
    var next = self
    next.drop(in: column)
    if next.hasFour(at: column) { return true }
    guard plies >= 3 else { return false }
    let replies = (0..<7).filter { next.columns[$0].count < 6 }
    return !replies.isEmpty
      && replies.allSatisfy { reply in
        var after = next
        after.drop(in: reply)
        return !after.hasFour(at: reply) && !after.winningColumns(within: plies - 2).isEmpty
      }
  }

  private mutating func drop(in column: Int) {
    columns[column].append(isFirstToMove)
    isFirstToMove.toggle()
  }

  /// Whether the newest stone of a column makes four in a row.
  private func hasFour(at column: Int) -> Bool {
    let row = columns[column].count - 1
    let owner = columns[column][row]
    return [(1, 0), (0, 1), (1, 1), (1, -1)].contains { across, up in
      let lengths = [1, -1].map { sign in
        (1..<4).prefix { isStone(of: owner, column + sign * across * $0, row + sign * up * $0) }
          .count
      }
      return lengths[0] + 1 + lengths[1] >= 4
    }
  }

  private func isStone(of owner: Bool, _ column: Int, _ row: Int) -> Bool {
    columns.indices.contains(column) && columns[column].indices.contains(row)
      && columns[column][row] == owner
  }
}
