/// The samples of some nodes at points of a history, kept from one plot to the next.
struct PlottedNodes: Sendable {
  /// The nodes that are looked for.
  var nodes: [NodeID] = []
  /// What was found of each, by the iteration of a point; nil where a node is not among its samples.
  var rows: [Int: [ValueHistories.Sample?]] = [:]

  /// More than so many points are kept of none.
  private static let mostRows = 1024

  /// Forgets what was found at later iterations.
  mutating func forget(after iteration: Int) {
    rows = rows.filter { $0.key <= iteration }
  }

  /// Returns what a point holds of the nodes.
  mutating func samples(at point: ValueHistories.Point) -> [ValueHistories.Sample?] {
    if let known = rows[point.iteration] { return known }
    var found = [ValueHistories.Sample?](repeating: nil, count: nodes.count)
    let places = Dictionary(
      nodes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var bits = [Bool](repeating: false, count: 1 << 12)
    for node in nodes { bits[node.index & (1 << 12 - 1)] = true }
    for sample in point.samples where bits[sample.node.index & (1 << 12 - 1)] {
      if let place = places[sample.node] { found[place] = sample }
    }
    // A node of both families stands in each.
    for (place, node) in nodes.enumerated() {
      if let first = places[node], first != place { found[place] = found[first] }
    }
    if rows.count >= Self.mostRows { rows.removeAll() }
    rows[point.iteration] = found
    return found
  }
}

extension ValueHistories {
  /// Fills in what the families of a slice's plots were worth, and how the tree lies in depths.
  ///
  /// `seconds` is how long the search has run, where that is measured.
  /// - Complexity: O(128 * nodes copied at a point) where other nodes are plotted than last time, else
  ///   O(places * nodes of both families); and that of ``DepthTally``.
  public mutating func fillPlots(
    _ slice: inout TreeSlice, from tree: borrowing SearchTree, seconds: Double? = nil
  ) {
    guard var plots = slice.plots else { return }
    let iteration = slice.summary.iterations
    let families = [plots.root, plots.siblings]
    let nodes = families.flatMap { $0.children.map(\.node) }
    if plotted.nodes != nodes { plotted = PlottedNodes(nodes: nodes) }
    let shown = pointsShown(at: iteration)
    plots.iterations = shown.map(\.iteration) + [iteration]
    plots.seconds = shown.map(\.point.seconds) + [seconds]
    let rows = shown.map { plotted.samples(at: $0.point) }
    var place = 0
    func filled(_ family: PlotSamples.Family) -> PlotSamples.Family {
      var family = family
      for index in family.children.indices {
        let node = family.children[index].node
        let visits = tree.visits(of: node)
        let column = rows.map { $0[place] }
        family.children[index].visits =
          zip(column, shown).map { sample, shown in
            if visits == nil { return nil }
            // Where every visited node was copied, one that is missing had no visits.
            return sample.map { Double($0.visits) } ?? (shown.point.isComplete ? 0 : nil)
          } + [visits]
        family.children[index].values =
          column.map { sample in
            sample.flatMap { $0.value.isFinite ? Double($0.value) : nil }
          } + [tree.value(of: node)]
        place += 1
      }
      return family
    }
    plots.root = filled(plots.root)
    plots.siblings = filled(plots.siblings)
    plots.depths = depths.profile(of: tree, at: iteration)
    slice.plots = plots
  }

  /// The points that stand for the places of a plot, each with the iteration of its place; none at the
  /// iteration itself.
  private func pointsShown(at iteration: Int) -> [(iteration: Int, point: Point)] {
    let distance = Self.distance(at: iteration, most: Self.plottedPlaces)
    var shown: [(iteration: Int, point: Point)] = []
    for (index, point) in points.enumerated() {
      let place = Self.place(of: point.iteration, distance)
      let isNewest =
        index + 1 == points.count
        || Self.place(of: points[index + 1].iteration, distance) > place
      let end = (place + 1) * distance
      if isNewest, end < iteration { shown.append((end, point)) }
    }
    return shown
  }
}
