extension TreeSlice {
  /// Leaves out what nodes that stand for trees of their own do not have: an answer, the lines of one
  /// search, and shares of the visits of one family.
  public mutating func leaveOutSearch() {
    summary.answer = nil
    summary.bestLine = []
    summary.bestValue = nil
    for place in rows.indices {
      rows[place].isOnAnswer = false
      rows[place].isOnBestLine = false
      rows[place].share = nil
    }
  }
}
