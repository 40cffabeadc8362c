import Groundwork

/// What the nodes that matter were worth in the course of a search: N and Q at iterations on a grid.
///
/// The grid begins with every iteration; each time it has 256 points every other one goes, and from
/// then on its points lie twice as far apart. At a point the numbers of the root's children, of the best line
/// and of the 4,096 most visited nodes are copied. So a history depends on the search alone, not on
/// when somebody looked: it is the same in every run, and in a recording of it. A node that was not
/// among them at a point has nothing there, and nothing is invented.
public struct ValueHistories: Sendable {
  /// The numbers of one node.
  struct Sample: BitwiseCopyable {
    var node: NodeID
    var visits: UInt32
    /// Not a number where Q is not known.
    var value: Float
  }

  /// What was copied after an iteration.
  struct Point: Sendable {
    var iteration: Int
    /// The seconds that the search had run; nil where nobody measures them.
    var seconds: Double?
    let samples: [Sample]
    /// The lowest and the highest value among them; nil where none is known.
    let range: ClosedRange<Float>?
    /// Whether every visited node is among the samples.
    var isComplete: Bool { samples.count < ValueHistories.mostNodes }

    init(iteration: Int, seconds: Double?, samples: [Sample]) {
      self.iteration = iteration
      self.seconds = seconds
      self.samples = samples
      var low = Float.infinity
      var high = -Float.infinity
      for sample in samples where sample.value.isFinite {
        low = min(low, sample.value)
        high = max(high, sample.value)
      }
      range = low <= high ? low...high : nil
    }
  }

  /// The history of one node.
  public struct Line: Hashable, Sendable {
    /// The iteration of each place, oldest first: evenly spread from the beginning to now.
    public var iterations: [Int] = []
    /// N at each place; nil where the node was not among those that are followed.
    public var visits: [Int?] = []
    /// Q at each place; nil where it was not known.
    public var values: [Double?] = []

    /// Makes a line without places.
    public init() {}

    /// Returns how far Q has moved since half of the visits that a node has now: between two places the
    /// sum of values lies on the straight line.
    func drift(visits: Double?, value: Double?) -> Double? {
      guard let now = visits, let value, now >= SliceRow.leastDriftVisits else { return nil }
      let half = now / 2
      var before: (visits: Double, sum: Double)?
      for (known, mean) in zip(self.visits + [nil], values + [nil]) {
        guard let known, let mean, known > 0 else { continue }
        let point = (visits: Double(known), sum: Double(known) * mean)
        if point.visits == half { return value - mean }
        if point.visits > half { return between(before, point, half).map { value - $0 } }
        before = point
      }
      return between(before, (now, now * value), half).map { value - $0 }
    }

    private func between(
      _ low: (visits: Double, sum: Double)?, _ high: (visits: Double, sum: Double), _ half: Double
    ) -> Double? {
      guard let low, high.visits > low.visits else { return nil }
      let part = (half - low.visits) / (high.visits - low.visits)
      return (low.sum + (high.sum - low.sum) * part) / half
    }
  }

  /// The lines of some nodes, and the lowest and highest value of all nodes at their places.
  struct Found: Sendable {
    var lines: [Line]
    var range: ClosedRange<Double>?
  }

  private static let mostPoints = 256
  static let mostNodes = 4096
  private static let mostPlaces = 32
  /// As many places a plot has at most: the points that are left of a search that is taken back to half.
  static let plottedPlaces = 128

  private(set) var points: [Point] = []
  private var step = 1
  /// The widest step for which points were left out.
  private var thinned = 1
  private var mostVisited = MostVisited()
  /// What was asked for last: every key asks again, most often for the same.
  private var newest: (nodes: [NodeID], grid: Grid, found: Found)?
  /// What the lines of rows and plots were drawn of lately.
  private var lined = PlottedNodes()
  var plotted = PlottedNodes()
  /// How nodes and visits lie in the tree, as it was counted last.
  var depths = DepthTally()

