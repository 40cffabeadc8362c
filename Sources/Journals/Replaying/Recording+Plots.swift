public import SearchTrees

extension TreeFold {
  /// Fills in what the rows of a slice were worth earlier, and what plots are drawn of.
  mutating func fillHistories(in slice: inout TreeSlice, isMoving: Bool = false) {
    histories?.fill(&slice)
    histories?.fillPlots(&slice, from: tree, isMoving: isMoving)
  }

  /// Goes on with what of a plot is counted over the whole tree, where that is under way.
  mutating func goOnCounting(looks: Int) { histories?.goOnCounting(tree, looks: looks) }
}

extension Recording {
  /// Keeps from now on, at iterations on a grid, what the nodes that matter are worth; to be called before
  /// anything is read.
  public func keepHistories() { keepsHistories = true }

  /// Returns the numbers of a plot at the event that is shown, as lines of comma-separated values.
  ///
  /// May hold untrusted text.
  public func csv(of plot: PlotName) -> [String] {
    SearchPlot.csv(of: plot) { slice, request in
      if let interpreter {
        interpreter.fill(&slice, for: request, from: &fold.tree, at: answeringMoment)
      } else {
        var slicer = TreeSlicer()
        fill(&slice, for: request, path: [], &slicer)
      }
      fill(&slice.detail, for: request)
      fold.fillHistories(in: &slice)
    }
  }
}
