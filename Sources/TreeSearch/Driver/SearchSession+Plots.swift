public import SearchTrees

extension SearchSession {
  /// Returns the numbers of a plot as lines of comma-separated values, in a session that keeps histories.
  ///
  /// May hold untrusted text.
  public func csv(of plot: PlotName) -> [String] {
    SearchPlot.csv(of: plot) { fill(&$0, for: $1) }
  }
}
