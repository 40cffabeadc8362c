extension SearchPlot {
  /// The numbers of the plot as lines of comma-separated values (RFC 4180), the heads first; an unknown
  /// number is an empty field.
  ///
  /// May hold untrusted text.
  public func csv(of slice: TreeSlice) -> [String] {
    switch content {
    case .lines(let iterations, let series): return lines(iterations, series, slice)
    case .bars(let bars):
      guard name == .depth else { return parts(of: slice) }
      let visits = slice.plots?.depths?.visits ?? []
      return ["depth,nodes,visits"]
        + bars.enumerated().map { place, bar in
          "\(bar.label),\(Self.count(bar.value)),"
            + Self.count(visits.indices.contains(place) ? visits[place] : nil)
        }
    case .dots(let dots, let frontier):
      return ["kind,node,action,visits,value,score"]
        + dots.map {
          "child,\($0.node),\(Self.text($0.label)),\(Self.count($0.visits)),"
            + "\(Self.number($0.value)),\(Self.number($0.score))"
        }
        + frontier.map { "frontier,,,\(Self.count($0.visits)),\(Self.number($0.value))," }
    }
  }

  private func lines(
    _ iterations: [Int], _ series: [Series], _ slice: TreeSlice
  ) -> [String] {
    if name == .entropy || name == .speed {
      let head = name == .entropy ? "sims,entropy" : "sims,sims_per_second"
      return [head]
        + zip(iterations, series.first?.values ?? []).map { "\($0),\(Self.number($1))" }
    }
    let family = name == .siblings ? slice.plots?.siblings : slice.plots?.root
    var lines = ["sims,node,action,visits,\(name == .share ? "share" : "value")"]
    for place in iterations.indices {
      for (child, series) in zip(family?.children ?? [], series) {
        lines.append(
          "\(iterations[place]),\(child.node),\(Self.text(child.label)),"
            + "\(Self.count(child.visits[place])),\(Self.number(series.values[place]))")
      }
    }
    return lines
  }

  private func parts(of slice: TreeSlice) -> [String] {
    var steps = slice.detail.siblingVerdicts.map { ($0.node, $0.label, $0.verdict) }
    if steps.isEmpty, let verdict = slice.detail.verdict {
      steps = [(slice.detail.node, slice.detail.label, verdict)]
    }
    return ["node,action,part,raw,normalized,weight,adds"]
      + steps.flatMap { node, label, verdict in
        verdict.parts.map { part in
          "\(node),\(Self.text(label)),\(Self.text(part.name)),\(Self.number(part.raw)),"
            + "\(Self.number(part.normalized)),\(Self.number(part.weight)),"
            + Self.number(part.contribution)
        }
      }
  }

  private static func number(_ number: Double?) -> String {
    guard let number, number.isFinite else { return "" }
    return "\(number)"
  }

  /// A whole number without a fraction.
  private static func count(_ number: Double?) -> String {
    guard let number else { return "" }
    return Int(exactly: number).map { "\($0)" } ?? Self.number(number)
  }

  /// A text in quotes where it holds a comma, a quote or the end of a line.
  private static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
      return text
    }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

extension SearchPlot {
  /// Returns the numbers of a plot about the first step of the answer, or the root where there is none;
  /// `fill` cuts a slice.
  ///
  /// May hold untrusted text.
  public static func csv(
    of name: PlotName, _ fill: (inout TreeSlice, SliceRequest) -> Void
  ) -> [String] {
    var request = SliceRequest()
    request.rowCount = 1
    request.wantsPlots = true
    request.wantsTables = name == .frontier
    request.wantsVerdicts = name == .parts
    var slice = TreeSlice()
    fill(&slice, request)
    if let step = slice.summary.answer?.nodes.dropFirst().first {
      request.cursor = .node(step)
      slice = TreeSlice()
      fill(&slice, request)
    }
    return SearchPlot(name, of: slice).csv(of: slice)
  }
}
