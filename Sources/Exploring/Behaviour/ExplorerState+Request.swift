import Drawing
import SearchTrees

/// What the explorer asks the owner of the tree for.
extension ExplorerState {
  /// Makes the request ask for what the views in sight show, and no more.
  mutating func adjustRequest() {
    // Pages are laid out to be measured: not for every key of a burst.
    let measured = Measured(self)
    let isNew = measured != self.measured
    if isNew { wanted = Layout.Wanted(self) }
    let layout = layout
    request.rowCount = max(1, layout.treeRows)
    if isNew { adjustChains(layout) }
    self.measured = measured
    if !isScrolledAway { request.rowsAbove = max(0, min(request.rowsAbove, request.rowCount - 1)) }
    if !request.followsBestLine { bestLineOnce = false }
    let showsTab = layout.inspector != nil && view == .tree
    // Of a recorded choice the page of the state tells with what probability it was drawn.
    let tellsOdds = tab == .state && !slice.summary.abilities.showsNextDecision
    request.wantsTables =
      showsTab && (tab == .selection || tab == .rationale || tab == .plots || tellsOdds)
    if showsTab, tab == .state, slice.detail.board != nil { request.wantsTables = true }
    request.fillsRows =
      layout.stacksPages && view == .tree && guide == nil && !foldsByHand
      && !request.followsBestLine
    let seesPages = layout.stacksPages && view == .tree
    if seesPages || (view == .plots && plot == .frontier) { request.wantsTables = true }
    request.wantsPlots =
      view == .plots || (showsTab && tab == .plots) || layout.plotStrip != nil || layout.side != nil
    request.wantsVerdicts =
      (showsTab && (tab == .rationale || tab == .tokens || tab == .plots)) || view == .text
    if seesPages && knowsRewards || (view == .plots && plot == .parts) {
      request.wantsVerdicts = true
    }
    request.wantsState =
      (showsTab && (tab == .state || tab == .stats)) || seesPages || view == .text
    request.wantsTexts = view == .text
    request.wantsHistory = showsTab && tab == .history
    request.wantsTrace = view == .steps
    request.wantsDiagnosis = view == .doctor
    request.calls = view == .calls ? calls.wanted(rowCount: CallsView.rowCount(self)) : nil
    request.call = view == .calls ? calls.chosen : nil
    request.group = view == .groups ? grouping.text : nil
    request.columns = chosenColumns?.compactMap(\.name.expression) ?? []
    request.subtreeLimit = 0
    pendingCopy?.ask(&request, plot: plot)
    request.icicle = view == .icicle ? IcicleView.size(in: layout.body) : nil
  }

  /// What decides how much room pages and labels want; the same things want the same room.
  struct Measured: Hashable {
    var sliceCount: Int
    var topRow: Int
    var sort: SliceRequest.SortKey
    var size: Size
    var glyphs: Glyphs
    var view: View
    var pane: Pane
    var tab: Tab
    var chosenToken: Int?
    var hasInspector: Bool
    var isMaximized: Bool
    var hasShare: Bool
    var hasIDs: Bool
    var hasFilter: Bool
    var hasBanner: Bool
    var columns: ColumnSettings

    init(_ state: borrowing ExplorerState) {
      sliceCount = state.sliceCount
      topRow = state.slice.topRow
      sort = state.request.sort
      size = state.size
      glyphs = state.glyphs
      view = state.view
      pane = state.pane
      tab = state.tab
      chosenToken = state.chosenToken
      hasInspector = state.showsInspector
      isMaximized = state.isMaximized
      hasShare = state.showsShare
      hasIDs = state.showsIDs
      hasFilter = state.request.filter != nil
      hasBanner = state.slice.summary.breakpointHit != nil
      columns = state.columns
    }
  }

  /// Below the deepest level that has room for its guides, chains of only children stand in one row.
  ///
  /// Only what changes the room takes a level away again: which rows are shown must not depend on what
  /// they show.
  private mutating func adjustChains(_ layout: Layout) {
    let width = layout.tree.columns.count
    let columns = TreeColumns(width: width, hasColumnHeads: layout.hasColumnHeads, self)
    let level = TreeGuides(labelWidth: columns.label).deepestWhole
    let known = chainWidth == width ? request.chainLevel ?? 0 : 0
    request.chainLevel = max(known, level)
    chainWidth = width
  }
}
