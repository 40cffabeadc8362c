import Groundwork
import SearchTrees

/// What is looked for in the tree of a search, between two bursts of simulations.
extension SearchWorker {
  /// Seconds of looking between two looks at the channel.
  private static let queryBurst = 0.0005
  /// Seconds of looking before the first answer to a key, which most trees are done in.
  private static let firstQueryBurst = 0.002
  /// Seconds between two slices that are published without a request.
  private static let queryFrame = 1.0 / 30

  /// Where the search is: simulations, phases, edits and notes change what is found.
  private var queryMoment: TreeQueries.Moment {
    let change = session.iterations << 24 | branches[current].events.count << 2
    return TreeQueries.Moment(of: session, change: change | session.phase.rawValue)
  }

  /// What expressions may ask, the notes of a person included.
  var facts: AnnotatedFacts { AnnotatedFacts(session, notes: branches[current].notes) }

  /// Looks on before a request is answered.
  func beginQueries(_ request: SliceRequest) {
    queries.take(request)
    comparisons.take(request)
    // What was found of a tree that may be smaller by now is not kept.
    if !request.wantsDiagnosis { diagnosis = nil }
    if comparisons.hasWork { advanceComparisons(for: Self.firstQueryBurst) }
    advanceQueries(for: Self.firstQueryBurst)
  }

  /// Looks on for a moment, and tells how far it is; returns whether there is more to look at.
  func goOnWithQueries() -> Bool {
    let isAsked = queries.hasWork(at: time.now, in: queryMoment, isBusy: activity == .running)
    let isDiagnosed = diagnosisHasWork
    guard isAsked || comparisons.hasWork || isDiagnosed else { return false }
    var hasMore = isAsked && advanceQueries(for: Self.queryBurst)
    if isDiagnosed, advanceDiagnosis(for: Self.queryBurst) { hasMore = true }
    if comparisons.hasWork, advanceComparisons(for: Self.queryBurst) { hasMore = true }
    // A search that runs is asked for its frames.
    if activity != .running, !hasMore || time.now - queriesShown >= Self.queryFrame {
      queriesShown = time.now
      publish()
    }
    return hasMore
  }

  @discardableResult
  private func advanceComparisons(for seconds: Double) -> Bool {
    let deadline = time.now + seconds
    let title = "\(branches[current].name), sim \(NumberText.grouped(session.iterations))"
    return comparisons.advance(
      over: session, in: queryMoment, title: title,
      { [session] in
        var summary = SearchSummary()
        session.fill(&summary)
        return summary
      }, isDue: { [time] in time.now >= deadline })
  }

  /// Whether somebody wants to know what is wrong with the tree as it is now; of a search that runs, as it was
  /// when it was asked for.
  private var diagnosisHasWork: Bool {
    guard request?.wantsDiagnosis == true else { return false }
    guard let diagnosis else { return true }
    return activity == .running
      ? !diagnosis.report.isDone : diagnosis.hasWork(in: queryMoment)
  }

  @discardableResult
  private func advanceDiagnosis(for seconds: Double) -> Bool {
    let deadline = time.now + seconds
    var current =
      diagnosis
      ?? {
        var summary = SearchSummary()
        session.fill(&summary)
        var declarations = SearchDeclarations(range: summary.valueRange)
        declarations.countsSimulations = summary.visitsCount == .simulations
        declarations.settlesEnds = true
        return TreeDiagnosis(declarations)
      }()
    // A tree that grows is another one in each look: what is found is of the nodes as they were passed.
    var moment = queryMoment
    if activity == .running, let begun = current.moment, begun.source == moment.source {
      moment = begun
    }
    let hasMore = current.advance(
      over: facts, in: moment, at: { [time] in time.now },
      isDue: { [time] in time.now >= deadline })
    diagnosis = current
    return hasMore
  }

  /// How the moment and a node of it are named where the recording is opened again.
  func place(of node: NodeID) -> SearchPlace {
    guard let recorder, recorder.failure == nil else {
      return SearchPlace(problem: "the search is in no file; w saves it")
    }
    guard current == 0, session.phase == .select else {
      return SearchPlace(
        problem: "between two simulations of the main line a place has a name; here it has none")
    }
    return SearchPlace(
      file: recorder.place, moment: "i\(session.iterations)",
      node: SearchPlace.name(of: node, in: session))
  }

  @discardableResult
  private func advanceQueries(for seconds: Double) -> Bool {
    let deadline = time.now + seconds
    return queries.advance(
      over: facts, in: queryMoment, time: time, isBusy: activity == .running
    ) { [time] in time.now >= deadline }
  }
}
