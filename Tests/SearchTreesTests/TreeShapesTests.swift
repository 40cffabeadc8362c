import Groundwork
import SearchTrees
import Testing

/// Every small tree, against a model that is nothing but a list of parents.
struct TreeShapesTests {
  /// Adds the nodes from the tree's count on, one at a time, and gives each numbers of its own.
  private func grow(_ tree: inout SearchTree, to parents: [Int]) {
    for index in tree.count..<parents.count {
      _ = tree.appendChildren(of: NodeID(parents[index]), count: 1)
      describe(index, in: &tree)
    }
  }

  private func describe(_ index: Int, in tree: inout SearchTree) {
    tree.setAction(UInt32(100 + index), of: NodeID(index))
    tree.nodes[index].valueSum = Double(index) / 4
    if tree.hasPriors { tree.priors[index] = Float(index) / 8 }
  }

  private func problems(_ tree: borrowing SearchTree, _ parents: [Int]) -> [String] {
    var problems = tree.brokenInvariants()
    if tree.count != parents.count { problems.append("\(tree.count) nodes") }
    for index in parents.indices {
      let node = NodeID(index)
      let expected = parents.indices.filter { $0 > 0 && parents[$0] == index }
      if tree.children(of: node).map(\.index) != expected { problems.append("children of \(node)") }
      if tree.parent(of: node)?.index != (index == 0 ? nil : parents[index]) {
        problems.append("parent of \(node)")
      }
      let isScattered = zip(expected, expected.dropFirst()).contains { $0 + 1 != $1 }
      if tree.nodes[index].flags.contains(.scattered) != isScattered {
        problems.append("scattered at \(node)")
      }
      if index > 0, tree.nodes[index].action != UInt32(100 + index) {
        problems.append("action of \(node)")
      }
    }
    return problems
  }

  /// Calls `body` with every sequence of appends (parent, number) that makes at most `limit` nodes.
  private func forEachSequence(
    upTo limit: Int, _ sequence: [(parent: Int, number: Int)] = [], nodes: Int = 1,
    _ body: ([(parent: Int, number: Int)]) throws -> Void
  ) rethrows {
    try body(sequence)
    guard nodes < limit else { return }
    for number in 1...(limit - nodes) {
      for parent in 0..<nodes {
        try forEachSequence(
          upTo: limit, sequence + [(parent, number)], nodes: nodes + number, body)
      }
    }
  }

  @Test(arguments: [false, true])
  func `every small tree grows and is cut back exactly`(hasPriors: Bool) throws {
    var sequences = 0
    try forEachSequence(upTo: 7) { sequence in
      sequences += 1
      var tree = SearchTree(hasPriors: hasPriors)
      var parents = [0]
      for (parent, number) in sequence {
        let first = tree.appendChildren(of: NodeID(parent), count: number)
        try #require(first.index == parents.count)
        for _ in 0..<number {
          describe(parents.count, in: &tree)
          parents.append(parent)
        }
        let problems = problems(tree, parents)
        try #require(problems.isEmpty, "\(sequence)")
      }
      for newCount in 1..<max(2, parents.count) where newCount < parents.count {
        let prefix = Array(parents[..<newCount])
        var fresh = SearchTree(hasPriors: hasPriors)
        grow(&fresh, to: prefix)
        var cut = tree.copy()
        cut.truncate(to: newCount)
        let problems = problems(cut, prefix)
        try #require(problems.isEmpty, "\(sequence) cut to \(newCount)")
        try #require(cut.fingerprint == fresh.fingerprint, "\(sequence) cut to \(newCount)")
        try #require(cut.generation == 1)
        // What was cut off grows again as it was.
        grow(&cut, to: parents)
        try #require(cut.fingerprint == tree.fingerprint, "\(sequence) cut to \(newCount)")
      }
    }
    // s(n) = 1 + sum over k of n * s(n + k) sequences go on from n nodes; s(7) = 1, s(6) = 7 ...
    #expect(sequences == 2957)
  }

