import Groundwork
public import SearchTrees

extension Recording {
  /// How a recorded search stopped.
  public struct Stop: Hashable, Sendable {
    /// Why, in words.
    ///
    /// Untrusted text.
    public var words: String
    /// The seconds that it ran, where they were kept.
    public var seconds: Double?
    /// The seconds of processor time, where they were kept.
    public var processorSeconds: Double?
    /// The calls that the search had made; nil where it does not say.
    public var calls: Int?
  }

  /// Reads all there is, and names a last line that is not whole.
  public func readWhole() {
    while read(until: .infinity) {}
    reportTornLine()
    if isAtEnd { show(event: eventCount) }
  }

  /// Names a last line that is not whole.
  func reportTornLine() {
    guard tornBytes > 0 else { return }
    report(
      JournalProblem(
        line: eventCount + 1, column: tornBytes,
        reason: "the last line has no end: an event that was still being written"))
  }

  /// Shows the tree as it was after an event.
  public func show(event: Int) { _ = approach(event, until: .infinity) }

  /// The iterations on the branch that is shown.
  public var iterationTotal: Int { iterationCount }

  /// Lends the tree that is shown, with what must be known of the moment.
  public func withTree<Result>(
    _ body: (inout SearchTree, RecordedMoment) -> Result
  ) -> Result {
    var moment = moment(newest: .max)
    if heedsAnswerRule { moment.answerRule = answerRule }
    return body(&fold.tree, moment)
  }

  /// How the search had stopped at the event that is shown; nil where it had not, or went on.
  public var stop: Stop? {
    guard let (event, branch, value) = lastStop, event <= position, branch == shownBranch,
      !hasStep(after: event)
    else { return nil }
    return Stop(
      words: Self.words(ofStop: value), seconds: value["seconds"]?.number,
      processorSeconds: value["cpu_seconds"]?.number, calls: value["calls"]?.integer)
  }

  /// What the search had found at the event that is shown, from the file alone.
  public var report: SearchReport {
    var request = SliceRequest()
    request.rowCount = 1
    var slice = TreeSlice()
    var slicer = TreeSlicer()
    fill(&slice, for: request, path: [], &slicer)
    var report = SearchReport(
      summary: slice.summary, children: children(of: fold.root),
      principalVariation: slice.summary.bestLine,
      answer: slice.summary.answer
        ?? SearchAnswer(rule: "", path: [], value: nil, state: "", isTerminal: false),
      provenValue: fold.tree.nodes[0].flags.contains(.proven)
        ? fold.tree.exactValue(of: .root).map(Double.init) : nil,
      bytesPerNode: fold.tree.bytesPerNode, fingerprint: fold.tree.fingerprint)
    report.rootVisits = fold.tree.visits(of: fold.root)
    report.rootValue = fold.tree.value(of: fold.root)
    report.unexpanded = explanation.unexpanded(below: fold.root)
    return report
  }

  /// Returns all that the file says of a node's children: most visits first; without visits the highest Q
  /// first, and last what is not known.
  private func children(of node: NodeID) -> [SearchReport.Child] {
    let labels = explanation.childLabels(of: node)
    let scores = explanation.childScores(of: node)
    let nodes = fold.tree.children(of: node)
    let family = fold.tree.visitsOfChildren(of: node)
    var probabilities: [NodeID: Double] = [:]
    for candidate in decision(at: node)?.candidates ?? [] {
      probabilities[candidate.node] = candidate.probability
    }
    let children = nodes.indices.map { place -> SearchReport.Child in
      let id = nodes[place]
      let visits = fold.tree.visits(of: id)
      var child = SearchReport.Child(
        action: labels[place], visits: visits, share: SearchTree.share(visits, of: family),
        value: fold.tree.value(of: id), prior: fold.tree.prior(of: id),
        terms: zip(termNames, scores[place].terms).map { NamedNumber($0, $1) },
        score: scores[place].score, flags: fold.tree.nodes[id.index].flags)
      child.probability = probabilities[id]
      fill(&child, of: id)
      return child
    }
    func key(_ child: SearchReport.Child) -> (Double, Double) {
      child.visits.map { ($0, 0) } ?? (-1, child.value ?? -.infinity)
    }
    return children.enumerated()
      .sorted { first, second in
        let keys = (key(first.element), key(second.element))
        return keys.0 == keys.1 ? first.offset < second.offset : keys.0 > keys.1
      }
      .map(\.element)
  }

  /// Fills in what only the journal says of a child.
  private func fill(_ child: inout SearchReport.Child, of node: NodeID) {
    child.kind = explanation.kind(of: node)
    child.source = source(of: node)
    child.unexpanded = explanation.unexpanded(below: node)
    child.statistics = otherStatistics(of: node)
    child.verdict = verdict(of: node)
  }
}
