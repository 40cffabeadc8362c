import Drawing
import Groundwork
import SearchTrees

/// What the search thinks of the moves of a game, drawn on its board: visits, values, and priors where there
/// are any.
enum BoardNumbers {
  /// The cells of a field, the gap before it included.
  private static let fieldWidth = 6
  /// The blanks between two boards.
  private static let gap = 3

  /// Returns a board for each number, side by side as far as they fit; nothing where the state is no board,
  /// or where no board fits.
  static func lines(_ state: ExplorerState, _ width: Int) -> [StyledLine] {
    let detail = state.slice.detail
    guard state.guide?.concealsNumbers != true, let board = detail.board,
      let table = detail.children, !board.places.isEmpty
    else {
      return []
    }
    let cells = (board.rowNames.map(\.count).max() ?? 0) + board.columnNames.count * fieldWidth
    guard cells <= width else { return [] }
    var boards = [
      self.board(board, table, state, title: "N of each move", style: .visits) {
        CellText.count($0.visits, within: fieldWidth - 1)
      },
      self.board(board, table, state, title: "Q of each move", style: .value) { candidate in
        candidate.value.map { CellText.fixed($0, within: fieldWidth - 1) } ?? "-"
      },
    ]
    if table.candidates.contains(where: { $0.prior != nil }) {
      boards.append(
        self.board(board, table, state, title: "P of each move", style: .prior) { candidate in
          candidate.prior.map { CellText.fixed($0, within: fieldWidth - 1) } ?? "-"
        })
    }
    let perRow = max(1, (width + gap) / (cells + gap))
    return stride(from: 0, to: boards.count, by: perRow).flatMap { first in
      [StyledLine()] + beside(Array(boards[first..<min(first + perRow, boards.count)]), cells)
    }
  }

  /// Puts boards of the same height side by side.
  private static func beside(_ boards: [[StyledLine]], _ cells: Int) -> [StyledLine] {
    boards[0].indices.map { row in
      boards.reduce(StyledLine()) { line, board in
        let space = line.pieces.isEmpty ? 0 : gap
        let padded = line.then(.blanks(space))
        let own = board[row]
        return StyledLine(pieces: padded.pieces + own.pieces)
          .then(.blanks(max(0, cells - own.width)))
      }
    }
  }

  private static func board(
    _ board: GameBoard, _ table: SelectionTable, _ state: ExplorerState, title: String,
    style: Style, _ text: (SelectionTable.Candidate) -> String
  ) -> [StyledLine] {
    let names = board.rowNames.map(\.count).max() ?? 0
    var heads = StyledLine(.blanks(names))
    for name in board.columnNames { heads = heads.then(SafeText(name.right(fieldWidth)), .muted) }
    let rows = board.fields.enumerated().map { row, fields in
      var line = StyledLine(SafeText(board.rowNames[row].right(names)), .muted)
      for (column, field) in fields.enumerated() {
        let move = board.places.first { $0.row == row && $0.column == column }
        guard let move else {
          line = line.then(
            SafeText(String(field).right(fieldWidth)), field == "." ? .muted : .plain)
          continue
        }
        let place = table.candidates.firstIndex { $0.label == move.label }
        let number = place.map { text(table.candidates[$0]) } ?? "-"
        let isNext = place != nil && place == table.winner
        line = line.then(SafeText(number.right(fieldWidth)), isNext ? .best : style)
      }
      return line
    }
    return [StyledLine(SafeText(title), .heading), heads] + rows
  }
}
