/// One row of the tree as it is shown.
public struct SliceRow: Hashable, Sendable {
  /// What a row stands for.
  public enum Kind: Hashable, Sendable {
    /// A node.
    case node
    /// The children of `id` that are not shown: how many, with what visits as far as they are known,
    /// and the best value.
    case more(count: Int, visits: Double?, bestValue: Double?)
    /// The children that `id` can have and that were never added to the tree: how many.
    case unexpanded(count: Int)
    /// A child of `id` that selection can choose to make, from a source.
    case newChild(source: Int)
  }

  /// The node, or the parent of the children that are not shown or not there.
  public var id: NodeID
  /// The parent of what the row stands for, of a chain that of its first node; nil at the root.
  public var parent: NodeID?
  /// What the row stands for.
  public var kind: Kind
  /// The edges between the shown root and the node; of a chain of only children, to its first.
  public var depth: Int
  /// The rows above it that it is below, one to a level; fewer than its depth below a chain.
  public var level = 0
  /// How many nodes the row stands for: more than one in a chain of only children, of which it shows
  /// the last.
  public var chain = 1
  /// For each level, the row's own at the end: whether siblings follow; of the nearest levels only, where
  /// there are many.
  public var continues: [Bool]
  /// The action, as the environment labels it.
  ///
  /// Untrusted text.
  public var label: String
  /// N; nil where it is not known, whole unless the file counts in fractions.
  public var visits: Double?
  /// The part of N in the sum of N over the node and its siblings, in 0...1; nil where it is not known.
  ///
  /// The shares of a family, the row of those that are not shown included, add up to 1.
  public var share: Double?
  /// Q, exact if it is known; nil without visits, and where it is not known.
  public var value: Double?
  /// P, in trees with priors; nil where it is not known.
  public var prior: Double?
  /// The terms of the selection score, as the rule orders them; empty at the root.
  public var terms: [Double]
  /// The selection score; nil at the root.
  public var score: Double?
  /// The probability with which it is drawn among its siblings and new ones; nil where nothing is drawn.
  public var probability: Double?
  /// The declared statistics, a number for each cell of the tree's layout; nil where one is not known.
  public var statistics: [Double?] = []
  /// What the request's own columns say of it, one for each of ``TreeSlice/columns``; empty where the row is
  /// no node.
  public var cells: [ColumnCell] = []
  /// What else is known.
  public var flags: NodeFlags
  /// What kind of node a recording says it is (`chance`, `observation`); nil where it says nothing.
  ///
  /// Untrusted text.
  public var nodeKind: String?
  /// Whether the node lies outside of the subtree that the search went on in (``SearchSummary/root``).
  public var isOutside = false
  /// Whether the node is banned, or lies below one that is: no simulation comes to it.
  public var isUnderBan = false
  /// How many children the node has, whatever the row stands for.
  public var childCount: Int
  /// How many more children it can have that were never added to the tree; nil where nobody said.
  public var unexpanded: Int?
  /// Whether the children are shown.
  public var isOpen: Bool
  /// Whether the node lies on the best line.
  public var isOnBestLine: Bool
  /// Whether the node lies on the answer's path.
  public var isOnAnswer: Bool
  /// Whether the simulation under way goes through the node.
  public var isOnPath: Bool
  /// Whether it is a match of the filter, and not only above one.
  public var isMatch = false
  /// Whether somebody wrote a note on it.
  public var hasNote = false
  /// Q at evenly spread iterations from the beginning to now, the same for all rows; nil where it is not
  /// known, and empty where no histories are kept.
  public var history: [Double?] = []
  /// Q less Q at half its visits; nil under ``leastDriftVisits`` visits, and where that is not known.
  public var drift: Double?

  /// A node has had so many visits before it is said how its Q moves.
  public static var leastDriftVisits: Double { 8 }

  /// The row as a cursor can be put on it.
  public var target: SliceRequest.Target {
    switch kind {
    case .node: .node(id)
    case .more: .more(id)
    case .unexpanded: .unexpanded(id)
    case .newChild(let source): .newChild(id, source: source)
    }
  }

  /// Whether there is something to show below it.
  public var canOpen: Bool { kind == .node && (childCount > 0 || (unexpanded ?? 0) > 0) }
}

/// Everything that one frame of the explorer shows, cut between two simulations.
public struct TreeSlice: Hashable, Sendable {
  /// The number of the request that this answers.
  public var serial = 0
  /// The search as a whole.
  public var summary = SearchSummary()
  /// The rows asked for, with one screen more above and below where there are any.
  public var rows: [SliceRow] = []
  /// The position of `rows[0]` among all rows.
  public var firstRow = 0
  /// The number of rows that could be scrolled to.
  public var rowTotal = 0
  /// The position of the row on top of the screen.
  public var topRow = 0
  /// The node that the cursor is on.
  public var cursor = NodeID.root
  /// The position of the cursor's row.
  public var cursorRow = 0
  /// The cursor's row, where it was scrolled so far away that it is not among ``rows``.
  public var distantCursor: SliceRow?
  /// The rows that there would be if every open node showed all its children.
  public var rowsWanted = 0
  /// The labels from the true root to the cursor, the root's left out.
  ///
  /// Untrusted text.
  public var cursorPath: [String] = []
  /// The nodes from the true root to the cursor, the root included.
  public var cursorAncestors: [NodeID] = [.root]
  /// Everything known of the node under the cursor.
  public var detail = NodeDetail()
  /// The simulation under way, or the last one, if it was asked for.
  public var trace: SimulationTrace?
  /// The scale of all histories: the lowest and highest value that a node can have, or has had where the
  /// problem says nothing; nil where there is none.
  public var historyRange: ClosedRange<Double>?

