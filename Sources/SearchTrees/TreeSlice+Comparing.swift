extension TreeSlice {
  /// Returns the first place at which a slice is not what another one of the same moment is; nil where
  /// they say the same of the tree.
  ///
  /// Compared are rows, cursor, lines and the cursor's numbers. What models say of themselves may change by
  /// being asked, and what nodes were worth earlier is filled in later. O(rows).
  public func difference(from fresh: TreeSlice) -> String? {
    if rows.count != fresh.rows.count || rowTotal != fresh.rowTotal {
      return "\(rows.count) of \(rowTotal) rows, not \(fresh.rows.count) of \(fresh.rowTotal)"
    }
    for (row, other) in zip(rows, fresh.rows) {
      if let name = row.difference(from: other) { return "\(name) of \(other.id)" }
    }
    if let row = distantCursor, let other = fresh.distantCursor,
      let name = row.difference(from: other)
    {
      return "\(name) of \(other.id), out of sight"
    }
    let places: [(String, Bool)] = [
      ("the first row", firstRow == fresh.firstRow), ("the top row", topRow == fresh.topRow),
      ("the rows wanted", rowsWanted == fresh.rowsWanted),
      ("the cursor", cursor == fresh.cursor && cursorRow == fresh.cursorRow),
      ("the cursor's row", (distantCursor == nil) == (fresh.distantCursor == nil)),
      ("the way to the cursor", cursorAncestors == fresh.cursorAncestors),
      ("the labels to the cursor", cursorPath == fresh.cursorPath),
    ]
    if let place = places.first(where: { !$0.1 }) { return place.0 }
    return detail.difference(from: fresh.detail) ?? summary.difference(from: fresh.summary)
  }
}

extension SliceRow {
  /// Returns the name of the first thing that differs; nil where nothing does.
  func difference(from fresh: SliceRow) -> String? {
    let numbers: [(String, Double?, Double?)] = [
      ("N", visits, fresh.visits), ("the share", share, fresh.share), ("Q", value, fresh.value),
      ("the prior", prior, fresh.prior), ("the score", score, fresh.score),
      ("the probability", probability, fresh.probability),
    ]
    if id != fresh.id { return "\(id) stands in the place" }
    if label != fresh.label { return "the label \"\(label)\", not \"\(fresh.label)\"," }
    if let number = numbers.first(where: { !areSame($0.1, $0.2) }) { return number.0 }
    if !terms.elementsEqual(fresh.terms, by: { areSame($0, $1) }) { return "the terms" }
    if !statistics.elementsEqual(fresh.statistics, by: areSame) { return "the statistics" }
    if !kind.isSame(as: fresh.kind) { return "the kind of row" }
    if flags != fresh.flags { return "the flags" }
    let isPlaced =
      parent == fresh.parent && depth == fresh.depth && level == fresh.level
      && chain == fresh.chain && continues == fresh.continues
    if !isPlaced { return "the place in the tree" }
    let isKnown =
      nodeKind == fresh.nodeKind && childCount == fresh.childCount
      && unexpanded == fresh.unexpanded && isOutside == fresh.isOutside
      && isUnderBan == fresh.isUnderBan && isOpen == fresh.isOpen
    if !isKnown { return "what is said of the children" }
    let isMarked =
      isOnBestLine == fresh.isOnBestLine && isOnAnswer == fresh.isOnAnswer
      && isOnPath == fresh.isOnPath && isMatch == fresh.isMatch
    return isMarked ? nil : "the mark of a line"
  }
}

extension SliceRow.Kind {
  fileprivate func isSame(as other: SliceRow.Kind) -> Bool {
    guard case .more(let count, let visits, let best) = self,
      case .more(let otherCount, let otherVisits, let otherBest) = other
    else { return self == other }
    return count == otherCount && areSame(visits, otherVisits) && areSame(best, otherBest)
  }
}

extension NodeDetail {
  fileprivate func difference(from fresh: NodeDetail) -> String? {
    let numbers: [(String, Double?, Double?)] = [
      ("N", visits, fresh.visits), ("the sum", valueSum, fresh.valueSum),
      ("the mean", mean, fresh.mean), ("the exact value", exactValue, fresh.exactValue),
      ("the prior", prior, fresh.prior),
    ]
    if node != fresh.node { return "the node of the inspector" }
    if label != fresh.label || depth != fresh.depth { return "the label in the inspector" }
    if childCount != fresh.childCount { return "the children in the inspector" }
    return numbers.first { !areSame($0.1, $0.2) }.map { "\($0.0) in the inspector" }
  }
}

extension SearchSummary {
  fileprivate func difference(from fresh: SearchSummary) -> String? {
    if nodes != fresh.nodes || depth != fresh.depth { return "the nodes of the tree" }
    if bestLine != fresh.bestLine || !areSame(bestValue, fresh.bestValue) { return "the best line" }
    // As text where they are unequal: what is no number is unequal to itself.
    let isSame = answer == fresh.answer || "\(answer as Any)" == "\(fresh.answer as Any)"
    return isSame ? nil : "the answer"
  }
}

/// Whether two numbers are shown alike: what is no number is like itself.
private func areSame(_ one: Double?, _ other: Double?) -> Bool {
  one == other || (one?.isNaN == true && other?.isNaN == true)
}
