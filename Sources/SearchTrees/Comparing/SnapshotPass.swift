import Groundwork

/// Makes the snapshot of a moment, some nodes at a time.
///
/// The tree must stay as it is meanwhile. One owner, one thread.
public struct SnapshotPass: ~Copyable {
  /// What of a tree is looked at, and what it is called.
  public struct Subject: Hashable, Sendable {
    /// What the moment is called.
    ///
    /// Untrusted text.
    public var title: String
    /// The moment, by a number that differs from those of other moments of the same search.
    public var moment: Int
    /// The node that is looked at as the root.
    public var root: NodeID
    /// The node that somebody points at.
    public var node: NodeID

    /// Names a moment.
    public init(_ title: String, moment: Int = 0, root: NodeID = .root, node: NodeID = .root) {
      self.title = title
      self.moment = moment
      self.root = root
      self.node = node
    }
  }

  private let subject: Subject
  private let summary: SearchSummary
  private var columns = TreeSnapshot.Columns()
  private var places: [String: UInt32] = ["": 0]
  private var labelled = 0
  private let count: Int

  /// Nodes that are read between two looks at the clock.
  private static let portion = 4096
  /// Families that are labelled between two looks at the clock.
  private static let families = 64
  /// The choices of as many nodes are kept, and none of a family with more children than that.
  private static let most = (decisions: 64, children: 4096)

  /// Begins the snapshot of a tree; `summary` says what its search says of itself now.
  public init(_ subject: Subject, _ summary: SearchSummary, of facts: any TreeFacts) {
    self.subject = subject
    self.summary = summary
    count = facts.nodeCount
    columns.labels = [UInt32](repeating: 0, count: count)
  }

  /// The part that is done, in 0...1.
  public var done: Double {
    count == 0 ? 1 : Double(columns.parents.count + labelled) / Double(2 * count)
  }

  /// Reads on until it is time to do something else; returns whether there is more.
  ///
  /// O(nodes) in all, and what the labels of every family take.
  public mutating func advance(over facts: any TreeFacts, isDue: () -> Bool) -> Bool {
    while columns.parents.count < count {
      readNumbers(of: facts)
      if isDue() { return true }
    }
    while labelled < count {
      readLabels(of: facts)
      if labelled < count, isDue() { return true }
    }
    return false
  }

  private mutating func readNumbers(of facts: any TreeFacts) {
    let first = columns.parents.count
    let end = min(count, first + Self.portion)
    var read = TreeSnapshot.Columns()
    swap(&read, &columns)
    facts.read { tree in
      for index in first..<end {
        let node = NodeID(index)
        let place = tree.links[index]
        read.parents.append(place.parent)
        read.firstChildren.append(tree.nodes[index].firstChild)
        read.nextSiblings.append(place.nextSibling)
        read.childCounts.append(Int32(truncatingIfNeeded: tree.childCount(of: node)))
        read.visits.append(tree.visits(of: node) ?? .nan)
        read.sums.append(tree.valueSum(of: node) ?? .nan)
        read.values.append(tree.value(of: node) ?? .nan)
        if tree.hasPriors { read.priors.append(Float(tree.prior(of: node) ?? .nan)) }
        read.flags.append(tree.nodes[index].flags)
      }
    }
    swap(&read, &columns)
  }

  private mutating func readLabels(of facts: any TreeFacts) {
    var left = Self.families
    while labelled < count, left > 0 {
      let node = NodeID(labelled)
      labelled += 1
      guard columns.childCounts[node.index] > 0 else { continue }
      left -= 1
      var child = columns.firstChildren[node.index]
      for label in facts.childLabels(of: node) where child != .none {
        columns.labels[child.index] = place(of: label)
        child = columns.nextSiblings[child.index]
      }
    }
  }

  private mutating func place(of label: String) -> UInt32 {
    if let known = places[label] { return known }
    let place = UInt32(columns.texts.count)
    columns.texts.append(label)
    places[label] = place
    return place
  }

  /// Returns the snapshot.
  ///
  /// - Precondition: nothing is left to be read.
  public consuming func finish(_ facts: any TreeFacts) -> TreeSnapshot {
    precondition(labelled == count, "a snapshot is complete")
    let bestLine = facts.searchFacts.bestLine
    var decisions: [NodeID: SelectionTable] = [:]
    let above = [subject.root, subject.node]
    for node in above + bestLine.prefix(Self.most.decisions)
      + (summary.answer?.nodes ?? []).prefix(Self.most.decisions)
    where node.index < count && decisions[node] == nil {
      guard (1...Self.most.children).contains(Int(columns.childCounts[node.index])) else {
        continue
      }
      decisions[node] = facts.decision(at: node, isRecorded: false)
    }
    return TreeSnapshot(
      title: subject.title, moment: subject.moment, root: subject.root, node: subject.node,
      summary: summary, decisions: decisions, bestLine: bestLine, columns: columns)
  }
}

extension TreeSnapshot {
  /// Makes the snapshot of a tree at once.
  ///
  /// O(nodes), and what the labels of every family take.
  public convenience init(
    _ subject: SnapshotPass.Subject, _ summary: SearchSummary, of facts: any TreeFacts
  ) {
    var pass = SnapshotPass(subject, summary, of: facts)
    while pass.advance(over: facts, isDue: { false }) {}
    let made = pass.finish(facts)
    self.init(
      title: made.title, moment: made.moment, root: made.root, node: made.node,
      summary: made.summary, decisions: made.decisions, bestLine: made.bestLine,
      columns: made.columns)
  }
}
