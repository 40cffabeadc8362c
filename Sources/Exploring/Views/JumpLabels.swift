import Drawing
import SearchTrees

/// Two letters on each row in sight, by which it is gone to.
struct JumpLabels {
  /// The letters, those under the strongest fingers first.
  private static let letters = Array("asdfjklghqwertyuiop".unicodeScalars)

  /// The rows of the screen, each with the row of the list that it shows.
  private let rows: [(screen: Int, row: Int, columns: Range<Int>)]

  /// Finds the rows in sight.
  init(_ state: ExplorerState) {
    let layout = state.layout
    if state.view == .compare {
      rows = CompareView.rowsInSight(state)
    } else {
      let tree = layout.tree
      let first = tree.rows.lowerBound + (layout.hasColumnHeads ? 1 : 0)
      rows = (0..<max(0, tree.rows.upperBound - first)).compactMap { offset in
        let row = state.slice.topRow + offset
        return state.slice.row(at: row).map { _ in (first + offset, row, tree.columns) }
      }
    }
  }

  /// The two letters of a row, by its place on the screen.
  private func label(_ place: Int) -> String {
    let count = Self.letters.count
    return String(Self.letters[place / count % count]) + String(Self.letters[place % count])
  }

  /// Whether some row's letters begin with what was typed.
  func begin(with typed: String) -> Bool {
    rows.indices.contains { label($0).hasPrefix(typed) }
  }

  /// The row of two letters; nil where there is none.
  func row(of typed: String) -> Int? {
    rows.indices.first { label($0) == typed }.map { rows[$0].row }
  }

  /// Draws the letters over the beginning of the rows; those that no longer fit are gone.
  func draw(_ typed: String, on canvas: inout Canvas) {
    for (place, row) in rows.enumerated() where label(place).hasPrefix(typed) {
      let style = Style(.accent, .reverse)
      canvas.put(
        SafeText(label(place)), row: row.screen, column: row.columns.lowerBound, style: style,
        width: row.columns.count)
    }
  }
}
