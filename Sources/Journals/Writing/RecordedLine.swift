import SearchTrees

/// What stands in a journal of one branch of a search: what was done, in order, and where the search
/// is in it now.
///
/// A search that is taken back moves the cursor; the file stays.
struct RecordedLine {
  /// One thing that was done.
  struct Entry {
    enum Kind: UInt8 {
      case simulation, edit, focus
    }

    /// The line number of its last event.
    var event: Int32
    /// The nodes of the tree afterwards.
    var nodes: UInt32
    /// The journal's branch that it stands in.
    var owner: Int32
    /// What it is.
    var kind: Kind
  }

  /// The journal's branch that goes on.
  var branch = 0
  /// The node that every simulation is led through.
  var focus = NodeID.root
  /// Everything from the beginning of the search, earlier branches included.
  private(set) var entries: [Entry] = []
  /// How many entries the search has behind it.
  private(set) var cursor = 0
  /// The simulations among them.
  private(set) var iterations = 0
  /// The edits among the entries, by position.
  private(set) var edits: [Int: TreeEdit] = [:]
  /// The ids of the nodes.
  var ids = JournalIDs()
  /// The notes, which no taking back removes, with the events that they were written by.
  var notes: [NodeID: (text: String, event: Int)] = [:]

  /// Whether nothing stands behind the cursor.
  var isAtEnd: Bool { cursor == entries.count }
  /// The nodes of the tree at the cursor.
  var nodes: Int { cursor > 0 ? Int(entries[cursor - 1].nodes) : 1 }
  /// The last event at the cursor: after the header, if there is none yet.
  var event: Int { cursor > 0 ? Int(entries[cursor - 1].event) : 1 }
  /// The journal's branch that this event stands in.
  var owner: Int { cursor > 0 ? Int(entries[cursor - 1].owner) : 0 }

  /// Goes over the next entry if it is of a kind; false if it is not, or if there is none.
  mutating func advance(over kind: Entry.Kind, edit: TreeEdit? = nil) -> Bool {
    guard !isAtEnd, entries[cursor].kind == kind, edits[cursor] == edit else { return false }
    cursor += 1
    if kind == .simulation { iterations += 1 }
    return true
  }

  /// Adds what was just written and goes over it.
  mutating func append(_ kind: Entry.Kind, event: Int, nodes: Int, edit: TreeEdit? = nil) {
    precondition(isAtEnd, "a line is written on at its end only")
    assert(entries.last.map { Int($0.event) < event } ?? true, "entries stand in the file's order")
    if let edit { edits[cursor] = edit }
    entries.append(
      Entry(
        event: Int32(truncatingIfNeeded: event), nodes: UInt32(nodes), owner: Int32(branch),
        kind: kind))
    cursor += 1
    if kind == .simulation { iterations += 1 }
  }

  /// Goes back to before the newest simulation.
  mutating func takeBackSimulation() {
    while cursor > 0 {
      cursor -= 1
      if entries[cursor].kind == .simulation {
        iterations -= 1
        assert(iterations >= 0, "no simulation is taken back that was not told")
        return
      }
    }
  }

  /// Goes back to before the newest edit, if nothing was simulated since.
  mutating func takeBackEdit() {
    if cursor > 0, entries[cursor - 1].kind == .edit { cursor -= 1 }
  }

  /// Goes back to the beginning.
  mutating func rewind() {
    cursor = 0
    iterations = 0
    focus = .root
  }

  /// Forgets everything behind the cursor: from here on another branch goes on.
  mutating func cut() {
    guard !isAtEnd else { return }
    entries.removeSubrange(cursor...)
    edits = edits.filter { $0.key < cursor }
    ids.truncate(to: nodes)
  }
}

/// The journal's ids of a tree's nodes: ranges of consecutive ones.
struct JournalIDs {
  private struct Run {
    var node: Int
    var id: UInt64
  }

  private var runs = [Run(node: 0, id: 0)]

  /// Makes the ids of a tree whose root has an id.
  init(root: UInt64 = 0) { runs[0].id = root }

  /// Returns the id of a node.
  ///
  /// O(log runs).
  func callAsFunction(_ node: NodeID) -> UInt64 {
    if runs.count == 1 { return runs[0].id + UInt64(node.index) }
    var low = 0
    var high = runs.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if runs[middle].node <= node.index { low = middle } else { high = middle - 1 }
    }
    return runs[low].id + UInt64(node.index - runs[low].node)
  }

  /// Says that the node `first` and those after it have the ids from `id` on.
  mutating func add(_ first: Int, id: UInt64) {
    assert(runs[runs.count - 1].node <= first, "ids are given in the order of nodes")
    if self(NodeID(first)) != id { runs.append(Run(node: first, id: id)) }
  }

  /// Forgets the ids of the nodes from `count` on.
  mutating func truncate(to count: Int) {
    while runs.count > 1, runs[runs.count - 1].node >= count { runs.removeLast() }
  }
}