  @Test func `cutting back in two steps is the same as in one`() throws {
    try forEachSequence(upTo: 6) { sequence in
      var tree = SearchTree(hasPriors: false)
      for (parent, number) in sequence {
        _ = tree.appendChildren(of: NodeID(parent), count: number)
      }
      for middle in 1...tree.count {
        for end in 1...middle {
          var once = tree.copy()
          once.truncate(to: end)
          var twice = tree.copy()
          twice.truncate(to: middle)
          twice.truncate(to: end)
          try #require(once.fingerprint == twice.fingerprint, "\(sequence) \(middle) \(end)")
        }
      }
    }
  }

  @Test func `cutting back to the present size changes nothing`() {
    var tree = SearchTree(hasPriors: false)
    _ = tree.appendChildren(of: .root, count: 3)
    let before = tree.fingerprint
    tree.truncate(to: 4)
    tree.truncate(to: 100)
    #expect(tree.fingerprint == before)
    #expect(tree.generation == 0)
  }

  @Test func `exact values survive cutting and growing`() {
    var tree = SearchTree(hasPriors: false)
    _ = tree.appendChildren(of: .root, count: 3)
    let plain = tree.bytesPerNode
    tree.nodes[2].flags.insert(.proven)
    tree.setExactValue(0.5, of: NodeID(2))
    #expect(tree.bytesPerNode == plain + 4)
    let before = tree.fingerprint
    _ = tree.appendChildren(of: NodeID(1), count: 2)
    tree.nodes[4].flags.insert(.pinned)
    tree.setExactValue(-1, of: NodeID(4))
    #expect(tree.exactValue(of: NodeID(4)) == -1)
    #expect(tree.exactValue(of: NodeID(5)) == nil)
    tree.truncate(to: 4)
    #expect(tree.fingerprint == before)
    #expect(tree.exactValue(of: NodeID(2)) == 0.5)
    _ = tree.appendChildren(of: NodeID(1), count: 1)
    tree.nodes[4].flags.insert(.pinned)
    #expect(tree.exactValue(of: NodeID(4)) == 0)
    #expect(tree.brokenInvariants() == [])
  }

  @Test func `a copy shares nothing with its original`() {
    var tree = SearchTree(hasPriors: true, rootFlags: [.terminal])
    tree.nodes[0].flags = []
    _ = tree.appendChildren(of: .root, count: 2)
    tree.nodes[1].flags.insert(.proven)
    tree.setExactValue(1, of: NodeID(1))
    var copy = tree.copy()
    let before = tree.fingerprint
    #expect(copy.fingerprint == before)
    _ = copy.appendChildren(of: NodeID(2), count: 1)
    copy.nodes[0].visits = 9
    copy.priors[1] = 0.75
    copy.setExactValue(-1, of: NodeID(1))
    copy.setAction(5, of: NodeID(2))
    #expect(tree.fingerprint == before)
    #expect(tree.exactValue(of: NodeID(1)) == 1)
    let after = copy.fingerprint
    tree.truncate(to: 1)
    #expect(copy.fingerprint == after)
    #expect(copy.count == 4)
  }

  @Test func `a node takes the bytes that are promised`() {
    #expect(MemoryLayout<Node>.stride == 24)
    #expect(MemoryLayout<NodeLinks>.stride == 8)
    #expect(SearchTree(hasPriors: false).bytesPerNode == 32)
    #expect(SearchTree(hasPriors: true).bytesPerNode == 36)
  }

  @Test func `a thousand children come one at a time between others`() {
    var tree = SearchTree(hasPriors: false)
    var parents = [0]
    for number in 0..<1000 {
      _ = tree.appendChildren(of: .root, count: 1)
      describe(parents.count, in: &tree)
      parents.append(0)
      if number % 10 == 0 {
        let parent = parents.count - 1
        _ = tree.appendChildren(of: NodeID(parent), count: 1)
        describe(parents.count, in: &tree)
        parents.append(parent)
      }
    }
    #expect(problems(tree, parents) == [])
    #expect(tree.nodes[0].childCount == 1000)
    tree.truncate(to: 500)
    #expect(problems(tree, Array(parents[..<500])) == [])
  }

  @Test func `the root cannot be taken back`() async {
    await #expect(processExitsWith: .failure) {
      var tree = SearchTree(hasPriors: false)
      tree.truncate(to: 0)
    }
  }
}
