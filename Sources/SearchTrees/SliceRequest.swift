/// What the explorer wants to see; the owner of the tree answers with a ``TreeSlice``.
public struct SliceRequest: Hashable, Sendable {
  /// By what siblings are ordered.
  public enum SortKey: Hashable, Sendable {
    case visits
    case value
    case score
    case prior
    /// A number of the declared statistics, by its place in a node's row.
    case statistic(Int)
    case creation

    /// Every key by which a tree can be sorted whose nodes have so many numbers beside the usual ones, in the
    /// order in which they are gone through.
    public static func all(statisticCount: Int) -> [SortKey] {
      [.visits, .value, .score, .prior] + (0..<statisticCount).map { .statistic($0) } + [.creation]
    }
  }

  /// The row that the cursor shall be on.
  public enum Target: Hashable, Sendable {
    /// A node; its ancestors are shown open.
    case node(NodeID)
    /// The row that stands for the children of a node that are not shown.
    case more(NodeID)
    /// The row that stands for the children of a node that were never added to the tree.
    case unexpanded(NodeID)
    /// The row of a child that selection can choose to make below a node.
    case newChild(NodeID, source: Int)
    /// A row of the list, from 0; the nearest one that exists.
    case row(Int)
  }

  /// The node that is shown as the root.
  public var root = NodeID.root
  /// The nodes whose children are shown.
  public var open: Set<NodeID> = [.root]
  /// Whether rows that would be blank show more of the tree than was opened: the answer's path first.
  public var fillsRows = false
  /// The level below which a chain of open only children is one row; nil shows each in its own.
  public var chainLevel: Int?
  /// The nodes below which a chain is not one row.
  public var unchained: Set<NodeID> = []
  /// How many of its children a node shows at least, where that was asked for.
  public var shownChildren: [NodeID: Int] = [:]
  /// The order of siblings.
  public var sort = SortKey.visits
  /// Whether the order is turned round.
  public var isAscending = false
  /// The order is worked out anew when this number changes, and held while it does not.
  public var orderVersion = 0
  /// Where the cursor shall be.
  public var cursor = Target.node(.root)
  /// How many rows lie above the cursor on the screen; below 0, or as many as there are rows on it, where
  /// the screen was scrolled and the cursor is out of sight.
  public var rowsAbove = 0
  /// How many rows the screen has.
  public var rowCount = 20
  /// Whether the terms of every visible row's score are wanted.
  public var wantsTerms = true
  /// Whether the tables of the cursor's family are wanted.
  public var wantsTables = false
  /// Whether the state at the cursor is wanted.
  public var wantsState = false
  /// Whether the whole texts of the cursor's node and of the steps to it are wanted.
  public var wantsTexts = false
  /// Whether the verdicts on the cursor and its siblings are wanted.
  public var wantsVerdicts = false
  /// Whether the recent backups of the cursor's node are wanted.
  public var wantsHistory = false
  /// Whether the simulation under way is wanted.
  public var wantsTrace = false
  /// Whether what plots are drawn of is wanted.
  public var wantsPlots = false
  /// The room for the shapes of the whole tree and of what is below the cursor; nil where none is wanted.
  public var icicle: Icicle.Size?
  /// Whether the cursor shall follow the search: the last node of the best line.
  public var followsBestLine = false
  /// Whether the cursor shall go to the last node of the answer.
  public var followsAnswer = false

  /// The condition of the nodes that are shown, with all above them; nil shows every node.
  ///
  /// Untrusted text.
  public var filter: String?
  /// The expression that the shown nodes are put in groups by; nil for no groups.
  ///
  /// Untrusted text.
  public var group: String?
  /// As many of the filter's nodes, and of the groups, are described one by one; 0 is none.
  public var listLimit = 0
  /// The expressions that are columns of their own.
  ///
  /// Untrusted text.
  public var columns: [String] = []
  /// A node that somebody wants to go to.
  public var lookup: NodeLookup?
  /// A path of actions that is being typed, of which it is wanted how it may go on; nil where none is.
  ///
  /// Untrusted text.
  public var begunPath: String?
  /// What the filter has found, which the owner puts here before it cuts the slice.
  public var found: FoundNodes?
  /// Whether the tree is changing by itself, which the owner puts here before it cuts the slice: what is
  /// counted over the whole tree may be of a moment ago.
  public var isMoving = false

  /// A moment to be kept, or to be compared with one that was.
  public var comparison: ComparisonRequest?
  /// Whether it is wanted how this moment and the cursor's node are named where the file is opened again.
  public var wantsPlace = false
  /// Whether it is wanted what is wrong with the search.
  public var wantsDiagnosis = false
  /// The places of the calls of models on servers that are wanted, counted from 0; nil where none are.
  public var calls: Range<Int>?
  /// The number of the call that is shown whole, from 1; nil is the newest.
  public var call: Int?
  /// How many nodes of the subtree under the cursor are wanted, at most; 0 is none.
  public var subtreeLimit = 0

  /// Makes a request for the first rows of a tree.
  public init() {}
}
