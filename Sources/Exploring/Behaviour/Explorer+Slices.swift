import Drawing
import SearchTrees

extension Explorer {
  /// Takes a new slice in.
  static func take(_ slice: TreeSlice, _ state: inout ExplorerState, _ time: Double) {
    let hasSwitched = state.hasSlice && slice.summary.branch != state.slice.summary.branch
    let wasAt = state.slice.cursor
    let rootBefore = state.slice.summary.root
    let traceBefore = state.slice.trace
    if hasSwitched { swapFolds(from: state.slice.summary.branch, to: slice.summary.branch, &state) }
    if state.logBack > 0 {
      // A reader further up stays there.
      state.logBack += max(0, slice.summary.logCount - state.slice.summary.logCount)
    }
    state.slice = slice
    state.plotted.take(slice, ofSameTree: !hasSwitched, at: time)
    leaveOutAllowed(&state)
    state.shownRows = ExplorerState.AskedRows(state.request)
    state.sliceCount += 1
    state.hasSlice = true
    if hasSwitched { state.rateMark = nil }
    measureRate(slice.summary, &state, time)
    settleCursor(slice, &state)
    if slice.summary.root != rootBefore { followRoot(from: rootBefore, slice, &state) }
    learn(slice, &state)
    takeFilter(slice, &state)
    takeGroups(slice, &state)
    takeColumns(slice, &state)
    takeLookup(slice, &state)
    takeComparison(slice, &state)
    takePlace(slice, &state)
    takeContinuations(slice, &state)
    if slice.cursor != wasAt { turnToTop(&state) }
    // Not by the traces themselves: terms without a value are equal to nothing.
    if slice.trace?.iteration != traceBefore?.iteration
      || slice.trace?.phases.count != traceBefore?.phases.count
    {
      state.stepsTop = StepsView.startTop(state)
    }
    if let asked = state.askedSave, slice.summary.savedCount > asked.savedCount {
      state.saved = asked.work
      state.askedSave = nil
    }
    if let notice = slice.summary.notice, notice.serial > state.seenNotice {
      state.seenNotice = notice.serial
      state.message = ExplorerState.Message(text: notice.text, isError: notice.isError)
      if let error = notice.refused, case .argument(let name)? = state.entered?.purpose {
        refuse(error, of: name, &state)
      }
      // Nobody is interrupted in the middle of a line or of another question.
      if let path = notice.replaceable, state.overlay == nil, state.prompt == nil {
        state.replaceable = path
        state.overlay = .confirm(
          question: "\(path) is there already. Replace it by this search?", command: .save)
      }
    }
  }

  /// Takes out the findings of rules that a person has allowed.
  private static func leaveOutAllowed(_ state: inout ExplorerState) {
    guard state.settings[.allow] != Setting.none else { return }
    let allowed = state.settings.allowedRules
    state.slice.summary.findings.removeAll { allowed.contains($0.rule.name) }
    state.slice.diagnosis?.findings.removeAll { allowed.contains($0.rule.name) }
  }

  /// Opens the way to the node that a search went on from, and takes a cursor along that was on the root
  /// before.
  private static func followRoot(
    from before: NodeID, _ slice: TreeSlice, _ state: inout ExplorerState
  ) {
    state.request.open.formUnion(slice.summary.rootAncestors)
    state.request.open.insert(slice.summary.root)
    if slice.cursor == before { state.request.cursor = .node(slice.summary.root) }
  }

  /// Shows the first lines of the inspector's page.
  static func turnToTop(_ state: inout ExplorerState) {
    state.inspectorTop = 0
    state.chosenToken = nil
  }

  /// Remembers that a search has rewards with reasons, so that their pages stay.
  private static func learn(_ slice: TreeSlice, _ state: inout ExplorerState) {
    let summary = slice.summary
    let verdicts =
      slice.detail.siblingVerdicts.map(\.verdict) + (slice.detail.verdict.map { [$0] } ?? [])
    let hasModels = summary.modelUse != nil || verdicts.contains { !$0.tokens.isEmpty }
    if hasModels { state.knowsTokens = true }
    if hasModels || !summary.partDiscriminations.isEmpty || !summary.edge.isPrior
      || verdicts.contains(where: {
        !$0.parts.isEmpty || $0.rationale != nil || $0.confidence != nil || !$0.voices.isEmpty
          || $0.vector.count > 1 || !$0.evidence.isEmpty || $0.isStandIn
      })
    {
      state.knowsRewards = true
    }
  }

  /// Puts away what is open in one branch and takes out what was open in the other.
  ///
  /// Beyond the point where they part, the same number means another node. A new branch is shown as
  /// its origin was.
  private static func swapFolds(from old: Int, to new: Int, _ state: inout ExplorerState) {
    state.folds[old] = ExplorerState.Folds(
      place: ExplorerState.Place(root: state.request.root, cursor: state.slice.cursor),
      rowsAbove: state.slice.cursorRow - state.slice.topRow, open: state.request.open,
      unchained: state.request.unchained, shownChildren: state.request.shownChildren)
    guard let folds = state.folds[new] else { return }
    state.request.root = folds.place.root
    state.request.open = folds.open
    state.request.unchained = folds.unchained
    state.request.shownChildren = folds.shownChildren
    state.request.cursor = .node(folds.place.cursor)
    state.request.rowsAbove = folds.rowsAbove
    state.places = ViewHistory()
    state.returnsToFolds = true
  }

  /// From here on the cursor is a node, wherever its row moves.
  private static func settleCursor(_ slice: TreeSlice, _ state: inout ExplorerState) {
    if state.returnsToFolds {
      // This slice still shows the other branch's places; the next one shows this branch's own.
      state.returnsToFolds = false
      return
    }
    if slice.cursorAncestors.count > 1 {
      state.request.open.formUnion(slice.cursorAncestors.dropLast())
      for (parent, child) in zip(slice.cursorAncestors, slice.cursorAncestors.dropFirst()) {
        state.parents[child] = parent
      }
    }
    state.request.rowsAbove = slice.cursorRow - slice.topRow
    state.request.followsAnswer = false
    if state.bestLineOnce {
      state.bestLineOnce = false
      state.request.followsBestLine = false
    }
    if state.request.followsBestLine { return }
    if let row = slice.row(at: slice.cursorRow) {
      state.request.cursor = row.target
    }
  }

  /// Simulations a second, smoothed over about a second.
  private static func measureRate(
    _ summary: SearchSummary, _ state: inout ExplorerState, _ time: Double
  ) {
    guard summary.activity == .running, summary.pace == nil else {
      state.rateMark = nil
      state.rate = nil
      return
    }
    guard let mark = state.rateMark, summary.iterations >= mark.iterations else {
      state.rateMark = (time, summary.iterations)
      return
    }
    let elapsed = time - mark.time
    guard elapsed >= 0.25 else { return }
    let fresh = Double(summary.iterations - mark.iterations) / elapsed
    state.rate = state.rate.map { $0 + (fresh - $0) * min(1, elapsed) } ?? fresh
    state.rateMark = (time, summary.iterations)
  }
}
