public import Groundwork

/// What the owner of a tree looks for in it, a little at a time: the matches of a filter, and the node
/// that somebody wants to go to.
///
/// One owner, one thread. ``take(_:)`` hears of a request, ``advance(over:in:time:isBusy:isDue:)`` works on
/// it between other things, ``fill(_:for:from:)`` tells in a
/// slice how far it is.
public struct TreeQueries: ~Copyable {
  /// Where the tree is: what was found at another moment is looked for again.
  public struct Moment: Hashable, Sendable {
    /// Who answers; what was asked of another is void.
    public var source: ObjectIdentifier
    /// Counts the changes of the tree, such as simulations or the event that is shown.
    public var change: Int

    /// Names a moment.
    public init(of source: AnyObject, change: Int) {
      self.source = ObjectIdentifier(source)
      self.change = change
    }
  }

  /// What was found by a filter whose nodes were all asked.
  public private(set) var found: FoundNodes?

  private var filter: String?
  private var pass: FilterPass?
  private var filterReport: FilterReport?
  private var repetition = Repetition()
  /// How often the nodes of a filter were found.
  private var foundSerial = 0

  private var grouping = GroupQuery()
  private var columns = RowColumns()

  /// Whose tree was looked at last.
  private var known: ObjectIdentifier?

  private var lookup: NodeLookup?
  private var lookupPass: FilterPass?
  /// For which lookup the pass was begun, and at which moment.
  private var begun: NodeLookup?
  private var lookupMoment: Moment?
  private var scan: LandmarkScan?
  private var lookupReport: NodeLookupReport?

  /// As many matches are opened by themselves.
  private static let openedMatches = 200
  /// As many hits are put in order while others are looked for.
  private static let rankedMeanwhile = 1000

  /// Asks for nothing.
  public init() {}

  /// Hears what is asked for now.
  public mutating func take(_ request: SliceRequest) {
    grouping.take(request)
    if request.filter != filter {
      filter = request.filter
      forgetFilter()
      filterReport = nil
    }
    if request.lookup != lookup {
      lookup = request.lookup
      lookupReport = nil
      scan = nil
      // The next hit of the same words stands in what was found already.
      if lookup?.subject != begun?.subject || lookup?.subject.isLandmark != false {
        lookupPass = nil
      }
    }
  }

  private mutating func forgetFilter() {
    pass = nil
    found = nil
    foundSerial += 1
    repetition = Repetition()
  }

  /// Whether there is something to be done now, in a tree that is at a moment; one that is busy changing is
  /// not filtered again at once.
  public func hasWork(at now: Double, in current: Moment, isBusy: Bool) -> Bool {
    if lookup != nil, lookupReport?.isDone != true { return true }
    if hasFilterWork(at: now, in: current, isBusy: isBusy) { return true }
    return grouping.hasWork(at: now, in: current, isBusy: isBusy, foundSerial: foundSerial)
  }

  private func hasFilterWork(at now: Double, in current: Moment, isBusy: Bool) -> Bool {
    guard filter != nil else { return false }
    if pass != nil { return true }
    guard filterReport?.error == nil || repetition.moment?.source != current.source else {
      return false
    }
    return repetition.isDue(at: now, in: current, isBusy: isBusy)
  }

  /// Works until it is time to do something else; returns whether there is more to do.
  public mutating func advance(
    over facts: any TreeFacts, in current: Moment, time: any TimeSource, isBusy: Bool,
    isDue: () -> Bool
  ) -> Bool {
    if let known, known != current.source {
      forgetFilter()
      grouping.forget()
      lookupPass = nil
      scan = nil
    }
    known = current.source
    if lookupReport == nil, lookupMoment != current {
      // What was found at another moment is looked for again.
      lookupPass = nil
      lookupMoment = current
    }
    if lookup != nil, lookupReport?.isDone != true { advanceLookup(over: facts, isDue) }
    if hasFilterWork(at: time.now, in: current, isBusy: isBusy) {
      let began = time.now
      advanceFilter(over: facts, in: current, began: began, time, isDue)
      if pass == nil { repetition.end(at: time.now) }
    }
    // What the filter shows is grouped once it is known.
    if pass == nil,
      grouping.hasWork(at: time.now, in: current, isBusy: isBusy, foundSerial: foundSerial)
    {
      grouping.advance(
        over: facts, in: current, at: { time.now }, found: filter == nil ? nil : found,
        foundSerial: foundSerial, isDue)
    }
    return hasWork(at: time.now, in: current, isBusy: isBusy)
  }

