/// What is said of whether something is wrong with a search, as far as it was looked at.
public struct DiagnosisReport: Hashable, Sendable {
  /// What was found, faults first, in the order of the rules.
  public var findings: [TreeFinding] = []
  /// The rules by which it was looked at.
  public var rules = CheckRule.all
  /// The events that were looked at; nil where there are none to look at.
  public var events: Int?
  /// The nodes that were looked at.
  public var nodes = 0
  /// The part that was looked at, in 0...1.
  public var done = 0.0
  /// Whether all of it was looked at.
  public var isDone = false
  /// The seconds that it took.
  public var seconds = 0.0
  /// What a check would have needed that nobody says.
  public var undeclared: [String] = []

  /// Makes a report of nothing.
  public init() {}

  /// What contradicts what the search itself declares.
  public var faults: [TreeFinding] { findings.filter { $0.rule.grade == .fault } }
}

extension SearchDeclarations {
  /// What a check would have needed that nobody says, and how a recording says it.
  public var undeclared: [String] {
    var words: [String] = []
    if range == nil {
      words.append(
        "no range of values is declared; \"value\":{\"low\":-1,\"high\":1} in the first line would "
          + "do")
    }
    if view == nil {
      words.append(
        "nobody says whose view values are; \"value\":{\"perspective\":\"root\"} would do")
    }
    if rule == nil {
      words.append("the selection rule is none that can be worked out again from visits and values")
    }
    return words
  }
}

/// The tree of a search that runs held against itself, a little at a time between other things: of its events
/// nothing is kept that could be looked at.
public struct TreeDiagnosis {
  private var declarations: SearchDeclarations
  private var scan: TreeScan
  /// The moment that is looked at; nil before one is.
  public private(set) var moment: TreeQueries.Moment?
  /// How far it is.
  public private(set) var report = DiagnosisReport()

  private static let nodesAtOnce = 4_096

  /// Looks at a tree of which something is declared.
  public init(_ declarations: SearchDeclarations) {
    self.declarations = declarations
    scan = TreeScan(declarations)
    report.rules = CheckRule.ofTree
  }

  /// Whether the tree, which is at a moment, was not looked at whole.
  public func hasWork(in current: TreeQueries.Moment) -> Bool {
    moment != current || !report.isDone
  }

  /// Looks on until it is time to do something else, from the first node where the tree has changed; returns
  /// whether there is more.
  ///
  /// O(nodes) in all.
  public mutating func advance(
    over facts: any TreeFacts, in current: TreeQueries.Moment, at now: () -> Double,
    isDue: () -> Bool
  ) -> Bool {
    let began = now()
    if moment != current {
      moment = current
      scan = TreeScan(declarations)
      report.isDone = false
      report.seconds = 0
    }
    var hasMore = true
    repeat {
      facts.read { hasMore = scan.advance(over: $0, limit: Self.nodesAtOnce) }
    } while hasMore && !isDue()
    report.nodes = scan.position
    report.done = Double(scan.position) / Double(max(1, facts.nodeCount))
    if !hasMore { finish(facts) }
    report.seconds += now() - began
    return hasMore
  }

  private mutating func finish(_ facts: any TreeFacts) {
    func name(_ node: NodeID) -> String {
      node == .root ? "the root" : facts.text(.action, of: node) ?? "\(node)"
    }
    var found: [TreeFinding] = []
    facts.read { tree in
      found = scan.findings(in: tree, label: name) + scan.remarks(in: tree, label: name)
      if let finding = LayerChecks.finding(in: tree, label: name) { found.append(finding) }
    }
    report.findings = CheckRule.all.compactMap { rule in found.first { $0.rule == rule } }
    report.undeclared = [
      "of a search that runs here only the tree is looked at; treetop doctor looks at each event of a recording"
    ]
    report.isDone = true
    report.done = 1
  }
}
