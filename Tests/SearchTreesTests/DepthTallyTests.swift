import Groundwork
import Testing

@testable import SearchTrees

struct DepthTallyTests {
  /// Adds children at random, and visits on the paths to them.
  private func grow(_ tree: inout SearchTree, nodes: Int, using random: inout RandomSource) {
    let end = tree.count + nodes
    while tree.count < end {
      let parent = NodeID(Int(random.below(UInt32(tree.count))))
      _ = tree.appendChildren(of: parent, count: Int(1 + random.below(4)))
      for node in tree.path(to: parent) { tree.nodes[node.index].visits += 1 }
    }
  }

  /// The nodes and visits of each depth, each node's depth found by walking up.
  private func reference(_ tree: borrowing SearchTree) -> DepthProfile {
    var nodes: [Int] = []
    var visits: [Double?] = []
    for index in 0..<tree.count {
      let depth = tree.path(to: NodeID(index)).count - 1
      while nodes.count <= depth {
        nodes.append(0)
        visits.append(nil)
      }
      nodes[depth] += 1
      if let known = tree.visits(of: NodeID(index)) {
        visits[depth] = (visits[depth] ?? 0) + known
      }
    }
    return DepthProfile(total: tree.count, nodes: nodes, visits: visits)
  }

  @Test(arguments: 0..<6)
  func `a tree that stands still is counted as walking up from each node counts it`(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var tree = SearchTree(hasPriors: false)
    var tally = DepthTally()
    for turn in 1...4 {
      grow(&tree, nodes: 3_000, using: &random)
      // The first look at a large tree may find one that goes on; the second one sees that it does not.
      _ = tally.profile(of: tree, at: turn)
      let profile = tally.profile(of: tree, at: turn)
      let expected = reference(tree)
      #expect(profile == expected)
    }
  }

  @Test(arguments: 0..<6)
  func `a large tree that moves is counted between looks, and no look waits for it`(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var tree = SearchTree(hasPriors: false)
    var tally = DepthTally()
    grow(&tree, nodes: 10_000, using: &random)
    let first = tally.profile(of: tree, at: 1, isMoving: true)
    let known = reference(tree)
    #expect(first == known)
    grow(&tree, nodes: 2_000, using: &random)
    let atBegin = reference(tree)
    // A count begins here; until it is done the old one stands.
    let second = tally.profile(of: tree, at: 2, isMoving: true)
    #expect(second == known)
    for _ in 0..<11 {
      tally.goOn(over: tree, looks: 1_000)
      let third = tally.profile(of: tree, at: 2, isMoving: true)
      #expect(third == known)
    }
    for _ in 0..<3 { tally.goOn(over: tree, looks: 1_000) }
    let done = tally.profile(of: tree, at: 2, isMoving: true)
    #expect(done == atBegin)
  }

  @Test
  func `what grew to twice its size, or was taken back, is counted at once`() {
    var random = RandomSource(seed: 7)
    var tree = SearchTree(hasPriors: false)
    var tally = DepthTally()
    grow(&tree, nodes: 9_000, using: &random)
    _ = tally.profile(of: tree, at: 1, isMoving: true)
    grow(&tree, nodes: 12_000, using: &random)
    let grown = tally.profile(of: tree, at: 2, isMoving: true)
    let expected = reference(tree)
    #expect(grown == expected)
    grow(&tree, nodes: 3_000, using: &random)
    _ = tally.profile(of: tree, at: 3, isMoving: true)
    tally.goOn(over: tree, looks: 10)
    tree.truncate(to: 20_000)
    tally.goOn(over: tree, looks: 100_000)
    let taken = tally.profile(of: tree, at: 4, isMoving: true)
    let left = reference(tree)
    #expect(taken == left)
  }
}

struct KeptHistoryTests {
  @Test(arguments: 0..<8)
  func `lines that are kept are those that are worked out anew, whatever was asked before`(
    seed: UInt64
  ) {
    var random = RandomSource(seed: seed)
    var tree = SearchTree(hasPriors: false)
    _ = tree.appendChildren(of: .root, count: 20)
    var histories = ValueHistories()
    var iteration = 0
    for turn in 0..<60 {
      for _ in 0..<1 + random.below(200) {
        iteration += 1
        let node = NodeID(1 + Int(random.below(1 + random.below(20))))
        tree.nodes[0].visits += 1
        tree.nodes[node.index].visits += 1
        tree.nodes[node.index].valueSum += Double(random.below(1000)) / 1000
        histories.record(tree, at: iteration, range: nil)
      }
      if turn % 11 == 10 {
        iteration = max(1, iteration - Int(random.below(UInt32(iteration))))
        histories.forget(after: iteration)
      }
      var slice = TreeSlice()
      slice.summary.iterations = iteration
      slice.cursor = NodeID(1 + Int(random.below(20)))
      slice.rows = (0..<random.below(4)).map { _ in
        var row = SliceRow(
          id: NodeID(1 + Int(random.below(20))), parent: .root, kind: .node, depth: 1,
          continues: [], label: "", visits: nil, value: nil, prior: nil, terms: [], score: nil,
          flags: [],
          childCount: 0, isOpen: false, isOnBestLine: false, isOnAnswer: false, isOnPath: false)
        row.level = 1
        return row
      }
      histories.fill(&slice)
      let nodes = slice.rows.map(\.id) + [slice.cursor]
      let expected = histories.lines(of: nodes, at: iteration)
      for (row, line) in zip(slice.rows, expected.lines) { #expect(row.history == line.values) }
      #expect(slice.detail.history == expected.lines[nodes.count - 1])
      #expect(slice.historyRange == expected.range)
    }
  }
}
