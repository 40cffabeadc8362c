import Groundwork
import SearchTrees
import Testing

struct TreeReadingTests {
  /// 0 -> 1, 2; 1 -> 3; 3 -> 4, 5; 2 -> 6.
  private func sample(hasPriors: Bool = false) -> SearchTree {
    var tree = SearchTree(hasPriors: hasPriors)
    for (parent, number) in [(0, 2), (1, 1), (3, 2), (2, 1)] {
      _ = tree.appendChildren(of: NodeID(parent), count: number)
    }
    return tree
  }

  @Test(arguments: [
    (0, [0]), (1, [0, 1]), (2, [0, 2]), (3, [0, 1, 3]), (4, [0, 1, 3, 4]), (5, [0, 1, 3, 5]),
    (6, [0, 2, 6]),
  ])
  func `the path to a node begins at the root`(index: Int, path: [Int]) {
    let tree = sample()
    #expect(tree.path(to: NodeID(index)).map(\.index) == path)
    #expect(tree.depth(of: NodeID(index)) == path.count - 1)
    for other in 0..<tree.count {
      let isOnPath = tree.isOnPath(NodeID(other), to: NodeID(index))
      #expect(isOnPath == path.contains(other), "\(other) on the path to \(index)")
    }
  }

  @Test func `the value is exact, or the mean, or nothing`() {
    var tree = sample()
    let node = NodeID(1)
    #expect(tree.value(of: node) == nil)
    #expect(tree.nodes[1].mean == 0)
    tree.nodes[1].visits = 4
    tree.nodes[1].valueSum = 3
    #expect(tree.value(of: node) == 0.75)
    tree.setExactValue(-0.5, of: node)
    #expect(tree.exactValue(of: node) == nil)
    #expect(tree.value(of: node) == 0.75)
    for flag in [NodeFlags.proven, .pinned, [.proven, .pinned]] {
      tree.nodes[1].flags = flag
      #expect(tree.exactValue(of: node) == -0.5)
      #expect(tree.value(of: node) == -0.5)
    }
  }

  @Test func `ids are ordered by creation and say so`() {
    #expect(NodeID(3) < NodeID(4))
    #expect(NodeID(4) < NodeID.none)
    #expect(NodeID.root.description == "#0")
    #expect(NodeID(12).description == "#12")
  }

  @Test func `the phases stand in their order and have the names of the field`() {
    #expect(SearchPhase.allCases.map(\.name) == ["select", "expand", "evaluate", "backup"])
  }

  // MARK: - Fingerprints

  @Test func `the fingerprint tells every single change apart`() {
    var fingerprints: [UInt64] = [sample(hasPriors: true).fingerprint]
    func change(_ body: (inout SearchTree) -> Void) {
      var tree = sample(hasPriors: true)
      tree.setExactValue(0, of: .root)
      body(&tree)
      fingerprints.append(tree.fingerprint)
    }
    for index in 0..<7 {
      for bit in 0..<64 {
        change { tree in
          tree.nodes[index].valueSum = Double(bitPattern: 1 << UInt64(bit))
        }
      }
      for bit in 0..<32 {
        change { $0.nodes[index].visits ^= 1 << bit }
        change { $0.nodes[index].action ^= 1 << bit }
        change { tree in
          tree.priors[index] = Float(bitPattern: tree.priors[index].bitPattern ^ (1 << bit))
        }
      }
      for bit in 0..<7 { change { $0.nodes[index].flags = NodeFlags(rawValue: 1 << bit) } }
      change { tree in
        tree.nodes[index].flags.insert(.proven)
        tree.setExactValue(1, of: NodeID(index))
      }
      change { _ = $0.appendChildren(of: NodeID(index), count: 1) }
      change { _ = $0.appendChildren(of: NodeID(index), count: 2) }
    }
    #expect(Set(fingerprints).count == fingerprints.count)
  }

  @Test func `the fingerprint tells changes of sign at several nodes apart`() {
    var fingerprints: Set<UInt64> = []
    for signs in 0..<128 {
      var tree = sample()
      for index in 0..<7 {
        tree.nodes[index].valueSum = signs >> index & 1 == 0 ? 3 : -3
      }
      fingerprints.insert(tree.fingerprint)
    }
    #expect(fingerprints.count == 128)
  }

  @Test func `the fingerprint tells small whole sums apart`() {
    var fingerprints: Set<UInt64> = []
    for first in -20...20 {
      for second in -20...20 {
        for third in -3...3 {
          var tree = sample()
          tree.nodes[1].valueSum = Double(first)
          tree.nodes[4].valueSum = Double(second)
          tree.nodes[6].valueSum = Double(third)
          fingerprints.insert(tree.fingerprint)
        }
      }
    }
    #expect(fingerprints.count == 41 * 41 * 7)
  }

  @Test func `the fingerprint forgets exact values that no flag names`() {
    var tree = sample()
    let before = tree.fingerprint
    tree.setExactValue(1, of: NodeID(3))
    #expect(tree.fingerprint == before)
  }

  // MARK: - Words

  @Test(
    arguments: [
      (.iterations(10), "reached 10 iterations"), (.nodes(7), "reached 7 nodes"),
      (.calls(90), "reached 90 calls"), (.idle(3), "nothing was asked any more after 3 calls"),
      (.seconds(2.5), "reached 2.5 seconds"), (.memory(bytes: 3 << 20), "memory: reached 3 MB"),
      (.solved, "solved: the root is proven"), (.exhausted, "exhausted: nothing is left to select"),
      (.visits(NodeID(4), 9), "#4 reached 9 visits"),
      (.bestActionChanged, "the best action changed"),
      (.bestActionStayed(9), "the best action stayed the same for 9 simulations"),
    ] as [(StopReason, String)])
  func `a reason to stop is told in words`(reason: StopReason, words: String) {
    #expect(reason.words == words)
  }

  @Test func `an edit names its node if it has one`() {
    let node = NodeID(3)
    let edits: [TreeEdit] = [
      .ban(node), .allow(node), .pin(node, value: 1), .prior(node, value: 0.5),
      .boost(node, visits: 3),
    ]
    for edit in edits { #expect(edit.node == node) }
    #expect(TreeEdit.parameter(name: "c", value: 1).node == nil)
  }
}
