import Drawing
import SearchTrees

/// The lines of a plot that are drawn: a few of its series, each with a stroke and a name.
struct PlottedLines {
  /// One of them.
  struct Line {
    /// The name at its end: the label where that is one cell wide, else a letter.
    var name: SafeText
    /// The whole label.
    var label: SafeText
    var stroke: DotRaster.Stroke
    var values: [Double?]

    /// The colour comes last: stroke and name tell lines apart without it.
    var style: Style {
      switch stroke {
      case .line: .accent
      case .dashes: .best
      case .dots: .warning
      case .points: .plain
      }
    }
  }

  /// The lines, the most important first.
  var lines: [Line]
  /// The iteration of each place.
  var iterations: [Int]
  /// How many series are not drawn.
  var left: Int
  /// Whether names are letters that a legend must explain.
  var needsLegend: Bool

  /// As many strokes there are.
  private static let most = DotRaster.Stroke.allCases.count

  /// Chooses among the series of a plot: the first ones, and the one of the node under the cursor.
  init?(_ plot: SearchPlot, cursor: NodeID, repertoire: Repertoire) {
    guard case .lines(let iterations, let series) = plot.content else { return nil }
    self.iterations = iterations
    var chosen = Array(series.indices.prefix(Self.most))
    if let own = series.firstIndex(where: { $0.node == cursor }), !chosen.contains(own) {
      chosen[chosen.count - 1] = own
    }
    left = series.count - chosen.count
    let labels = chosen.map { SafeText(series[$0].label, repertoire: repertoire) }
    let areShort = labels.allSatisfy { $0.width <= 1 }
    needsLegend = !areShort
    let letters: [SafeText] = ["a", "b", "c", "d"]
    lines = zip(chosen.indices, chosen).map { place, index in
      Line(
        name: areShort ? labels[place] : letters[place], label: labels[place],
        stroke: DotRaster.Stroke.allCases[place], values: series[index].values)
    }
  }

  /// The numbers that the scale must hold: those after the first twentieth of the simulations.
  ///
  /// The mean of the first few rollouts jumps from end to end of the range; a scale that held it would
  /// press everything that is asked about into a few rows.
  var numbers: [Double] {
    let settled = (iterations.last ?? 0) / 20
    return lines.flatMap { line in
      zip(iterations, line.values).compactMap { $0 >= settled ? $1 : nil }
    }
  }

  /// The heights of a line at each of some columns, which span the iterations from 0 to the last.
  ///
  /// Between two places that are known a value lies on the straight line; nothing is drawn before the
  /// first, nor across what is not known, nor outside of the scale.
  func heights(of line: Line, columns: Int, _ scale: PlotScale) -> [Double?] {
    guard let last = iterations.last, last > 0, columns > 1 else { return [] }
    var heights: [Double?] = []
    var next = 0
    for column in 0..<columns {
      let iteration = Double(last) * Double(column) / Double(columns - 1)
      while next < iterations.count, Double(iterations[next]) < iteration { next += 1 }
      guard next < iterations.count, let after = line.values[next] else {
        heights.append(nil)
        continue
      }
      guard next > 0, let before = line.values[next - 1] else {
        // What is known from here on begins in the column of its first place.
        let width = Double(last) / Double(columns - 1)
        let isNear = Double(iterations[next]) - iteration < width
        heights.append(isNear ? scale.visibleShare(of: after) : nil)
        continue
      }
      let from = Double(iterations[next - 1])
      let part = (iteration - from) / (Double(iterations[next]) - from)
      heights.append(scale.visibleShare(of: before + (after - before) * part))
    }
    return heights
  }

  /// The place that an iteration is nearest to.
  func place(of iteration: Int) -> Int {
    var best = 0
    for (place, known) in iterations.enumerated()
    where abs(known - iteration) < abs(iterations[best] - iteration) {
      best = place
    }
    return best
  }
}