  // MARK: - The filter

  private mutating func advanceFilter(
    over facts: any TreeFacts, in current: Moment, began: Double, _ time: any TimeSource,
    _ isDue: () -> Bool
  ) {
    guard let filter else { return }
    var report = filterReport ?? FilterReport()
    report.text = filter
    report.nodeCount = facts.nodeCount
    if pass == nil {
      repetition.begin(at: current)
      report.isCurrent = false
      do throws(ExpressionError) {
        pass = try FilterPass(TreeExpression(condition: filter, facts.expressionNames), facts)
        report.error = nil
      } catch {
        report.error = error
        report.isDone = true
        report.isCurrent = true
        found = nil
      }
    }
    defer { filterReport = report }
    guard var running = pass.take() else { return }
    let hasMore = running.advance(over: facts, isDue: isDue)
    repetition.spend(time.now - began)
    // Until all nodes were asked once, what there is already is better than nothing.
    if !hasMore || !report.isDone { show(running, in: &report, facts) }
    if hasMore {
      pass = consume running
    } else {
      report.isDone = true
      report.isCurrent = true
      foundSerial += 1
    }
  }

  private mutating func show(
    _ running: borrowing FilterPass, in report: inout FilterReport, _ facts: any TreeFacts
  ) {
    let nodes = running.found
    found = nodes
    report.count = nodes.matches.count
    report.aboveCount = nodes.shown.count - nodes.matches.count
    report.checked = running.checked
    report.first = nodes.matches.first(after: nil)
    report.seconds = repetition.seconds
    var opened: Set<NodeID> = []
    var match = report.first
    for _ in 0..<Self.openedMatches {
      guard let current = match else { break }
      var above = facts.parent(of: current)
      while let node = above, opened.insert(node).inserted { above = facts.parent(of: node) }
      match = nodes.matches.first(after: current)
    }
    report.opened = opened.sorted()
  }

  // MARK: - The lookup

  private mutating func advanceLookup(over facts: any TreeFacts, _ isDue: () -> Bool) {
    guard let lookup else { return }
    var report = lookupReport ?? NodeLookupReport()
    report.serial = lookup.serial
    report.nodeCount = facts.nodeCount
    do throws(ExpressionError) {
      switch lookup.subject {
      case .number(let number):
        report.isDone = true
        guard number >= 0, number < facts.nodeCount else {
          throw ExpressionError(
            column: 1, reason: "there is no node #\(number); the last is #\(facts.nodeCount - 1)")
        }
        report.node = NodeID(number)
      case .path(let text):
        report.isDone = true
        report.node = try NodePath(text).node(in: facts, column: 1)
      case .match: answerFromFilter(lookup, &report)
      case .landmark(let landmark) where !landmark.isNext:
        advance(landmark, over: facts, isDue, &report)
      case .landmark, .words, .action: try advancePass(lookup, over: facts, isDue, &report)
      }
    } catch {
      report.problem = error.reason
      report.isDone = true
    }
    lookupReport = report
  }

  private func answerFromFilter(_ lookup: NodeLookup, _ report: inout NodeLookupReport) {
    guard filter == nil || filterReport?.isDone == true else { return }
    report.isDone = true
    if let found { choose(from: found, lookup, &report) }
    if report.node == nil { report.problem = "no node matches" }
  }

