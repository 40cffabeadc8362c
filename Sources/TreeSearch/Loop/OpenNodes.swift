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

  private var walk: any FrontierWalk
  private var base = NodeID.root
  private var heap: [Entry] = []
  /// The priority of every node, by id; nil where it is not open.
  private var priorities: [Double?] = []
  /// The number of every node that the priorities of its children depend on, as they were worked out.
  private var influences: [Double?] = []
  /// The simulations that were completed when the tree was looked at.
  private var iterations = 0
  /// The node that the simulation after that began at.
  private var taken = NodeID.root

  /// Keeps the nodes that are open for a walk.
  init(for walk: any FrontierWalk) { self.walk = walk }

  /// Learns the parameters of the selection rule.
  mutating func set(_ parameters: [Parameter]) { walk.set(parameters) }

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
        let influence = walk.influence(of: node, in: tree)
        if influence != influences[node.index] {
          influences[node.index] = influence
          lookAtChildren(of: node, in: tree)
        }
        node = node == base ? .none : tree.links[node.index].parent
      }
      for index in priorities.count..<tree.count {
        priorities.append(nil)
        influences.append(walk.influence(of: NodeID(index), in: tree))
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

  /// Looks at the open nodes below the root of any tree.
  ///
  /// O(nodes * log nodes).
  func looking(at tree: borrowing SearchTree) -> OpenNodes {
    var nodes = OpenNodes(for: walk)
    nodes.rebuild(from: tree, below: .root)
    return nodes
  }

  /// How many there are, and the best of them.
  var look: (count: Int, best: [NodeID]) { (count, best(16)) }

  /// Returns the nodes with the highest priorities, the highest first, at most `count`.
  ///
  /// O(count^2), and as many steps more as entries on the way are out of date, at most 256.
  func best(_ count: Int) -> [NodeID] {
    var best: [NodeID] = []
    // The places of the heap whose parents were looked at.
    var places = heap.isEmpty ? [] : [0]
    var steps = 0
    while best.count < count, !places.isEmpty, steps < 256 {
      steps += 1
      let first = places.indices.reduce(0) {
        heap[places[$1]].isBefore(heap[places[$0]]) ? $1 : $0
      }
      let place = places.remove(at: first)
      let entry = heap[place]
      if priorities[entry.node.index] == entry.priority, !best.contains(entry.node) {
        best.append(entry.node)
      }
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count { places.append(child) }
    }
    return best
  }

  private mutating func lookAtChildren(of node: NodeID, in tree: borrowing SearchTree) {
    var child = tree.nodes[node.index].firstChild
    for _ in 0..<tree.nodes[node.index].childCount {
      if child.index < priorities.count { look(at: child, of: tree) }
      child = tree.links[child.index].nextSibling
    }
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
    influences = Array(repeating: nil, count: tree.count)
    var isReached = Array(repeating: false, count: tree.count)
    for index in base.index..<tree.count {
      influences[index] = walk.influence(of: NodeID(index), in: tree)
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
