/// That somebody wants a moment kept, or compared with one that was kept earlier.
public struct ComparisonRequest: Hashable, Sendable {
  /// Counts the requests.
  public var serial: Int
  /// The node that is shown as the root.
  public var root: NodeID
  /// The node under the cursor.
  public var node: NodeID
  /// What this moment is compared with; nil where it is only kept.
  public var other: TreeSnapshot?

  /// Asks for a moment.
  public init(serial: Int, root: NodeID, node: NodeID, with other: TreeSnapshot? = nil) {
    self.serial = serial
    self.root = root
    self.node = node
    self.other = other
  }
}

/// How far a request for a moment is.
public struct ComparisonReport: Hashable, Sendable {
  /// The number of the request.
  public var serial = 0
  /// How much is done, in 0...1.
  public var done = 0.0
  /// The moment, once it is kept.
  public var snapshot: TreeSnapshot?
  /// What comparing it came to.
  public var comparison: TreeComparison?
  /// Why it is not compared.
  ///
  /// May hold untrusted text.
  public var problem: String?

  /// Makes a report of nothing.
  public init() {}

  /// Whether there is nothing left to do.
  public var isDone: Bool { comparison != nil || problem != nil || done >= 1 }
}

/// How a moment and a node of it are named where the file is opened again.
public struct SearchPlace: Hashable, Sendable {
  /// The file.
  ///
  /// Untrusted text.
  public var file: String
  /// The moment, as `--at` takes it; nil for the end.
  public var moment: String?
  /// The node, as `--node` takes it; nil for the root.
  ///
  /// Untrusted text.
  public var node: String?
  /// Why nothing can be named; nil where it can.
  public var problem: String?

  /// Names a moment of a file.
  public init(file: String, moment: String?, node: String?) {
    self.file = file
    self.moment = moment
    self.node = node
  }

  /// Says why a place has no name.
  public init(problem: String) {
    file = ""
    self.problem = problem
  }

  /// How a node is named: by the actions that lead to it where these lead to no other, or else by its number;
  /// nil for the root.
  ///
  /// O(children of the nodes on the way).
  public static func name(of node: NodeID, in facts: any TreeFacts) -> String? {
    guard node != .root, node.index < facts.nodeCount else { return nil }
    var steps: [String] = []
    var current = node
    while let parent = facts.parent(of: current) {
      steps.append(facts.text(.action, of: current) ?? "")
      current = parent
    }
    let text = steps.reversed().map { $0.replacing("/", with: "\\/") }.joined(separator: "/")
    let found = try? NodePath(text).node(in: facts, column: 1)
    let isPlain = !text.hasPrefix("#") && !text.hasPrefix("@")
    return found == node && isPlain && text.count <= longestPath ? text : "\(node)"
  }

  /// A longer path is harder to read than a number.
  private static let longestPath = 200
}

/// The keeping and comparing of moments, a little at a time between other things.
///
/// One owner, one thread.
public struct TreeComparisons: ~Copyable {
  private var request: ComparisonRequest?
  private var report: ComparisonReport?
  private var snapshot: SnapshotPass?
  private var comparison: ComparisonPass?
  private var moment: TreeQueries.Moment?

  /// Begins with nothing.
  public init() {}

  /// Hears what is asked for now.
  public mutating func take(_ request: SliceRequest) {
    guard request.comparison != self.request else { return }
    self.request = request.comparison
    report = nil
    snapshot = nil
    comparison = nil
  }

  /// Whether there is something to be done.
  public var hasWork: Bool { request != nil && report?.isDone != true }

  /// Whether the tree should stay as it is until it is kept.
  public var holds: Bool { hasWork && comparison == nil }

  /// Works until it is time to do something else; returns whether there is more to do.
  ///
  /// `summary` says what the search says of itself now, and `title` what the moment is called.
  public mutating func advance(
    over facts: any TreeFacts, in current: TreeQueries.Moment, title: String,
    _ summary: () -> SearchSummary, isDue: () -> Bool
  ) -> Bool {
    guard let request, hasWork else { return false }
    var report = report ?? ComparisonReport()
    report.serial = request.serial
    defer { self.report = report }
    if var pass = comparison.take() {
      let hasMore = pass.advance(isDue: isDue)
      report.done = 0.5 + pass.done / 2
      if hasMore {
        comparison = consume pass
      } else {
        report.comparison = pass.finish()
      }
      return hasMore
    }
    if moment != current { snapshot = nil }
    moment = current
    let number = current.hashValue
    let subject = SnapshotPass.Subject(
      title, moment: number == 0 ? 1 : number, root: request.root, node: request.node)
    var pass = snapshot.take() ?? SnapshotPass(subject, summary(), of: facts)
    let hasMore = pass.advance(over: facts, isDue: isDue)
    report.done = pass.done / (request.other == nil ? 1.001 : 2)
    if hasMore {
      snapshot = consume pass
      return true
    }
    let made = pass.finish(facts)
    report.snapshot = made
    guard let other = request.other else {
      report.done = 1
      return false
    }
    do throws(ComparisonPass.Refusal) {
      comparison = try ComparisonPass(other, made)
      return true
    } catch {
      report.problem = error.reason
      return false
    }
  }

  /// Fills in how far it is.
  public func fill(_ slice: inout TreeSlice) { slice.comparison = report }
}
