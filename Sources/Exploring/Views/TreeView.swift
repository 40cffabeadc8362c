import Drawing
import SearchTrees

/// The tree: one row a node, with guides, label and columns.
enum TreeView {
  /// What of the tree is kept from one picture to the next.
  struct Kept {
    /// What all rows were drawn with.
    fileprivate var rows: TreeRows?
    /// The columns of the screen that they took.
    fileprivate var columns = 0..<0
    /// The rows from the top, and the row of the screen of the first one.
    fileprivate var drawn: [Drawn] = []
    fileprivate var top = 0
    /// Whether there are any rows.
    var isDrawn: Bool { rows != nil }
    /// The short labels of siblings.
    fileprivate var families: [NodeID?: Family] = [:]
  }

  /// What one row was drawn from.
  fileprivate struct Drawn: Equatable {
    var entry: SliceRow
    var label: ShortLabel?
    var isCursor: Bool
  }

  /// Siblings, the room that each has, and what their labels became.
  fileprivate struct Family {
    var texts: [(text: String, room: Int)]
    var labels: [ShortLabel]
  }

  /// Draws the tree into its area.
  ///
  /// A row that is drawn from the same as on the last picture is copied from there, wherever it stood.
  static func draw(
    _ state: ExplorerState, in area: Area, hasHeads: Bool, keeping kept: inout KeptPicture,
    on canvas: inout Canvas
  ) {
    let columns = TreeColumns(width: area.columns.count, hasColumnHeads: hasHeads, state)
    var row = area.rows.lowerBound
    if hasHeads, row < area.rows.upperBound {
      drawHeads(columns, state, row: row, area, on: &canvas)
      row += 1
    }
    guard state.hasSlice else { return }
    let rows = TreeRows(columns, state)
    let before = kept.last.tree
    let isKept = before.columns == area.columns && before.rows == rows
    var now = Kept(rows: rows, columns: area.columns, top: row, families: before.families)
    let slice = state.slice
    let first = slice.topRow - slice.firstRow
    let shown =
      first < 0 ? [] : slice.rows.dropFirst(first).prefix(max(0, area.rows.upperBound - row))
    let labels = labels(of: slice, rows, &now.families)
    var hint = 0
    for (index, entry) in zip(shown.indices, shown) {
      let position = slice.firstRow + index
      let isCursor = position == slice.cursorRow
      let drawn = Drawn(entry: entry, label: labels[index], isCursor: isCursor)
      now.drawn.append(drawn)
      if isKept, let last = kept.last.canvas, let place = before.place(of: drawn, &hint) {
        canvas.copy(row: before.top + place, of: last, columns: area.columns, to: row)
      } else {
        rows.draw(entry, label: labels[index], row: row, area, isCursor: isCursor, on: &canvas)
      }
      canvas.hits.append(
        HitRegion(row: row, columns: area.columns, action: "row", argument: position))
      if isCursor { canvas.cursor = Point(row: row, column: area.columns.lowerBound) }
      row += 1
    }
    kept.now.tree = now
    let free = Area(rows: row..<max(row, area.rows.upperBound), columns: area.columns)
    TreeLegend.draw(state, columns, in: free, keeping: &kept, on: &canvas)
  }

  private static func drawHeads(
    _ columns: TreeColumns, _ state: ExplorerState, row: Int, _ area: Area,
    on canvas: inout Canvas
  ) {
    canvas.put("  NODE", row: row, column: area.columns.lowerBound, style: .heading)
    var column = area.columns.lowerBound + columns.label
    for placed in columns.columns {
      let kind = placed.kind
      var head = TreeColumns.head(of: kind, state)
      if let key = kind.sortKey, key == state.request.sort, !state.hasUsualOrder {
        let marks = state.glyphs.repertoire == .ascii ? ["^", "v"] : ["\u{25B4}", "\u{25BE}"]
        head = marks[state.request.isAscending ? 0 : 1] + head
      }
      if placed.isMarked { head = Guide.sign + head }
      let text = SafeText(head, repertoire: canvas.repertoire).ellipsized(to: placed.width - 1)
      let style: Style = placed.isMarked ? .accent : .heading
      if kind == .bar {
        canvas.put(text, row: row, column: column + TreeColumns.barGap, style: style)
      } else {
        canvas.putRight(text, row: row, column: column, width: placed.width, style: style)
      }
      if let key = kind.sortKey, let index = state.sortKeys.firstIndex(of: key) {
        canvas.hits.append(
          HitRegion(
            row: row, columns: column..<column + placed.width, action: "sort", argument: index))
      }
      column += placed.width
    }
  }

  /// Returns the labels of the rows of the slice as they stand on the screen, those of siblings shortened
  /// together; nil for rows that count nodes.
  private static func labels(
    of slice: TreeSlice, _ rows: TreeRows, _ kept: inout [NodeID?: Family]
  ) -> [ShortLabel?] {
    var labels = [ShortLabel?](repeating: nil, count: slice.rows.count)
    var families: [NodeID?: [Int]] = [:]
    var newChildren: [NodeID?: [Int]] = [:]
    for index in slice.rows.indices {
      switch slice.rows[index].kind {
      case .node: families[slice.rows[index].parent, default: []].append(index)
      case .newChild: newChildren[slice.rows[index].parent, default: []].append(index)
      case .more, .unexpanded: break
      }
    }
    var shortened: [NodeID?: Family] = [:]
    for (parent, members) in families {
      let texts = members.map { index in
        let entry = slice.rows[index]
        return (text: rows.name(of: entry), room: rows.labelRoom(of: entry))
      }
      var family = kept[parent] ?? Family(texts: [], labels: [])
      if !family.texts.elementsEqual(texts, by: ==) {
        family = Family(
          texts: texts,
          labels: SiblingLabels.shortened(texts, repertoire: rows.glyphs.repertoire))
      }
      for (index, label) in zip(members, family.labels) { labels[index] = label }
      shortened[parent] = family
    }
    for members in newChildren.values {
      let short = rows.newChildLabels(members.map { slice.rows[$0] })
      for (index, label) in zip(members, short) { labels[index] = label }
    }
    kept = shortened
    return labels
  }
}

extension TreeView.Kept {
  /// Returns which of the rows was drawn from the same, if one was; most often it is the one that follows
  /// the one found last.
  fileprivate func place(of row: TreeView.Drawn, _ hint: inout Int) -> Int? {
    func isSame(_ place: Int) -> Bool {
      drawn[place].entry.id == row.entry.id && drawn[place].entry.kind == row.entry.kind
    }
    if !drawn.indices.contains(hint) || !isSame(hint) {
      guard let place = drawn.indices.first(where: isSame) else { return nil }
      hint = place
    }
    defer { hint += 1 }
    return drawn[hint] == row ? hint : nil
  }
}
