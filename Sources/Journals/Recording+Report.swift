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
      processorSeconds: value["cpu_seconds"]?.number)
  }

  /// What the search had found at the event that is shown, from the file alone.
  public var report: SearchReport {
    var request = SliceRequest()
    request.rowCount = 1
    var slice = TreeSlice()
    var slicer = TreeSlicer()
    fill(&slice, for: request, path: [], &slicer)
    let labels = slicer.childLabels(of: .root, in: fold.tree, explanation)
    let scores = explanation.childScores(of: .root)
    let nodes = fold.tree.children(of: .root)
    let children = nodes.indices.map { place in
      let numbers = fold.tree.nodes[nodes[place].index]
      return SearchReport.Child(
        action: labels[place], visits: Int(numbers.visits),
        value: fold.tree.value(of: nodes[place]),
        prior: fold.tree.hasPriors ? Double(fold.tree.priors[nodes[place].index]) : nil,
        terms: zip(termNames, scores[place].terms).map { NamedNumber($0, $1) },
        score: scores[place].score, flags: numbers.flags)
    }
    return SearchReport(
      summary: slice.summary,
      children: children.enumerated()
        .sorted { ($1.element.visits, $0.offset) < ($0.element.visits, $1.offset) }
        .map(\.element),
      principalVariation: slice.summary.bestLine,
      answer: slice.summary.answer
        ?? SearchAnswer(rule: "", path: [], value: nil, state: "", isTerminal: false),
      provenValue: fold.tree.nodes[0].flags.contains(.proven)
        ? fold.tree.exactValue(of: .root).map(Double.init) : nil,
      bytesPerNode: fold.tree.bytesPerNode, fingerprint: fold.tree.fingerprint)
  }
}
