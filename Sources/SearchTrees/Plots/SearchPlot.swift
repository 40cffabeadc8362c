import Glibc

/// One plot of a search at a moment: numbers and names, without a size or signs.
///
/// What a screen draws and what a table lists are made of the same one.
public struct SearchPlot: Hashable, Sendable {
  /// A line over the simulations.
  public struct Series: Hashable, Sendable {
    /// What it is about: an action, or nothing where there is one line only.
    ///
    /// Untrusted text.
    public var label: String
    /// The node that it is about.
    public var node: NodeID?
    /// The number at each place; nil where it is not known.
    public var values: [Double?]
  }

  /// A bar.
  public struct Bar: Hashable, Sendable {
    /// What it is about.
    ///
    /// Untrusted text.
    public var label: String
    /// Its length; nil where it is not known.
    public var value: Double?
  }

  /// A sibling by visits and Q.
  public struct Dot: Hashable, Sendable {
    /// The action.
    ///
    /// Untrusted text.
    public var label: String
    /// The node.
    public var node: NodeID
    /// N; nil where it is not known.
    public var visits: Double?
    /// Q; nil where it is not known.
    public var value: Double?
    /// The score; nil where it is not known.
    public var score: Double?
    /// Whether selection takes it next.
    public var isNext: Bool
  }

  /// What is drawn.
  public enum Content: Hashable, Sendable {
    /// Lines over the iterations of all places.
    case lines(iterations: [Int], [Series])
    /// Bars below each other.
    case bars([Bar])
    /// Points, and the line on which one is taken next.
    case dots([Dot], frontier: [PlotSamples.FrontierPoint])
  }

  /// Which plot it is.
  public var name: PlotName
  /// What is drawn.
  public var content: Content
  /// The range that values can have, where it is known.
  public var range: ClosedRange<Double>?

  /// Makes a plot of what a slice holds; empty where it holds nothing for it.
  public init(_ name: PlotName, of slice: TreeSlice) {
    self.name = name
    let plots = slice.plots
    let iterations = plots?.iterations ?? []
    func lines(_ series: [Series]) -> Content { .lines(iterations: iterations, series) }
    switch name {
    case .value:
      content = lines(Self.values(of: plots?.root))
      range = slice.historyRange
    case .siblings:
      content = lines(Self.values(of: plots?.siblings))
      range = slice.historyRange
    case .share:
      content = lines(Self.shares(in: plots?.root))
      range = 0...1
    case .entropy:
      content = lines(plots.map { [Self.entropy(of: $0.root)] } ?? [])
      range = 0...Self.mostEntropy(plots?.root)
    case .speed: content = lines(plots.map { [Self.speed($0)] } ?? [])
    case .depth:
      let depths = plots?.depths
      content = .bars(
        (depths?.nodes ?? []).enumerated().map { Bar(label: "\($0)", value: Double($1)) })
    case .parts:
      content = .bars(
        (slice.detail.verdict?.parts ?? []).map { Bar(label: $0.name, value: $0.contribution) })
    case .frontier:
      let table = slice.detail.siblings ?? slice.detail.children
      content = .dots(
        (table?.candidates ?? []).enumerated().filter { $1.node != .none }.map { place, child in
          Dot(
            label: child.label, node: child.node, visits: child.visits, value: child.value,
            score: child.score.isNaN ? nil : child.score, isNext: place == table?.winner)
        },
        frontier: plots?.frontier ?? [])
      range = slice.historyRange
    }
  }

  /// Whether there is nothing to draw.
  public var isEmpty: Bool {
    switch content {
    case .lines(let iterations, let series):
      iterations.count < 2 || !series.contains { $0.values.contains { $0 != nil } }
    case .bars(let bars): !bars.contains { $0.value != nil }
    case .dots(let dots, _): !dots.contains { $0.value != nil && $0.visits != nil }
    }
  }

  private static func values(of family: PlotSamples.Family?) -> [Series] {
    (family?.children ?? []).map { Series(label: $0.label, node: $0.node, values: $0.values) }
  }

  /// The sums of the visits of a family at each place; nil where one is not known.
  private static func sums(of family: PlotSamples.Family) -> [Double?] {
    (0..<(family.children.first?.visits.count ?? 0)).map { place in
      var sum = 0.0
      for child in family.children {
        guard let visits = child.visits[place] else { return nil }
        sum += visits
      }
      return sum
    }
  }

  private static func shares(in family: PlotSamples.Family?) -> [Series] {
    guard let family else { return [] }
    let sums = sums(of: family)
    return family.children.map { child in
      Series(
        label: child.label, node: child.node,
        values: zip(child.visits, sums).map { visits, sum in
          guard let visits, let sum, sum > 0 else { return nil }
          return visits / sum
        })
    }
  }

  /// The entropy of the visits among the children at each place, in nats.
  private static func entropy(of family: PlotSamples.Family) -> Series {
    let shares = shares(in: family)
    let values: [Double?] = (0..<(shares.first?.values.count ?? 0)).map { place in
      var entropy = 0.0
      for series in shares {
        guard let share = series.values[place] else { return nil }
        if share > 0 { entropy -= share * log(share) }
      }
      return entropy
    }
    return Series(label: "", node: nil, values: values)
  }

  /// The entropy of as many equal children as there are.
  private static func mostEntropy(_ family: PlotSamples.Family?) -> Double {
    log(Double(max(2, family?.children.count ?? 2)))
  }

  /// The simulations a second since the place before.
  private static func speed(_ plots: PlotSamples) -> Series {
    var values: [Double?] = []
    var before: (iteration: Int, seconds: Double)? = (0, 0)
    for (iteration, seconds) in zip(plots.iterations, plots.seconds) {
      guard let seconds else {
        values.append(nil)
        before = nil
        continue
      }
      let rate = before.flatMap { before -> Double? in
        let taken = seconds - before.seconds
        return taken > 0 && iteration > before.iteration
          ? Double(iteration - before.iteration) / taken : nil
      }
      values.append(rate)
      before = (iteration, seconds)
    }
    return Series(label: "", node: nil, values: values)
  }
}
