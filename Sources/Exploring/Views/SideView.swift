import Drawing
import Groundwork
import SearchTrees

/// The third column of wide screens: the state at the cursor, the answer, the branches.
enum SideView {
  /// Draws the column.
  static func draw(_ state: ExplorerState, in area: Area, on canvas: inout Canvas) {
    let inner = area.columns.lowerBound + 1..<area.columns.upperBound
    var lines = [StyledLine("STATE", .heading)]
    if state.tab != .state {
      lines += InspectorPage.state(state, inner.count)
    } else {
      lines.append(StyledLine("shown on the left", .muted))
    }
    let summary = state.slice.summary
    if !summary.alarms.isEmpty {
      lines += [StyledLine(), StyledLine("ALARMS", .heading)]
      lines += SearchRemarks.alarms(summary, width: inner.count, canvas.repertoire)
    }
    lines += [StyledLine(), StyledLine("ANSWER", .heading)]
    lines += AnswerRemarks.lines(state, width: inner.count)
    lines += [StyledLine(), StyledLine("BRANCHES", .heading)]
    lines += summary.branches.map { BranchLine.line($0, isShown: $0.id == summary.branch, canvas) }
    lines += [StyledLine(), StyledLine("DONE TO THIS BRANCH", .heading)]
    lines += EventLine.lines(summary)
    for (row, line) in zip(area.rows, lines) { line.draw(row: row, columns: inner, on: &canvas) }
  }
}

/// A branch in one line.
enum BranchLine {
  /// Returns the line of a branch.
  static func line(
    _ branch: SearchSummary.Branch, isShown: Bool, _ canvas: Canvas
  ) -> StyledLine {
    var line = StyledLine(isShown ? canvas.glyphs.next + " " : "  ", .best)
      .then(SafeText("\(branch.id) "), .muted)
      .then(untrusted: branch.name, isShown ? .heading : .plain, repertoire: canvas.repertoire)
    guard branch.hasBegun else { return line.then("  begins later", .muted) }
    line = line.then(SafeText("  \(NumberText.grouped(branch.iterations)) sims"), .visits)
    if !branch.bestAction.isEmpty {
      line = line.then("  best ", .muted)
        .then(untrusted: branch.bestAction, repertoire: canvas.repertoire)
    }
    if let value = branch.bestValue {
      line = line.then(SafeText(" Q \(NumberText.fixed(value))"), .value)
    }
    if let origin = branch.origin {
      line = line.then(
        SafeText("  from \(origin) at \(NumberText.grouped(branch.start))"), .muted)
    }
    return line
  }
}
