import SearchTrees

extension ExplorerState {
  /// The groups that a person looks at, and how.
  struct Grouping: Sendable {
    /// What was typed last.
    ///
    /// Untrusted text.
    var typed = ""
    /// The expression whose groups are shown; nil before one was asked for.
    var text: String?
    /// By what they are ordered; nil as they come.
    var order: GroupOrder?
    /// Whether that is turned round.
    var isReversed = false
    /// The groups as they were handed over, and in the order in which they are shown.
    var groups = NodeGroups()
    var rows: [NodeGroup] = []
    /// The row under the cursor, and the first one on the screen.
    var selected = 0
    var top = 0
    /// The filter that a group was opened with, and the one before it.
    var opened: (filter: String, before: String?)?

    /// Puts the rows in order; the cursor stays on its group.
    mutating func sort() {
      let chosen = rows.indices.contains(selected) ? rows[selected].value : nil
      rows = order?.sorted(groups.groups, isReversed: isReversed) ?? groups.groups
      if let chosen, selected > 0 {
        selected = rows.firstIndex { $0.value == chosen } ?? selected
      }
      selected = max(0, min(selected, rows.count - 1))
    }
  }

  /// The names that an expression may use here.
  var expressionNames: ExpressionNames {
    let summary = slice.summary
    return ExpressionNames(
      statistics: summary.statistics.flatMap(\.cellNames), terms: summary.termNames,
      parts: summary.partDiscriminations.map(\.name))
  }
}
