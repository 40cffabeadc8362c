import Groundwork
import SearchTrees

/// The open nodes below a node of a tree, the one that is to be taken next first.
///
/// A binary heap. What a node's priority was is kept beside it: an entry that does not agree is out of
/// date, and is dropped once it comes to the top.
struct OpenNodes {
  private struct Entry {
    var priority: Double
    var node: NodeID

    func isBefore(_ other: Entry) -> Bool {
      priority != other.priority ? priority > other.priority : node < other.node
    }
  }

  /// How many nodes are open.
  private(set) var count = 0
  /// How often the heap was made anew from the whole tree.
  private(set) var rebuilds = 0
  /// Whether the tree was changed otherwise than by simulations.
  var isStale = true

  private let walk: any FrontierWalk
  private var base = NodeID.root
  private var heap: [Entry] = []
  /// The priority of every node, by id; nil where it is not open.
  private var priorities: [Double?] = []
  /// The simulations that were completed when the tree was looked at.
  private var iterations = 0
  /// The node that the simulation after that began at.
  private var taken = NodeID.root

  /// Keeps the nodes that are open for a walk.
  init(for walk: any FrontierWalk) { self.walk = walk }

  /// Looks at what has changed since the last time; between two simulations, or where one begins.
  ///
  /// O(depth * log open nodes) after one more simulation, O(1) after none or after that one was taken back,
  /// else O(nodes * log nodes).
  mutating func update(
    from tree: borrowing SearchTree, below base: NodeID, iterations: Int
  ) {
    let simulations = iterations - self.iterations
    if isStale || base != self.base || !(0...1 ~= simulations) || tree.count < priorities.count {
      rebuild(from: tree, below: base)
    } else if simulations == 1 {
      var node = taken
      while node != .none {
        look(at: node, of: tree)
        node = node == base ? .none : tree.links[node.index].parent
      }
      for index in priorities.count..<tree.count {
        priorities.append(nil)
        look(at: NodeID(index), of: tree)
      }
      if heap.count > 64 + 4 * count { compact() }
    }
    self.iterations = iterations
    taken = base
  }

  /// Returns the node with the highest priority, the oldest among equals, as the one that the simulation
  /// begins at; nil without open nodes.
  mutating func take() -> NodeID? {
    while let top = heap.first {
      if priorities[top.node.index] == top.priority {
        taken = top.node
        return top.node
      }
      removeFirst()
    }
    return nil
  }

  /// Counts the open nodes below the root of any tree.
  ///
  /// O(nodes * log nodes).
  func count(in tree: borrowing SearchTree) -> Int {
    var nodes = OpenNodes(for: walk)
    nodes.rebuild(from: tree, below: .root)
    return nodes.count
  }

  private mutating func look(at node: NodeID, of tree: borrowing SearchTree) {
    let isBarred = !tree.nodes[node.index].flags.isDisjoint(with: Self.barred)
    let priority = isBarred ? nil : walk.priority(of: node, in: tree)
    let before = priorities[node.index]
    guard priority != before else { return }
    priorities[node.index] = priority
    count += (priority == nil ? 0 : 1) - (before == nil ? 0 : 1)
    if let priority { insert(Entry(priority: priority, node: node)) }
  }

  private mutating func rebuild(from tree: borrowing SearchTree, below base: NodeID) {
    self.base = base
    isStale = false
    rebuilds += 1
    heap.removeAll(keepingCapacity: true)
    priorities = Array(repeating: nil, count: tree.count)
    var isReached = Array(repeating: false, count: tree.count)
    for index in base.index..<tree.count {
      let parent = tree.links[index].parent
      isReached[index] =
        (index == base.index || (parent != .none && isReached[parent.index]))
        && tree.nodes[index].flags.isDisjoint(with: Self.barred)
      guard isReached[index], let priority = walk.priority(of: NodeID(index), in: tree) else {
        continue
      }
      priorities[index] = priority
      heap.append(Entry(priority: priority, node: NodeID(index)))
    }
    count = heap.count
    // What is sorted is a heap.
    heap.sort { $0.isBefore($1) }
  }

  /// What is out of bounds, with everything below it.
  private static let barred: NodeFlags = [.banned, .closed, .pinned]

  // MARK: - The heap

  private mutating func compact() {
    heap.removeAll { [priorities] in priorities[$0.node.index] != $0.priority }
    heap.sort { $0.isBefore($1) }
  }

  private mutating func insert(_ entry: Entry) {
    heap.append(entry)
    var place = heap.count - 1
    while place > 0, heap[place].isBefore(heap[(place - 1) / 2]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while true {
      var first = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && heap[child].isBefore(heap[first]) {
        first = child
      }
      if first == place { return }
      heap.swapAt(place, first)
      place = first
    }
  }
}