  /// The next node of a set, round its end, and its place.
  private func choose(
    from found: FoundNodes, _ lookup: NodeLookup, _ report: inout NodeLookupReport
  ) {
    let matches = found.matches
    report.count = matches.count
    let next: NodeID? =
      if lookup.isForward {
        lookup.includesStart && matches.contains(lookup.from)
          ? lookup.from : matches.first(after: lookup.from) ?? matches.first(after: nil)
      } else {
        matches.last(before: lookup.from) ?? matches.last(before: .none)
      }
    report.node = next
    report.rank = next.map { matches.rank(of: $0) + 1 }
  }

  private mutating func advance(
    _ landmark: NodeLookup.Landmark, over facts: any TreeFacts, _ isDue: () -> Bool,
    _ report: inout NodeLookupReport
  ) {
    var running = scan ?? LandmarkScan(landmark)
    var hasMore = true
    while hasMore, !isDue() { facts.read { hasMore = running.advance(over: $0) } }
    report.checked = running.position
    report.isDone = !hasMore
    scan = running
    guard !hasMore else { return }
    report.node = running.node
    if report.node == nil { report.problem = landmark.absence }
  }

  private mutating func advancePass(
    _ lookup: NodeLookup, over facts: any TreeFacts, _ isDue: () -> Bool,
    _ report: inout NodeLookupReport
  ) throws(ExpressionError) {
    if lookupPass == nil {
      let before = lookup.includesStart ? lookup.from.index - 1 : lookup.from.index
      lookupPass = try FilterPass(
        try lookup.subject.condition, facts, after: before < 0 ? nil : NodeID(before),
        keepsAbove: false)
      begun = lookup
    }
    guard var running = lookupPass.take() else { return }
    let wasDone = running.isDone
    let hasMore = wasDone ? false : running.advance(over: facts, isDue: isDue)
    report.checked = running.checked
    report.count = running.found.matches.count
    // The first hit is shown at once; where it stands among the others is known when all are.
    if report.node == nil, lookup.isForward, hasMore {
      report.node =
        begun == lookup ? running.found.first : running.found.matches.first(after: lookup.from)
    }
    // Few are ranked anew each time, many once all are known.
    if lookup.subject.isListed, !hasMore || report.count <= Self.rankedMeanwhile {
      report.hits = running.found.mostVisited(in: facts)
    }
    if !hasMore {
      let known = report.node
      choose(from: running.found, lookup, &report)
      if let known { report.node = known }
      report.rank = report.node.map { running.found.matches.rank(of: $0) + 1 }
      report.isDone = true
      if report.node == nil { report.problem = lookup.subject.absence }
    } else if case .landmark = lookup.subject, report.node != nil {
      // Nobody counts these.
      report.isDone = true
    }
    if lookup.subject == .landmark(.contradiction), report.isDone {
      report.remark = report.node.flatMap { facts.contradiction(of: $0) }
    }
    lookupPass = consume running
  }

  // MARK: - Telling

  /// Fills in how far it is, and what a request's own columns say of the rows.
  public mutating func fill(
    _ slice: inout TreeSlice, for request: SliceRequest, from facts: any TreeFacts
  ) {
    slice.filter = filterReport
    slice.lookup = lookupReport
    slice.continuations = request.begunPath.map { PathContinuations(of: $0, in: facts) }
    grouping.fill(&slice)
    columns.fill(&slice, for: request, from: facts)
    if request.listLimit > 0 { list(&slice, for: request, from: facts) }
  }

  /// Describes the nodes and groups that were found, once all nodes were asked.
  private func list(
    _ slice: inout TreeSlice, for request: SliceRequest, from facts: any TreeFacts
  ) {
    let names = facts.expressionNames
    if let found, let report = filterReport, report.isDone, report.error == nil {
      let columns = request.columns.compactMap { try? TreeExpression($0, names) }
      slice.matches = try? MatchList(
        found.matches, in: facts, columns: columns.isEmpty ? nil : columns,
        limit: request.listLimit)
    }
    if let report = slice.groups, report.isDone, report.error == nil {
      slice.groupList = GroupList(report.groups, in: facts, limit: request.listLimit)
    }
  }
}
