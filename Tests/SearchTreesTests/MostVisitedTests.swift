import Groundwork
import Testing

@testable import SearchTrees

struct MostVisitedTests {
  /// Adds children at random, and visits at random paths, so that no child has more than its parent.
  private func grow(
    _ tree: inout SearchTree, paths: Int, widest: UInt32, using random: inout RandomSource
  ) {
    for _ in 0..<paths {
      var node = NodeID.root
      tree.nodes[0].visits += 1
      while true {
        let children = tree.children(of: node)
        if children.isEmpty || random.below(8) == 0 {
          _ = tree.appendChildren(of: node, count: Int(1 + random.below(widest)))
          break
        }
        // The first children more often than the last.
        let place = random.below(1 + random.below(UInt32(children.count)))
        node = children[Int(place)]
        tree.nodes[node.index].visits += 1
      }
    }
  }

  /// The same, found by taking the best of all that is in reach, again and again.
  private func reference(_ tree: borrowing SearchTree, limit: Int) -> Set<NodeID> {
    var found: Set<NodeID> = []
    var reach = [NodeID.root]
    while found.count < limit {
      var best: NodeID?
      for node in reach where tree.nodes[node.index].visits > 0 {
        let visits = tree.nodes[node.index].visits
        let most = best.map { tree.nodes[$0.index].visits } ?? 0
        if visits > most || visits == most && node < best ?? .none { best = node }
      }
      guard let best else { break }
      found.insert(best)
      reach.removeAll { $0 == best }
      reach += tree.children(of: best)
    }
    return found
  }

  private func found(_ finder: MostVisited) -> [NodeID] { finder.keys.map(MostVisited.node(of:)) }

  @Test(arguments: 0..<30)
  func `the nodes found are the most visited ones, whatever was found before`(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var tree = SearchTree(hasPriors: false)
    var finder = MostVisited()
    finder.find(in: tree, limit: 12)
    #expect(finder.keys.isEmpty)
    for turn in 0..<12 {
      grow(&tree, paths: Int(1 + random.below(60)), widest: 1 + UInt32(seed % 9), using: &random)
      // What was taken back has fewer visits than before.
      if turn % 4 == 3 {
        tree.truncate(to: 1 + tree.count / 2)
        for index in 0..<tree.count { tree.nodes[index].visits /= 2 }
      }
      finder.find(in: tree, limit: 12)
      let nodes = found(finder)
      #expect(nodes.count == Set(nodes).count)
      #expect(Set(nodes) == reference(tree, limit: 12), "turn \(turn)")
    }
  }

  @Test(arguments: 0..<20)
  func `a tree whose visits contradict themselves is searched from the root down as well`(
    seed: UInt64
  ) {
    var random = RandomSource(seed: seed)
    var tree = SearchTree(hasPriors: false)
    var finder = MostVisited()
    for _ in 0..<4 {
      grow(&tree, paths: 40, widest: 3, using: &random)
      for _ in 0..<8 {
        tree.nodes[Int(random.below(UInt32(tree.count)))].visits = random.below(100)
      }
      finder.find(in: tree, limit: 10)
      #expect(Set(found(finder)) == reference(tree, limit: 10))
    }
  }

  @Test func `very many nodes with equally few visits cost what a few do`() {
    var tree = SearchTree(hasPriors: false)
    let first = tree.appendChildren(of: .root, count: 5000).index
    tree.nodes[0].visits = 5000
    for index in first..<first + 5000 { tree.nodes[index].visits = 1 }
    var finder = MostVisited()
    finder.find(in: tree, limit: 100)
    #expect(Set(found(finder)) == Set((0..<100).map { NodeID($0) }))
  }
}