  /// What plots are drawn of, if it was asked for.
  public var plots: PlotSamples?
  /// The shape of the tree below the shown root, if it was asked for.
  public var icicle: Icicle?
  /// The shape of the tree below the cursor, if that is another one.
  public var cursorIcicle: Icicle?

  /// How far the filter is; nil without one.
  public var filter: FilterReport?
  /// How far the grouping is; nil without one.
  public var groups: GroupReport?
  /// The first of the nodes that the filter has found, if they were asked for one by one.
  public var matches: MatchList?
  /// The first of the groups, if they were asked for one by one.
  public var groupList: GroupList?
  /// The columns that the request made of expressions.
  public var columns: [ColumnReport] = []
  /// How far the lookup is; nil without one.
  public var lookup: NodeLookupReport?
  /// How a path of actions may go on, where that was asked.
  public var continuations: PathContinuations?

  /// How far the keeping or comparing of a moment is; nil where none was asked for.
  public var comparison: ComparisonReport?
  /// How this moment and the cursor's node are named, if that was asked for.
  public var place: SearchPlace?
  /// What is wrong with the search, as far as it was looked at; nil where nobody did.
  public var diagnosis: DiagnosisReport?
  /// The calls of models on servers, if they were asked for; nil also where models run in the program.
  public var calls: CallWindow?
  /// The subtree under the cursor, if it was asked for.
  public var subtree: Subtree?

  /// Makes an empty slice.
  public init() {}

  /// Returns the row at a position among all rows, if it is in this slice.
  public func row(at position: Int) -> SliceRow? {
    let index = position - firstRow
    return rows.indices.contains(index) ? rows[index] : nil
  }
}

extension TreeSlice {
  /// Says of each row that stands for a node whether that has a note; O(rows).
  public mutating func markNotes(_ hasNote: (NodeID) -> Bool) {
    for index in rows.indices where rows[index].kind == .node {
      rows[index].hasNote = hasNote(rows[index].id)
    }
    if let row = distantCursor, row.kind == .node { distantCursor?.hasNote = hasNote(row.id) }
  }
}

/// Everything that the inspector shows of one node.
public struct NodeDetail: Hashable, Sendable {
  /// The node.
  public var node = NodeID.root
  /// Its action.
  ///
  /// Untrusted text.
  public var label = ""
  /// Its depth below the true root.
  public var depth = 0
  /// Its statistics as the tree keeps them; what is not known is flagged there.
  public var statistics = Node()
  /// N; nil where it is not known, whole unless the file counts in fractions.
  public var visits: Double?
  /// The sum of values; nil where it is not known.
  public var valueSum: Double?
  /// The mean of values, whatever exact value there is; nil without visits, and where it is not known.
  public var mean: Double?
  /// How many children it has.
  public var childCount = 0
  /// How many more children it can have that were never added to the tree; nil where nobody said.
  public var unexpanded: Int?
  /// What kind of node a recording says it is (`chance`, `observation`).
  ///
  /// Untrusted text.
  public var kind: String?
  /// Who proposed it, as a recording says.
  ///
  /// Untrusted text.
  public var source: String?
  /// Whether it lies outside of the subtree that the search went on in (``SearchSummary/root``).
  public var isOutside = false
  /// Its proven or pinned value.
  public var exactValue: Double?
  /// Its prior; nil where it is not known.
  public var prior: Double?
  /// How many legal actions its state has, if the state was asked for.
  public var actionCount: Int?
  /// What the recording says of its state, if asked for and if it does.
  ///
  /// Untrusted text, of any length and number of lines.
  public var text: String?
  /// The steps from the true root to it, both included, if their texts were asked for; the nearest
  /// thousand of a longer path.
  public var steps: [NodeStep] = []
  /// Its state in one line, if asked for.
  ///
  /// Untrusted text.
  public var stateLine: String?
  /// Its state in full, if asked for.
  ///
  /// Untrusted text.
  public var picture: [String]?
  /// Its state as a board with the fields of its actions, if asked for and if it is one.
  public var board: GameBoard?
  /// The decision among it and its siblings, if asked for and there is one.
  public var siblings: SelectionTable?
  /// The decision among its children, if asked for and there are any.
  public var children: SelectionTable?
  /// What was lately backed up through it, newest first, if asked for.
  public var backups: [NodeBackup]?
  /// What it was worth in the course of the search.
  public var history = ValueHistories.Line()
  /// What an evaluator said of it, where that is kept.
  public var verdict: Verdict?
  /// What a reward model said of the steps from its parent: of its own and of its siblings', oldest
  /// first, if that was asked for and is known.
  public var siblingVerdicts: [StepEvaluation] = []
  /// What a person wrote on it.
  ///
  /// Untrusted text.
  public var note: String?
  /// The event of the recording that last changed it.
  public var lastChange: ChangeOrigin?
  /// Statistics of another program beside visits and value.
  public var otherStatistics: [NamedStatistic] = []

  /// Makes the detail of an unvisited root.
  public init() {}
}

/// A node on the way to another, with what can be read of it.
public struct NodeStep: Hashable, Sendable {
  /// The node.
  public var node: NodeID
  /// Its action; empty at the root.
  ///
  /// Untrusted text.
  public var label: String
  /// What a recording says of its state.
  ///
  /// Untrusted text.
  public var text: String?
  /// N; nil where it is not known.
  public var visits: Double?
  /// Q, exact if it is known; nil without visits, and where it is not known.
  public var value: Double?

  /// The most steps that are read for one look at a path.
  public static var most: Int { 1000 }
}
