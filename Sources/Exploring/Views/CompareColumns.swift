import Drawing
import Groundwork
import SearchTrees

/// The columns of two trees beside each other: what fits beside labels of a useful width.
struct CompareColumns {
  struct Column {
    var head: SafeText
    var width: Int
    var text: (TreeComparison, Int) -> (SafeText, Style)
  }

  var label: Int
  var columns: [Column]

  /// Lays the columns out; `only` is the tree whose numbers alone are shown, nil for those of both.
  init(width: Int, _ only: TreeComparison.Side?) {
    func side(_ side: TreeComparison.Side) -> [Column] {
      [
        Column(head: SafeText("\(side.rawValue) N"), width: 9) { comparison, pair in
          // What is not in a tree is another thing than what is not known of it.
          if comparison.pairs[pair].node(on: side) == .none { return ("absent", .muted) }
          let visits = comparison.visits(of: pair)
          return (
            SafeText(CellText.count(side == .a ? visits.a : visits.b, within: 8)), .visits
          )
        },
        Column(head: "Q", width: 8) { comparison, pair in
          if comparison.pairs[pair].node(on: side) == .none { return (.empty, .muted) }
          let values = comparison.values(of: pair)
          let value = side == .a ? values.a : values.b
          return (SafeText(value.map { CellText.fixed($0, within: 7) } ?? "-"), .value)
        },
      ]
    }
    let gap = Column(head: "", width: 2) { _, _ in ("\u{2502}", .border) }
    var all =
      side(.a) + [gap] + side(.b) + [gap] + [
        Column(head: "dN", width: 8, text: Self.visitsChange),
        Column(head: "dQ", width: 8, text: Self.valueChange),
      ]
    if let only { all = side(only) }
    // What is further from the point gives way first: the sides, then all but the visits.
    let least = 16
    func taken(_ columns: [Column]) -> Int { columns.reduce(0) { $0 + $1.width } }
    if only == nil {
      if width - taken(all) < least { all = [all[0], all[2], all[3], all[6], all[7]] }
      if width - taken(all) < least { all = [all[3]] }
    } else if width - taken(all) < least {
      all = [all[0]]
    }
    if width - taken(all) < 8 { all = [] }
    columns = all
    label = max(1, width - taken(all))
  }

  private static func gap(_ pair: TreeComparison.Pair) -> (SafeText, Style)? {
    if pair.difference.contains(.onlyA) { return ("only A", .warning) }
    if pair.difference.contains(.onlyB) { return ("only B", .warning) }
    return nil
  }

  private static func visitsChange(
    _ comparison: TreeComparison, _ pair: Int
  ) -> (SafeText, Style) {
    if let gap = gap(comparison.pairs[pair]) { return gap }
    let visits = comparison.visits(of: pair)
    guard let a = visits.a, let b = visits.b else { return ("-", .muted) }
    let text = CellText.count(abs(b - a), within: 6)
    return (SafeText((b < a ? "-" : "+") + text), a == b ? .muted : .accent)
  }

  private static func valueChange(
    _ comparison: TreeComparison, _ pair: Int
  ) -> (SafeText, Style) {
    if gap(comparison.pairs[pair]) != nil { return (.empty, .muted) }
    let values = comparison.values(of: pair)
    guard let a = values.a, let b = values.b else { return ("-", .muted) }
    return (
      SafeText(CellText.signed(b - a, within: 7, most: 3)),
      comparison.pairs[pair].difference.contains(.value) ? .accent : .muted
    )
  }

  /// Draws the heads; of two lists the one that is moved says so.
  func drawHeads(row: Int, column start: Int, isActive: Bool, on canvas: inout Canvas) {
    canvas.put(
      "  NODE", row: row, column: start, style: isActive ? .heading : .muted, width: label)
    var column = start + label
    for part in columns {
      canvas.putRight(part.head, row: row, column: column, width: part.width, style: .heading)
      column += part.width
    }
  }
}
