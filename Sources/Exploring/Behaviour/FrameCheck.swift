package import Drawing
package import SearchTrees

/// Holds each picture, one time in many, against one that is laid out without what earlier ones have
/// left, and the terminal against what it was given.
package struct FrameCheck {
  /// Counts pictures.
  package private(set) var frames: ShadowCheck
  /// Counts looks at the terminal.
  package private(set) var screens: ShadowCheck
  /// What of the last picture is kept.
  private var kept = KeptPicture()

  /// Makes a check that is done one time in `period`; 0 is never.
  package init(period: Int = ShadowCheck.usualPeriod) {
    frames = ShadowCheck(period: period)
    screens = ShadowCheck(period: period)
  }

  /// Returns the picture of a state; where the layouts that the state keeps, or the parts that are kept of
  /// the last picture, are found stale, all is laid out anew and says so.
  package mutating func draw(_ state: inout ExplorerState) -> Canvas {
    let canvas = ExplorerScreen.draw(state, keeping: &kept)
    guard frames.isDue() else { return canvas }
    var fresh = state.laidOutAnew()
    let second = ExplorerScreen.draw(fresh)
    guard let point = canvas.firstDifference(from: second) else { return canvas }
    note(
      difference(.frame, at: "row \(point.row), column \(point.column)", of: state), &frames, &fresh
    )
    state = fresh
    kept = KeptPicture()
    return ExplorerScreen.draw(state, keeping: &kept)
  }

  /// Looks whether a terminal holds a picture that it was given, and has it drawn in full where it does
  /// not.
  package mutating func look(
    at terminal: any Terminal, _ canvas: Canvas, _ state: inout ExplorerState
  ) {
    guard screens.isDue(), let point = terminal.difference(from: canvas) else { return }
    note(
      difference(.terminal, at: "row \(point.row), column \(point.column)", of: state), &screens,
      &state)
    terminal.invalidate()
    terminal.present(ExplorerScreen.draw(state))
  }

  private func difference(
    _ kind: ShadowDifference.Kind, at place: String, of state: ExplorerState
  ) -> ShadowDifference {
    let summary = state.slice.summary
    return ShadowDifference(kind, at: place, seed: summary.seed, iteration: summary.iterations)
  }

  /// Logs a difference, and says so in the status line.
  private func note(
    _ difference: ShadowDifference, _ check: inout ShadowCheck, _ state: inout ExplorerState
  ) {
    check.found(difference)
    _ = check.takeDifferences()
    state.ownLog = (state.ownLog + [difference.line]).suffix(ExplorerState.longestOwnLog)
    Explorer.complain(difference.words, &state)
  }
}

extension ExplorerState {
  /// The most lines that the explorer itself adds to the log.
  static let longestOwnLog = 100

  /// Returns the same state with everything laid out anew that is kept from event to event.
  func laidOutAnew() -> ExplorerState {
    var fresh = self
    fresh.measured = nil
    fresh.adjustRequest()
    // What is asked next is no part of the picture.
    fresh.request.chainLevel = request.chainLevel
    guard view == .text, textPage != nil else { return fresh }
    fresh.textPage = nil
    Explorer.layOutText(&fresh)
    if fresh.textHits == textHits { fresh.textHit = textHit }
    return fresh
  }

  /// The newest lines of the log, the explorer's own last.
  package var log: [LogLine] { slice.summary.log + ownLog }
}

extension Canvas {
  /// Returns the first cell that is not as another canvas has it, the corner where sizes, cursors or what
  /// can be clicked differ; nil where nothing does.
  func firstDifference(from other: Canvas) -> Point? {
    if self == other { return nil }
    guard size == other.size else { return Point(row: 0, column: 0) }
    let place = cells.indices.first { cells[$0] != other.cells[$0] } ?? 0
    return Point(row: place / max(1, size.width), column: place % max(1, size.width))
  }
}
