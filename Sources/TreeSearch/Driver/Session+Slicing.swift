import Groundwork
public import SearchTrees

extension Session {
  /// Fills in what the search says of itself.
  public func fill(_ summary: inout SearchSummary) { _ = fillIn(&summary) }

  /// Fills in what the search says of itself, and returns the most visited line.
  private func fillIn(_ summary: inout SearchSummary) -> [NodeID] {
    let selection = search.recipe.selection
    summary.problem = search.recipe.world.name
    summary.preset = preset
    summary.label = label
    summary.seed = search.seed
    summary.iterations = search.iterations
    summary.nodes = search.tree.count
    summary.depth = search.deepest
    summary.bytes = search.tree.count * search.tree.bytesPerNode
    summary.phase = search.phase
    summary.undoDepth = search.undoDepth
    let open = search.lookAtOpenNodes(isLent: isInterpreting)
    summary.openNodes = open?.count
    summary.bestOpenNodes = open?.best ?? []
    summary.rule = selection.name
    summary.formula = selection.formula
    summary.selectionRules = search.selectionRules
    summary.evaluationName = search.recipe.evaluator.name
    summary.termNames = selection.termNames
    summary.parameters = selection.parameters.map { NamedNumber($0.name, $0.value) }
    summary.hasPriors = search.tree.hasPriors
    summary.statistics = search.tree.statistics.layout.statistics
    summary.edge = search.recipe.proposer.edge
    if search.recipe.evaluator.rewardsSteps { summary.alarms += search.alarms }
    // Of a recording the evaluator has seen only what was looked at.
    if !isInterpreting { search.recipe.evaluator.describe(in: &summary) }
    summary.valueMeaning = search.recipe.backup.meaning.words
    summary.visitsCount = search.recipe.backup.meaning.visits
    summary.valueRange = search.range.flatMap { search.recipe.backup.valueRange(of: $0) }
      .map { Double($0.lowerBound)...Double($0.upperBound) }
    let line = search.principalVariation
    summary.bestLine = labels(of: line)
    summary.bestValue = line.count > 1 ? search.tree.value(of: line[1]) : nil
    summary.answer = answer(shownAnswer, beside: line)
    return line
  }

  /// Fills in everything that a request asks for.
  public func fill(_ slice: inout TreeSlice, for request: SliceRequest) {
    if sliceCheck.isDue() { fillChecked(&slice, for: request) } else { cut(&slice, for: request) }
    // A recording keeps its own.
    if !isInterpreting { fillHistories(in: &slice, isMoving: request.isMoving) }
  }

  /// Fills in everything but what nodes were worth earlier.
  func cut(_ slice: inout TreeSlice, for request: SliceRequest) {
    if request.wantsTrace {
      if trace == nil { trace = search.retrace() }
      slice.trace = trace
    }
    let line = fillIn(&slice.summary)
    let path = Set(trace.map { $0.path.map(\.node) } ?? [])
    slicer.cutRows(
      request, of: search.tree, search,
      marking: TreeSlicer.Lines(
        best: line, answer: slice.summary.answer?.nodes ?? [], simulation: path), into: &slice)
    fill(&slice.detail, of: slice.cursor, slice.cursorPath, for: request)
    if let calls = request.calls, !isInterpreting {
      slice.calls = keptCalls?.window(calls)
      let number = request.call ?? slice.calls?.count ?? 0
      slice.calls?.edit = callEdit(number, isMoving: request.isMoving)
    }
    if let parent = slice.plots?.siblings.parent {
      slice.plots?.frontier = search.frontier(of: parent, for: slice.cursor)
    }
  }

  private func fill(
    _ detail: inout NodeDetail, of node: NodeID, _ labels: [String], for request: SliceRequest
  ) {
    detail.node = node
    detail.label = labels.last ?? ""
    detail.depth = labels.count
    detail.statistics = search.tree.nodes[node.index]
    detail.exactValue = search.tree.exactValue(of: node).map(Double.init)
    detail.visits = search.tree.visits(of: node)
    detail.valueSum = search.tree.valueSum(of: node)
    detail.mean = search.tree.mean(of: node)
    detail.childCount = search.tree.childCount(of: node)
    detail.prior = search.tree.prior(of: node)
    detail.otherStatistics = statistics(of: node)
    if request.wantsTables {
      detail.siblings = search.tree.parent(of: node).flatMap { search.selectionTable(at: $0) }
      detail.children = search.selectionTable(at: node)
    }
    if request.wantsState {
      let state = search.state(at: node).state
      detail.actionCount = search.recipe.world.actionCount(in: state)
      detail.stateLine = search.recipe.world.line(for: state)
      detail.picture = search.recipe.world.picture(of: state)
      detail.board = search.recipe.world.board(of: state)
    }
    if request.wantsVerdicts, search.recipe.evaluator.rewardsSteps {
      detail.siblingVerdicts = search.verdicts(beside: node)
      detail.verdict = detail.siblingVerdicts.first { $0.node == node }?.verdict
    }
    if search.recipe.evaluator.isAsked { detail.verdict = search.keptVerdict(on: node) }
    if request.wantsHistory { detail.backups = search.backups(through: node, limit: 256) }
  }

  /// Returns what the search has found, the answer by a rule.
  public func report(_ rule: AnswerRule) -> SearchReport { report(by: rule) }

  /// Returns what the search has found, the answer by any reader.
  public func report(by reader: any Reader) -> SearchReport {
    var summary = SearchSummary()
    fill(&summary)
    let table = search.selectionTable(at: .root)
    let family = search.tree.visitsOfChildren(of: .root)
    let known = reader as? AnswerRule == shownAnswer ? summary.answer : nil
    let answer = known ?? self.answer(reader, beside: search.principalVariation)
    let children = (table?.candidates ?? []).filter { $0.node != .none }
      .sorted { ($1.visits ?? -1, $0.node) < ($0.visits ?? -1, $1.node) }
      .map {
        var child = SearchReport.Child(
          action: $0.label, visits: $0.visits, share: SearchTree.share($0.visits, of: family),
          value: $0.value, prior: $0.prior, terms: $0.terms,
          score: $0.score, flags: $0.flags)
        let node = $0.node
        child.statistics = statistics(of: node)
        child.probability = answer.chances.first { $0.node == node }?.probability
        return child
      }
    let proven =
      search.tree.nodes[0].flags.contains(.proven)
      ? Double(search.recipe.backup.childLevel.below(search.tree.exactValues[0], reward: 0)) : nil
    var report = SearchReport(
      summary: summary, children: children, principalVariation: summary.bestLine,
      answer: answer,
      provenValue: proven, bytesPerNode: search.tree.bytesPerNode,
      fingerprint: search.tree.fingerprint)
    report.rootVisits = search.tree.visits(of: .root)
    report.rootValue = search.tree.value(of: .root)
    return report
  }

  /// The declared statistics of a node.
  private func statistics(of node: NodeID) -> [NamedStatistic] {
    zip(search.tree.statistics.layout.cellNames, search.tree.statistics.row(of: node))
      .map { NamedStatistic($0, $1) }
  }
}
