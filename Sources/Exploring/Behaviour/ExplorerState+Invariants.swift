import SearchTrees

extension ExplorerState {
  /// Returns what does not hold of a state between two events; nil where all does.
  var brokenInvariant: String? {
    let rows = slice.rowTotal
    let holds: [(String, Bool)] = [
      ("the screen asks for a row at least", request.rowCount >= 1),
      (
        "the cursor stays on the screen unless it was scrolled away",
        isScrolledAway || (0..<request.rowCount).contains(request.rowsAbove)
      ),
      (
        "the cursor is on one of the rows",
        !hasSlice || (0..<max(1, rows)).contains(slice.cursorRow)
      ),
      (
        "the top row is one of the rows",
        !hasSlice || (0..<max(1, rows)).contains(slice.topRow)
      ),
      ("the shown root is open", hasSlice || request.open.contains(.root)),
      ("nothing is scrolled to before its beginning", min(inspectorTop, stepsTop, logBack) >= 0),
      ("a text is shown from one of its lines", (textTop ?? 0) >= 0),
      (
        "the text that is found is one of those that were looked for",
        textHit.map(textHits.indices.contains) ?? true
      ),
      ("a count is made of digits", count.utf8.allSatisfy { (0x30...0x39).contains($0) }),
      ("a text is laid out where it is shown", textPage == nil || view == .text),
      ("a prompt marks a command that is there", (prompt?.selected ?? 0) >= 0),
    ]
    return holds.first { !$0.1 }?.0
  }
}