  /// Makes histories without points.
  public init() {}

  /// The iteration of the next point.
  public var next: Int { ((points.last?.iteration ?? 0) / step + 1) * step }

  /// Copies the numbers of the tree as it is after an iteration, if that is the next point's, or comes
  /// after it.
  ///
  /// `range` holds the lowest and highest value a node can have, as for the best line; `seconds` is how
  /// long the search has run, where that is measured.
  /// - Complexity: as ``MostVisited/find(in:limit:)`` for 4,096 nodes, whatever the size of the tree.
  public mutating func record(
    _ tree: borrowing SearchTree, at iteration: Int, range: ClosedRange<Float>?,
    seconds: Double? = nil
  ) {
    guard iteration >= next else { return }
    newest = nil
    var samples = Self.others(in: tree, beside: &mostVisited, range)
    for key in mostVisited.keys { samples.append(Self.sample(MostVisited.node(of: key), tree)) }
    points.append(Point(iteration: iteration, seconds: seconds, samples: samples))
    assert(
      points.count < 2 || points[points.count - 2].iteration < iteration,
      "points are copied in the order of iterations")
    let wider = Self.step(at: iteration)
    guard wider > step else { return }
    (step, thinned) = (wider, max(wider, thinned))
    // Of the points up to each place of the wider grid the newest stays: the one that lies on it.
    let places = points.map { Self.place(of: $0.iteration, step) }
    points = points.indices.filter { $0 + 1 == points.count || places[$0] < places[$0 + 1] }
      .map { points[$0] }
  }

  /// Forgets what was copied after a later iteration: the search was taken back.
  public mutating func forget(after iteration: Int) {
    newest = nil
    lined.forget(after: iteration)
    plotted.forget(after: iteration)
    while let last = points.last, last.iteration > iteration { points.removeLast() }
    step = Self.step(at: iteration)
  }

  /// The distance of the grid's points once an iteration is done.
  private static func step(at iteration: Int) -> Int {
    var step = 1
    while iteration / step >= mostPoints { step *= 2 }
    return step
  }

  /// Which place of a grid an iteration leads up to, from 0.
  static func place(of iteration: Int, _ step: Int) -> Int {
    (iteration + step - 1) / step - 1
  }

  /// Finds the most visited nodes, and copies those beside them: the root's children and the best line.
  private static func others(
    in tree: borrowing SearchTree, beside mostVisited: inout MostVisited,
    _ range: ClosedRange<Float>?
  ) -> [Sample] {
    mostVisited.find(in: tree, limit: mostNodes)
    // Where there are fewer than fit, every visited node is among them.
    guard mostVisited.keys.count == mostNodes, let least = mostVisited.keys.min() else { return [] }
    var samples: [Sample] = []
    func add(_ node: NodeID, _ numbers: Node) {
      let isThere = MostVisited.key(numbers.visits, node) >= least
      if !isThere, numbers.visits > 0 { samples.append(sample(node, tree)) }
    }
    _ = tree.forEachChild(of: .root) { child, numbers in
      add(child, numbers)
      return samples.count < mostNodes
    }
    for node in tree.principalVariation(range: range).dropFirst(2).prefix(mostNodes) {
      add(node, tree.nodes[node.index])
    }
    return samples
  }

  private static func sample(_ node: NodeID, _ tree: borrowing SearchTree) -> Sample {
    Sample(
      node: node, visits: tree.nodes[node.index].visits,
      value: tree.value(of: node).map(Float.init) ?? .nan)
  }

  // MARK: - Looking at it

  /// Whether points are missing that a search that never went further than an iteration would have: it
  /// was taken back to less than half of what it had done.
  public func isTooCoarse(at iteration: Int) -> Bool {
    thinned > Self.distance(at: iteration, most: Self.plottedPlaces)
  }

