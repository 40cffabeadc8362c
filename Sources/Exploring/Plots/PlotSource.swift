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
  init(_ state: borrowing ExplorerState) {
    let samples = state.plotted.samples
    range = state.plotted.range
    let cursor = state.slice.cursor
    let isSampled = samples?.root.children.contains { $0.node == cursor } ?? false
    self.samples = samples
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

/// What the plots beside the tree are drawn of: a few times a second in a search that runs, so that keys do
/// not wait for lines that hardly moved.
struct PlottedMoment: Sendable {
  /// Seconds between two moments of a search that runs.
  private static let interval = 0.1

  /// The samples.
  private(set) var samples: PlotSamples?
  /// The range that values can have, or had.
  private(set) var range: ClosedRange<Double>?
  private var time = -1e9

  /// Takes the samples of a slice that came at `time`, unless it is too soon and they are of the same tree.
  mutating func take(_ slice: TreeSlice, ofSameTree isSame: Bool, at time: Double) {
    let goesOn =
      slice.summary.activity == .running && isSame
      && slice.plots?.root.parent == samples?.root.parent
      && (slice.plots?.iterations.last ?? 0) >= (samples?.iterations.last ?? 0)
    if goesOn, slice.plots != nil, time - self.time < Self.interval { return }
    (samples, range, self.time) = (slice.plots, slice.historyRange, time)
  }
}
