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
  var queryMoment: TreeQueries.Moment {
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
    let told = faults
    let isLooking = !isDiagnosed && goOnLookingForFaults(for: Self.queryBurst)
    let hasNews = faults != told
    guard isAsked || comparisons.hasWork || isDiagnosed || hasNews else { return isLooking }
    var hasMore = isAsked && advanceQueries(for: Self.queryBurst)
    if isDiagnosed, advanceDiagnosis(for: Self.queryBurst) { hasMore = true }
    if comparisons.hasWork, advanceComparisons(for: Self.queryBurst) { hasMore = true }
    // A search that runs is asked for its frames.
    if activity != .running, !hasMore || time.now - queriesShown >= Self.queryFrame {
      queriesShown = time.now
      publish()
    }
    return hasMore || isLooking
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
