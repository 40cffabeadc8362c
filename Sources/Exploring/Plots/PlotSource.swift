import SearchTrees

/// What the plots of the root's children are drawn of, and nothing else: while it stays the same they do.
struct PlotSource: Equatable {
  /// The samples.
  let samples: PlotSamples?
  /// The range that values can have, where it is known.
  let range: ClosedRange<Double>?
  /// The node under the cursor where it is one of the root's children, else the root.
  let cursor: NodeID

  /// Takes from a state what the plots depend on.
  init(_ state: ExplorerState) {
    samples = state.slice.plots
    range = state.slice.historyRange
    let cursor = state.slice.cursor
    let isSampled = samples?.root.children.contains { $0.node == cursor } ?? false
    self.cursor = isSampled ? cursor : .root
  }

  /// Whether there is more than one place to draw a line through.
  var hasLines: Bool { samples.map { $0.iterations.count > 1 } ?? false }

  /// Returns one of the plots of the root's children.
  func plot(_ name: PlotName) -> SearchPlot {
    var slice = TreeSlice()
    slice.plots = samples
    slice.historyRange = range
    return SearchPlot(name, of: slice)
  }

  /// Only what is drawn counts: not the siblings of the cursor, which change with every move.
  static func == (one: PlotSource, other: PlotSource) -> Bool {
    one.cursor == other.cursor && one.range == other.range
      && one.samples?.iterations == other.samples?.iterations
      && one.samples?.root == other.samples?.root
  }
}
