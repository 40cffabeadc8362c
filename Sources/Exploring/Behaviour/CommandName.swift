/// The commands of the explorer, by the names that the palette and scripts use.
public enum CommandName: String, Hashable, Sendable, CaseIterable {
  // Run
  case run
  case phaseForward = "phase"
  case phaseBack = "phase-back"
  case simulation = "simulate"
  case simulationBack = "simulate-back"
  case slower
  case faster
  case runSimulations = "run-simulations"
  case runVisits = "run-visits"
  case runBest = "run-until-best-changes"
  case askAgain = "ask-again"
  case askEdited = "ask-edited"
  case restart
  case restartWith = "restart-with"
  case breakAt = "break"
  case watch
  case breakpoints
  case branch
  case branches
  case follow
  // Time and marks
  case goTo = "goto"
  case firstEvent = "goto-start"
  case lastEvent = "goto-end"
  case lastChange = "last-change"
  case nextChange = "next-change"
  case previousChange = "previous-change"
  case nextMark = "next-mark"
  case previousMark = "previous-mark"
  case marks
  case mark
  case goToMark = "goto-mark"
  case note
  case editNote = "note-edit"
  case save
  case export
  // Move
  case down
  case up
  case halfDown = "half-page-down"
  case halfUp = "half-page-up"
  case pageDown = "page-down"
  case pageUp = "page-up"
  case scrollDown = "scroll-down"
  case scrollUp = "scroll-up"
  case top
  case bottom
  case close
  case open
  case nextSibling = "next-sibling"
  case previousSibling = "previous-sibling"
  case firstSibling = "first-sibling"
  case lastSibling = "last-sibling"
  case parent
  case answer
  case centre
  case toTop = "to-top"
  case toBottom = "to-bottom"
  // Fold and zoom
  case toggleFold = "fold"
  case openFold = "open-fold"
  case closeFold = "close-fold"
  case openAll = "open-all"
  case closeAll = "close-all"
  case openSiblings = "open-siblings"
  case closeSiblings = "close-siblings"
  case openDeep = "open-deep"
  case closeDeep = "close-deep"
  case zoomIn = "zoom"
  case zoomOut = "zoom-out"
  case zoomReset = "zoom-reset"
  case back
  case forward
  // Find and filter
  case find
  case nextHit = "find-next"
  case previousHit = "find-previous"
  case sameAction = "find-same"
  case filter
  case invertFilter = "filter-invert"
  case group
  case mostVisitedLeaf = "goto-most-visited"
  case widestGap = "goto-widest-gap"
  case deepest = "goto-deepest"
  case newest = "goto-newest"
  case nextUnvisited = "goto-unvisited"
  case nextLowerPick = "goto-lower-pick"
  case nextContradiction = "goto-contradiction"
  case nextOpen = "goto-open"
  case nextNote = "goto-note"
  case jump
  // Order and columns
  case nextSort = "sort-next"
  case previousSort = "sort-previous"
  case invertSort = "sort-invert"
  case toggleShare = "share"
  case toggleIDs = "ids"
  case columns
  case addColumn = "column-add"
  // Edit
  case ban
  case pin
  case prior
  case visits
  case constant = "c"
  case retire
  case undoEdit = "undo"
  case redoEdit = "redo"
  // Copy
  case yankPath = "yank-path"
  case yankAction = "yank-action"
  case yankState = "yank-state"
  case yankValue = "yank-value"
  case yankSubtree = "yank-subtree"
  case yankRationale = "yank-rationale"
  case yankRow = "yank-row"
  case yankPlot = "yank-plot"
  case yankScreen = "yank-screen"
  case printYank = "yank-print"
  case yank
  // Panes and views
  case inspect
  case nextPane = "next-pane"
  case toggleInspector = "inspector"
  case maximize
  case nextTab = "next-tab"
  case previousTab = "previous-tab"
  case rationalePage = "rationale"
  case tokensPage = "tokens"
  case treeView = "tree"
  case stepsView = "steps"
  case textView = "text"
  case logView = "log"
  case tag
  case clearTag = "tag-clear"
  case compare
  case compareFile = "compare-with"
  case lock = "compare-lock"
  case plotsView = "plots"
  case icicleView = "icicle"
  case doctor
  case callsView = "calls"
  // Rest
  case palette
  case help
  case explain
  case set
  case keepSettings = "keep-settings"
  case place
  case map
  case glyphs
  case redraw
  case suspend
  case mouse
  case cancel
  case quit
  case quitAll = "quit!"
  case interrupt
}
