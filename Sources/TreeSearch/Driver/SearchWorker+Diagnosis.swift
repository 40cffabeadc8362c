import Groundwork
import SearchTrees

/// What is wrong with the tree of a search, as somebody asks for it or, for the header, unasked.
extension SearchWorker {
  /// Whether somebody wants to know what is wrong with the tree as it is now; of a search that runs, as it was
  /// when it was asked for.
  var diagnosisHasWork: Bool {
    guard request?.wantsDiagnosis == true else { return false }
    guard let diagnosis else { return true }
    return activity == .running
      ? !diagnosis.report.isDone : diagnosis.hasWork(in: queryMoment)
  }

  /// Looks on where somebody asked; returns whether there is more to look at.
  @discardableResult
  func advanceDiagnosis(for seconds: Double) -> Bool {
    var current = diagnosis ?? TreeDiagnosis(declarations)
    // A tree that grows is another one in each look: what is found is of the nodes as they were passed.
    var moment = queryMoment
    if activity == .running, let begun = current.moment, begun.source == moment.source {
      moment = begun
    }
    let hasMore = advance(&current, in: moment, for: seconds)
    diagnosis = current
    return hasMore
  }

  private func advance(
    _ diagnosis: inout TreeDiagnosis, in moment: TreeQueries.Moment, for seconds: Double
  ) -> Bool {
    let deadline = time.now + seconds
    return diagnosis.advance(
      over: facts, in: moment, at: { [time] in time.now },
      isDue: { [time] in time.now >= deadline })
  }

  private var declarations: SearchDeclarations {
    var summary = SearchSummary()
    session.fill(&summary)
    var declarations = SearchDeclarations(range: summary.valueRange)
    declarations.countsSimulations = summary.visitsCount == .simulations
    declarations.settlesEnds = true
    return declarations
  }

  // MARK: - Unasked

  /// The faults of the tree as it was looked at last; none of a tree that is another one by now, or was taken
  /// back to before.
  var faults: [TreeFinding] {
    guard let known = faultWatch.known, known.source == ObjectIdentifier(session),
      known.iterations <= session.iterations
    else { return [] }
    return known.faults
  }

  /// Looks for faults that nobody asked for, where the tree is another one; returns whether there is more to
  /// look at.
  ///
  /// A tree that grows is looked at again when it has grown by half: so all looks together take a few
  /// nanoseconds for each node that is made.
  func goOnLookingForFaults(for seconds: Double) -> Bool {
    let source = ObjectIdentifier(session)
    // In the middle of a simulation visits are on their way.
    guard session.phase == .select, session.waiting == nil else { return false }
    var watch = faultWatch
    if let pass = watch.pass, pass.begun.source != source || pass.iterations > session.iterations {
      watch.pass = nil
    }
    if watch.pass == nil {
      guard isFaultWatchDue(source) else { return false }
      watch.pass = (TreeDiagnosis(declarations), queryMoment, session.iterations)
    }
    guard var pass = watch.pass else { return false }
    let hasMore = advance(&pass.diagnosis, in: pass.begun, for: seconds)
    watch.pass = pass
    if !hasMore {
      watch.known = (source, session.iterations, pass.diagnosis.report.faults)
      watch.pass = nil
    }
    faultWatch = watch
    return hasMore
  }

  private func isFaultWatchDue(_ source: ObjectIdentifier) -> Bool {
    let now = session.iterations
    guard now > 0 else { return false }
    guard let known = faultWatch.known, known.source == source, known.iterations <= now else {
      return true
    }
    return now > known.iterations
      && (now - known.iterations >= max(1, known.iterations / 2)
        || activity != .running && session.nodeCount <= Self.mostNodesUnasked)
  }

  /// Larger trees that stand still are looked at where somebody asks for it.
  private static let mostNodesUnasked = 200_000
}

/// The look for faults that nobody asked for.
struct FaultWatch {
  /// The one that is under way: when it began, and after how many simulations.
  var pass: (diagnosis: TreeDiagnosis, begun: TreeQueries.Moment, iterations: Int)?
  /// What the last one that was complete found, in whose tree, and after how many simulations.
  var known: (source: ObjectIdentifier, iterations: Int, faults: [TreeFinding])?
}
