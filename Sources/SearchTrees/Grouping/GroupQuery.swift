/// How far the grouping of a tree is.
public struct GroupReport: Hashable, Sendable {
  /// The expression that the nodes are grouped by.
  ///
  /// Untrusted text.
  public var text = ""
  /// The groups, as far as nodes were asked.
  public var groups = NodeGroups()
  /// The nodes that were asked, of how many.
  public var checked = 0
  /// The nodes of the tree.
  public var nodeCount = 0
  /// Whether all nodes were asked at least once.
  public var isDone = false
  /// Whether the groups are of the tree as it was when it was looked through last, and not of an earlier
  /// moment.
  public var isCurrent = false
  /// What the asking took, in seconds of the owner's time.
  public var seconds = 0.0
  /// Why nothing can be grouped, and where in the expression that stands.
  public var error: ExpressionError?

  /// Makes a report of nothing.
  public init() {}
}

/// The groups that somebody looks at, worked out a little at a time and again when the tree has changed.
struct GroupQuery: ~Copyable {
  private var text: String?
  private var filter: String?
  private var isShown = false
  private var pass: GroupPass?
  private(set) var report: GroupReport?
  private var repetition = Repetition()
  /// How often the filter's nodes had been found when the pass began.
  private var foundSerial = 0

  init() {}

  /// Hears what is asked for now; what was worked out stays while nobody looks at it.
  mutating func take(_ request: SliceRequest) {
    isShown = request.group != nil
    guard let group = request.group, group != text || request.filter != filter else { return }
    (text, filter) = (group, request.filter)
    forget()
    report = nil
  }

  /// Forgets what was found in another tree.
  mutating func forget() {
    pass = nil
    repetition = Repetition()
  }

  /// Whether there is something to be done now.
  func hasWork(
    at now: Double, in current: TreeQueries.Moment, isBusy: Bool, foundSerial: Int
  ) -> Bool {
    guard isShown, text != nil else { return false }
    if pass != nil { return true }
    if report?.error != nil, repetition.moment?.source == current.source { return false }
    let isOfOtherNodes = filter != nil && foundSerial != self.foundSerial
    if report == nil || (isOfOtherNodes && !isBusy) { return true }
    return repetition.isDue(at: now, in: current, isBusy: isBusy)
  }

  /// Works until it is time to do something else; `found` are the nodes of the filter, nil without one.
  mutating func advance(
    over facts: any TreeFacts, in current: TreeQueries.Moment, at now: () -> Double,
    found: FoundNodes?, foundSerial: Int, _ isDue: () -> Bool
  ) {
    guard let text else { return }
    let began = now()
    var report = report ?? GroupReport()
    report.text = text
    report.nodeCount = facts.nodeCount
    if pass == nil {
      repetition.begin(at: current)
      report.isCurrent = false
      self.foundSerial = foundSerial
      do throws(ExpressionError) {
        pass = try GroupPass(
          TreeExpression(text, facts.expressionNames), facts, among: found?.matches)
        report.error = nil
      } catch {
        report.error = error
        report.isDone = true
        report.isCurrent = true
      }
    }
    if var running = pass.take() {
      let hasMore = running.advance(over: facts, isDue: isDue)
      repetition.spend(now() - began)
      // Until all nodes were asked once, what there is already is better than nothing.
      if !hasMore || !report.isDone {
        report.groups = running.groups
        report.checked = running.checked
        report.seconds = repetition.seconds
      }
      if hasMore {
        pass = consume running
      } else {
        report.isDone = true
        report.isCurrent = true
      }
    }
    if pass == nil { repetition.end(at: now()) }
    self.report = report
  }

  /// Fills in how far it is, for whoever asks for it.
  func fill(_ slice: inout TreeSlice) { slice.groups = isShown ? report : nil }
}

/// When what looks at every node of a tree that changes is worked out again.
struct Repetition {
  /// The moment at which it began last; nil before it did.
  private(set) var moment: TreeQueries.Moment?
  /// What it took so far, in seconds of the owner's time.
  private(set) var seconds = 0.0
  private var ended = 0.0

  /// A tree that changes is looked at again after so many times the seconds that it took.
  private static let rest = 10.0
  /// The least seconds between that.
  private static let leastRest = 0.25

  mutating func begin(at moment: TreeQueries.Moment) {
    self.moment = moment
    seconds = 0
  }

  mutating func spend(_ seconds: Double) { self.seconds += seconds }

  mutating func end(at now: Double) { ended = now }

  /// Whether the tree is another by now; one that is busy changing is not looked at again at once.
  func isDue(at now: Double, in current: TreeQueries.Moment, isBusy: Bool) -> Bool {
    guard moment != current else { return false }
    return moment == nil || !isBusy || now - ended >= max(Self.leastRest, Self.rest * seconds)
  }
}
