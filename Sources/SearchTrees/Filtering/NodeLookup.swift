/// A node that the explorer wants to go to, and how it is to be found.
public struct NodeLookup: Hashable, Sendable {
  /// By what it is found.
  public enum Subject: Hashable, Sendable {
    /// The next one whose action, state, rationale or note holds words.
    case words(String)
    /// The next one with an action.
    case action(String)
    /// The next one that the filter shows as a match.
    case match
    /// The one with a number.
    case number(Int)
    /// The one that actions lead to, as a path of an expression.
    case path(String)
    /// One that stands out.
    case landmark(Landmark)
  }

  /// Nodes that stand out.
  public enum Landmark: String, Hashable, Sendable, CaseIterable {
    /// The most visited node without children.
    case mostVisitedLeaf
    /// The best of the siblings whose two highest values are furthest apart.
    case widestGap
    /// The deepest node, the oldest among equals.
    case deepest
    /// The node that was made last.
    case newest
    /// The next one that nobody has visited.
    case unvisited
    /// The next one among whose children a recorded choice did not take the highest score.
    case pickNotHighest
    /// The next one of which something is known that contradicts itself.
    case contradiction
    /// The next one with a note.
    case note

    /// Whether the next one of several is meant.
    var isNext: Bool {
      switch self {
      case .mostVisitedLeaf, .widestGap, .deepest, .newest: false
      case .unvisited, .pickNotHighest, .contradiction, .note: true
      }
    }
  }

  /// By what it is found.
  public var subject: Subject
  /// The node that the search begins with.
  public var from: NodeID
  /// Whether the first one after that node is meant, or the last one before it.
  public var isForward = true
  /// Whether the node itself may be the one.
  public var includesStart = false
  /// Tells lookups apart.
  public var serial: Int

  /// Asks for a node.
  public init(
    _ subject: Subject, from node: NodeID, isForward: Bool = true, includesStart: Bool = false,
    serial: Int
  ) {
    self.subject = subject
    from = node
    self.isForward = isForward
    self.includesStart = includesStart
    self.serial = serial
  }
}

/// What came of a lookup so far.
public struct NodeLookupReport: Hashable, Sendable {
  /// The lookup's number.
  public var serial = 0
  /// The node, once it is found.
  public var node: NodeID?
  /// How many there are, as far as it was looked.
  public var count = 0
  /// Which of them it is, from 1; nil while others are being looked for.
  public var rank: Int?
  /// The most visited of them, as far as it was looked.
  public var hits: [NodeHit] = []
  /// Whether there is nothing left to look at.
  public var isDone = false
  /// The nodes that were looked at, of how many.
  public var checked = 0
  /// The nodes of the tree.
  public var nodeCount = 0
  /// Why there is none.
  ///
  /// May quote what was typed: untrusted text.
  public var problem: String?
  /// What is to be said of the node.
  ///
  /// May hold labels: untrusted text.
  public var remark: String?

  /// Makes a report of nothing.
  public init() {}
}

/// What a filter has found so far.
public struct FilterReport: Hashable, Sendable {
  /// The condition.
  ///
  /// Untrusted text.
  public var text = ""
  /// How many nodes match.
  public var count = 0
  /// How many nodes above them are shown too.
  public var aboveCount = 0
  /// The nodes that were asked, of how many.
  public var checked = 0
  /// The nodes of the tree.
  public var nodeCount = 0
  /// Whether all nodes were asked at least once.
  public var isDone = false
  /// Whether what was found is of the tree as it was when it was looked through last, and not of an earlier
  /// moment.
  public var isCurrent = false
  /// What the asking took, in seconds of the owner's time.
  public var seconds = 0.0
  /// Why the condition cannot be asked, and where in it.
  public var error: ExpressionError?
  /// The first match.
  public var first: NodeID?
  /// What is to be opened to see the first matches: as many nodes as rows have room, about.
  public var opened: [NodeID] = []

  /// Makes a report of nothing.
  public init() {}
}
