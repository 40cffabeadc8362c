/// The samples of some nodes at points of a history, kept from one slice to the next.
struct PlottedNodes: Sendable {
  /// The nodes that are looked for.
  let nodes: [NodeID]
  /// The place of each among them, the first one where a node has two.
  private let places: [NodeID: Int]
  /// A few among many: most of the others are sorted out by one bit each.
  private var bits: [Bool]
  /// What was found of each, by the iteration of a point; nil where a node is not among its samples.
  private var rows: [Int: [ValueHistories.Sample?]] = [:]

  /// More than so many points are kept of none.
  private static let mostRows = 1024
  private static let mask = 1 << 12 - 1

  /// Looks for these nodes from now on.
  init(nodes: [NodeID] = []) {
    self.nodes = nodes
    places = Dictionary(
      nodes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    bits = [Bool](repeating: false, count: nodes.isEmpty ? 0 : Self.mask + 1)
    for node in nodes { bits[node.index & Self.mask] = true }
  }

  /// Forgets what was found at later iterations.
  mutating func forget(after iteration: Int) {
    rows = rows.filter { $0.key <= iteration }
  }

  /// Returns what a point holds of the nodes.
  ///
  /// - Complexity: O(samples of the point) the first time, then O(1).
  mutating func samples(at point: ValueHistories.Point) -> [ValueHistories.Sample?] {
    if let known = rows[point.iteration] { return known }
    var found = [ValueHistories.Sample?](repeating: nil, count: nodes.count)
    guard !nodes.isEmpty else { return found }
    for sample in point.samples where bits[sample.node.index & Self.mask] {
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
  /// `seconds` is how long the search has run, where that is measured. Where the tree `isMoving`, and
  /// ``goOnCounting(_:looks:)`` is called meanwhile, it is not walked through here.
  /// - Complexity: O(128 * nodes copied at a point) where other nodes are plotted than last time, else
  ///   O(places * nodes of both families); and that of ``DepthTally``.
  public mutating func fillPlots(
    _ slice: inout TreeSlice, from tree: borrowing SearchTree, seconds: Double? = nil,
    isMoving: Bool = false
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
    plots.depths = depths.profile(of: tree, at: iteration, isMoving: isMoving)
    slice.plots = plots
  }

  /// Goes on with what of a plot is counted over the whole tree, where that is under way.
  ///
  /// - Complexity: O(`looks`).
  public mutating func goOnCounting(_ tree: borrowing SearchTree, looks: Int) {
    depths.goOn(over: tree, looks: looks)
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
