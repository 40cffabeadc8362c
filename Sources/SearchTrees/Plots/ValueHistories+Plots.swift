/// The samples of the nodes that were asked for lately, at points of a history: kept from one slice to the
/// next, so that each point is looked through once for each node.
struct PlottedNodes: Sendable {
  /// The nodes, and where each of them stands in a row.
  private var nodes: [NodeID] = []
  private var places: [NodeID: Int] = [:]
  /// A few among many: most of the others are sorted out by one bit each.
  private var bits: [Bool] = []
  /// What was found of each, by the iteration of a point; nil where a node is not among its samples.
  ///
  /// A row may be too short: the nodes behind its end were not looked for yet.
  private var rows: [Int: [ValueHistories.Sample?]] = [:]

  /// More nodes and more points than so many are not kept beside those that are asked for.
  private static let most = (nodes: 256, rows: 512)
  private static let mask = 1 << 12 - 1

  /// Forgets what was found at later iterations.
  mutating func forget(after iteration: Int) {
    rows = rows.filter { $0.key <= iteration }
  }

  /// Returns what each of some points holds of some nodes, of which one may stand there twice.
  ///
  /// - Complexity: O(nodes) for each point, and O(samples) where a node was not looked for there.
  mutating func samples(
    of asked: [NodeID], at points: [ValueHistories.Point]
  ) -> [[ValueHistories.Sample?]] {
    guard !asked.isEmpty else { return points.map { _ in [] } }
    let newCount = asked.count { places[$0] == nil }
    if nodes.count + newCount > Self.most.nodes || rows.count > Self.most.rows {
      self = PlottedNodes()
    }
    let columns = asked.map { place(of: $0) }
    return points.map { point in
      let row = row(at: point)
      return columns.map { row[$0] }
    }
  }

  /// Where a node stands in a row; one that is not known is looked for from now on.
  private mutating func place(of node: NodeID) -> Int {
    if let known = places[node] { return known }
    if bits.isEmpty { bits = [Bool](repeating: false, count: Self.mask + 1) }
    bits[node.index & Self.mask] = true
    places[node] = nodes.count
    nodes.append(node)
    return nodes.count - 1
  }

  private mutating func row(at point: ValueHistories.Point) -> [ValueHistories.Sample?] {
    var row = rows[point.iteration] ?? []
    let first = row.count
    guard first < nodes.count else { return row }
    row += [ValueHistories.Sample?](repeating: nil, count: max(0, nodes.count - first))
    for sample in point.samples where bits[sample.node.index & Self.mask] {
      if let place = places[sample.node], place >= first { row[place] = sample }
    }
    rows[point.iteration] = row
    return row
  }
}

extension ValueHistories {
  /// Fills in what the families of a slice's plots were worth, and how the tree lies in depths.
  ///
  /// `seconds` is how long the search has run, where that is measured. Where the tree `isMoving`, and
  /// ``goOnCounting(_:looks:)`` is called meanwhile, it is not walked through here.
  /// - Complexity: O(places * nodes of both families), O(128 * nodes copied at a point) where other nodes are
  ///   plotted than lately; and that of ``DepthTally``.
  public mutating func fillPlots(
    _ slice: inout TreeSlice, from tree: borrowing SearchTree, seconds: Double? = nil,
    isMoving: Bool = false
  ) {
    guard var plots = slice.plots else { return }
    let iteration = slice.summary.iterations
    let families = [plots.root, plots.siblings]
    let nodes = families.flatMap { $0.children.map(\.node) }
    let shown = pointsShown(at: iteration)
    plots.iterations = shown.map(\.iteration) + [iteration]
    plots.seconds = shown.map(\.point.seconds) + [seconds]
    let rows = plotted.samples(of: nodes, at: shown.map(\.point))
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
