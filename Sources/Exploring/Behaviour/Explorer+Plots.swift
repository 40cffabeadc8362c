import Drawing
import Groundwork
import SearchTrees

extension Explorer {
  /// Opens the view of plots, or goes on to the next plot there.
  static func openPlots(_ state: inout ExplorerState) {
    if state.view == .plots { return choosePlot(1, &state) }
    state.view = .plots
    state.plotPlace = nil
  }

  private static func choosePlot(_ step: Int, _ state: inout ExplorerState) {
    let plots = PlotName.allCases
    let index = (plots.firstIndex(of: state.plot) ?? 0) + step + plots.count
    state.plot = plots[index % plots.count]
  }

  /// Carries out a command in the view of plots; nil where it is none of the view's business.
  static func plot(
    _ name: CommandName, _ state: inout ExplorerState, count: Int?
  ) -> [Effect]? {
    let number = min(max(1, count ?? 1), 1_000_000)
    switch name {
    case .nextPane, .nextTab: choosePlot(1, &state)
    case .previousTab: choosePlot(-1, &state)
    case .close: movePlotCursor(-number, &state)
    case .open: movePlotCursor(number, &state)
    case .back: movePlotCursor(-10 * number, &state)
    case .forward: movePlotCursor(10 * number, &state)
    case .firstSibling, .top: state.plotPlace = state.slice.plots?.iterations.first
    case .lastSibling, .bottom: state.plotPlace = nil
    case .inspect: return goToPlotCursor(&state)
    case .cancel where state.plotPlace != nil: state.plotPlace = nil
    default: return nil
    }
    return []
  }

  /// Moves the cursor by places of the samples; at the end it is gone, and what is shown is the newest.
  private static func movePlotCursor(_ step: Int, _ state: inout ExplorerState) {
    guard let iterations = state.slice.plots?.iterations, iterations.count > 1 else {
      return remark("lines begin at two simulations", &state)
    }
    guard state.plot.isOverTime else {
      return remark("this plot is of one moment; Tab goes to the next one", &state)
    }
    let last = iterations.count - 1
    let now = state.plotPlace.flatMap { place in iterations.lastIndex { $0 <= place } } ?? last
    let next = max(0, now + step)
    state.plotPlace = next >= last ? nil : iterations[next]
  }

  /// Goes to the moment of the cursor, where the source can.
  private static func goToPlotCursor(_ state: inout ExplorerState) -> [Effect] {
    guard let iteration = state.plotPlace else {
      remark("h and l move a cursor through the simulations", &state)
      return []
    }
    let summary = state.slice.summary
    if summary.disabledReasons[.goTo] == nil {
      state.plotPlace = nil
      return [.send(.goToIteration(iteration))]
    }
    let back = summary.iterations - iteration
    complain(
      back <= summary.undoDepth
        ? "a live search goes back by S: \(back)S takes it to sim \(NumberText.grouped(iteration))"
        : "sim \(NumberText.grouped(iteration)) is further back than the undo record reaches",
      &state)
    return []
  }
}