  /// The distance of places, of which there are more than half of `most` and not more than `most`.
  static func distance(at iteration: Int, most: Int = mostPlaces) -> Int {
    var distance = 1
    while iteration / distance > most { distance *= 2 }
    return distance
  }

  /// The places of a line, which a few more simulations leave as they are.
  private struct Grid: Equatable {
    var distance: Int
    var places: Int

    init(at iteration: Int) {
      distance = ValueHistories.distance(at: iteration)
      places = max(0, iteration) / distance
    }
  }

  /// Returns the lines of nodes up to an iteration, 17 to 32 places each, fewer in the beginning; and the
  /// lowest and highest value of all nodes at those places.
  ///
  /// The places are the same for all nodes, and a function of the iteration alone: four steps of the
  /// grid apart or more, so that they stay when a search is taken back.
  /// - Complexity: O(nodes copied at those places).
  func lines(of nodes: [NodeID], at iteration: Int) -> Found {
    var kept = PlottedNodes()
    return Self.lines(of: nodes, on: Grid(at: iteration), from: points, keeping: &kept)
  }

  private static func lines(
    of nodes: [NodeID], on grid: Grid, from points: [Point], keeping kept: inout PlottedNodes
  ) -> Found {
    let (distance, places) = (grid.distance, grid.places)
    var line = Line()
    line.iterations = (0..<places).map { ($0 + 1) * distance }
    line.visits = [Int?](repeating: nil, count: places)
    line.values = [Double?](repeating: nil, count: places)
    var lines = [Line](repeating: line, count: nodes.count)
    var low = Float.infinity
    var high = -Float.infinity
    var shown: [(place: Int, point: Point)] = []
    for (index, point) in points.enumerated() {
      // The newest point up to a place stands for it.
      let place = Self.place(of: point.iteration, distance)
      let isNewest =
        index + 1 == points.count
        || Self.place(of: points[index + 1].iteration, distance) > place
      guard isNewest, place < places else { continue }
      shown.append((place, point))
      if let range = point.range {
        low = min(low, range.lowerBound)
        high = max(high, range.upperBound)
      }
    }
    let rows = kept.samples(of: nodes, at: shown.map(\.point))
    for (place, samples) in zip(shown.map(\.place), rows) {
      for (row, sample) in samples.enumerated() {
        guard let sample else { continue }
        lines[row].visits[place] = Int(sample.visits)
        if sample.value.isFinite { lines[row].values[place] = Double(sample.value) }
      }
    }
    return Found(lines: lines, range: low <= high ? Double(low)...Double(high) : nil)
  }
}

extension ValueHistories {
  /// Fills in the histories of a slice's rows and of the node under its cursor.
  ///
  /// - Complexity: O(rows) where the same rows were asked for last and no place has come since, O(rows *
  ///   places) where only places have come, else O(nodes copied at the places of a line).
  public mutating func fill(_ slice: inout TreeSlice) {
    let shown = slice.rows.indices.filter { slice.rows[$0].kind == .node }
    var nodes = shown.map { slice.rows[$0].id }
    if !nodes.contains(slice.cursor) { nodes.append(slice.cursor) }
    let grid = Grid(at: slice.summary.iterations)
    if newest?.grid != grid || newest?.nodes != nodes {
      let found = Self.lines(of: nodes, on: grid, from: points, keeping: &lined)
      newest = (nodes, grid, found)
    }
    guard let found = newest?.found else { return }
    assert(found.lines.count == nodes.count, "every node has its line")
    slice.historyRange = slice.summary.valueRange ?? found.range
    for (place, row) in shown.enumerated() {
      slice.rows[row].history = found.lines[place].values
      slice.rows[row].drift = found.lines[place].drift(
        visits: slice.rows[row].visits, value: slice.rows[row].value)
    }
    if let place = nodes.firstIndex(of: slice.cursor) { slice.detail.history = found.lines[place] }
  }
}
