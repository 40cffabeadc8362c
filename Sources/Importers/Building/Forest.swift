import Groundwork

/// The nodes of a file with their parents: one tree or more, without cycles.
struct Forest {
  /// What a node is beside a record.
  enum Kind: UInt8 {
    /// A record of the file.
    case record
    /// A parent that is named and is not in the file.
    case ghost
    /// A further edge into a node that has its place elsewhere.
    case reference
  }

  /// The records.
  let table: RecordTable
  /// The records of edges.
  let edges: RecordTable?
  /// The record of each node; -1 for none.
  var rows: [Int32] = []
  /// The parent of each node; -1 at a root.
  var parents: [Int32] = []
  /// The record of the edge into each node; -1 for none.
  var edgeRows: [Int32] = []
  /// What each node is.
  var kinds: [Kind] = []
  /// The node that a reference stands for.
  var targets: [Int: Int] = [:]
  /// The id of a ghost, as its children name it.
  ///
  /// Untrusted text.
  var ghosts: [Int: String] = [:]
  /// What the parents of nodes call them, where they have their children's ids by name.
  ///
  /// Untrusted text.
  var names: [Int: String] = [:]
  /// The roots in the order of the file, and the document that each is of.
  var roots: [(node: Int, group: Int)] = []
  /// How many nodes name a parent that is not there.
  var orphans = 0
  /// How many children are named that are not there.
  var missing = 0
  /// How many edges into nodes that had a parent already.
  var transpositions = 0
  /// How many edges were cut, since they close a cycle.
  var cycles = 0
  /// Whether records have no ids, and others name them by their places in the file, from 0.
  var hasPlaces = false
  /// How many records had an id that another record has too.
  var repeats = 0
  /// How many records had no id.
  var nameless = 0
  /// The node that each record is about, where later records replace earlier ones; in the order of the file.
  var arrivals: [(row: Int32, node: Int32)] = []
  private var starts: [Int32] = []
  private var list: [Int32] = []
  private var places: [Int32] = []

  init(table: RecordTable, edges: RecordTable?) {
    self.table = table
    self.edges = edges
  }

  /// How many nodes there are.
  var count: Int { parents.count }

  /// Makes room for more nodes, where there is none yet; of many small trees it grows by itself.
  mutating func reserve(_ more: Int) {
    guard parents.isEmpty else { return }
    rows.reserveCapacity(more)
    parents.reserveCapacity(more)
    edgeRows.reserveCapacity(more)
    kinds.reserveCapacity(more)
  }

  /// Adds a node.
  mutating func add(row: Int, parent: Int, edge: Int = -1, _ kind: Kind = .record) -> Int {
    rows.append(Int32(row))
    parents.append(Int32(parent))
    edgeRows.append(Int32(edge))
    kinds.append(kind)
    return parents.count - 1
  }

  /// The children of a node, in the order of the file.
  func children(of node: Int) -> ArraySlice<Int32> { list[places(ofChildrenOf: node)] }

  /// Whether a node has no children.
  @inline(__always)
  func isLeaf(_ node: Int) -> Bool { starts[node] == starts[node + 1] }

  /// Where the children of a node stand in the list of all children.
  @inline(__always)
  func places(ofChildrenOf node: Int) -> Range<Int> {
    Int(starts[node])..<Int(starts[node + 1])
  }

  /// The child at a place of the list of all children.
  @inline(__always)
  func child(at place: Int) -> Int { Int(list[place]) }

  /// The place of a node among its siblings, from 0.
  func place(of node: Int) -> Int { Int(places[node]) }

  /// Puts the children of each node together; `order` names the nodes in the order of the file.
  ///
  /// O(nodes).
  mutating func link(in order: some Sequence<Int>) {
    starts = [Int32](filling: count + 1, with: 0)
    places = [Int32](filling: count, with: 0)
    for parent in parents where parent >= 0 { starts[Int(parent) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var next = starts
    list = [Int32](filling: Int(starts[count]), with: 0)
    for node in order {
      let parent = Int(parents[node])
      guard parent >= 0 else { continue }
      list[Int(next[parent])] = Int32(node)
      places[node] = next[parent] - starts[parent]
      next[parent] += 1
    }
  }

  /// Returns the nodes of a tree in the order in which a journal adds them: the root first, all children of
  /// a node side by side, and no child before its parent.
  ///
  /// Where the file has one tree and tells each node before its children, the parents follow in the order
  /// of the file, which is then gone through once and not once for each level; else it is level by level.
  /// O(nodes of the tree).
  func growth(from root: Int) -> [Int32] {
    guard roots.count == 1, hasParentsFirst else { return levels(from: root) }
    var order = [Int32](filling: list.count + 1, with: Int32(root))
    for place in list.indices { order[place + 1] = list[place] }
    return order
  }

  /// Whether each node stands behind its parent.
  private var hasParentsFirst: Bool {
    for node in 0..<count where parents[node] >= node { return false }
    return true
  }

  /// Returns how many nodes a tree has.
  ///
  /// O(nodes of the tree).
  func size(from root: Int) -> Int { roots.count == 1 ? count : levels(from: root).count }

  /// Returns the nodes of a tree, level by level, the root first: siblings stand side by side.
  ///
  /// O(nodes of the tree), or of the first ones `atLeast` which are wanted.
  func levels(from root: Int, atLeast wanted: Int = .max) -> [Int32] {
    var order: [Int32] = [Int32(root)]
    var index = 0
    while index < order.count, order.count < wanted {
      for place in places(ofChildrenOf: Int(order[index])) { order.append(list[place]) }
      index += 1
    }
    return order
  }
}
