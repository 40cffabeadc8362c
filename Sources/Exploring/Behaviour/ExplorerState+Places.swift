import SearchTrees

/// What is remembered of places, and of a person's work.
extension ExplorerState {
  /// A place in the tree to go back to.
  struct Place: Hashable, Sendable {
    var root: NodeID
    var cursor: NodeID
  }

  /// A moment and a node of it.
  struct MarkedPlace: Hashable, Sendable {
    /// The event; nil where moments are not events.
    var event: Int?
    var branch: Int
    var node: NodeID
  }

  /// What is open in a branch, and where the cursor is.
  struct Folds: Sendable {
    var place: Place
    var rowsAbove: Int
    var open: Set<NodeID>
    var unchained: Set<NodeID>
    var shownChildren: [NodeID: Int]
  }

  /// What was open, and where the cursor was, before something else was shown for a while.
  struct Before: Sendable {
    var folds: Folds
    /// The branch that it is about.
    var branch: Int
  }

  /// What of a person's work is in a file: a number each of branches, and of marks and notes.
  struct Saved: Hashable, Sendable {
    var branches = 0
    var words = 0
  }

  /// A save that was asked for: what it saves, and how many were complete before it.
  struct AskedSave: Hashable, Sendable {
    var work: Saved
    var savedCount: Int
  }
}
