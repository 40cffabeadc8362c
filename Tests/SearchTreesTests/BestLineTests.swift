import Groundwork
import SearchTrees
import Testing

/// The decisions that open_spiel tests its final choice with, and those that are our own.
struct BestLineTests {
  /// A child in a table: visits, sum of values, exact value if proven, and whether it is banned.
  struct Child: Sendable, CustomTestStringConvertible {
    var visits: UInt32
    var sum: Double
    var exact: Float?
    var isBanned = false

    init(_ visits: UInt32, _ sum: Double, proven exact: Float? = nil, isBanned: Bool = false) {
      self.visits = visits
      self.sum = sum
      self.exact = exact
      self.isBanned = isBanned
    }

    var testDescription: String { "\(visits)/\(sum)/\(exact.map { "\($0)" } ?? "open")" }
  }

  private func family(_ children: [Child], provenRoot: Float? = nil) -> SearchTree {
    var tree = SearchTree(hasPriors: false)
    if !children.isEmpty { _ = tree.appendChildren(of: .root, count: children.count) }
    for (offset, child) in children.enumerated() {
      let node = NodeID(offset + 1)
      tree.nodes[0].visits += child.visits
      tree.nodes[node.index].visits = child.visits
      tree.nodes[node.index].valueSum = child.sum
      if let exact = child.exact {
        tree.nodes[node.index].flags.insert(.proven)
        tree.setExactValue(exact, of: node)
      }
      if child.isBanned { tree.nodes[node.index].flags.insert(.banned) }
    }
    if let provenRoot {
      tree.nodes[0].flags.insert(.proven)
      tree.setExactValue(provenRoot, of: .root)
    }
    return tree
  }

  private func chosen(
    _ children: [Child], range: ClosedRange<Float>? = -1...1, provenRoot: Float? = nil
  ) -> Int? {
    let tree = family(children, provenRoot: provenRoot)
    return tree.mostVisitedChild(of: .root, range: range).map { $0.index - 1 }
  }

  @Test func `the most visited move is chosen while nothing is proven`() {
    #expect(chosen([Child(50, 30), Child(40, 40)]) == 0)
    #expect(chosen([Child(40, 40), Child(50, 30)]) == 1)
  }

  @Test func `a proven win is chosen over a more visited move`() {
    #expect(chosen([Child(50, 30), Child(40, 40, proven: 1)]) == 1)
    #expect(chosen([Child(1, 1, proven: 1), Child(1000, 990)]) == 0)
  }

  @Test func `the more visited of two proven wins is chosen`() {
    #expect(chosen([Child(5, 5, proven: 1), Child(9, 5, proven: 1)]) == 1)
  }

  @Test func `the most visited move is chosen over a loss`() {
    #expect(chosen([Child(50, 30), Child(60, 60, proven: -1)]) == 0)
    #expect(chosen([Child(1, -1), Child(60, 60, proven: -1)]) == 0)
  }

  @Test func `the most visited move is chosen over a draw`() {
    #expect(chosen([Child(50, 30), Child(40, 10, proven: 0)]) == 0)
    #expect(chosen([Child(40, 30), Child(50, 10, proven: 0)]) == 1)
  }

  @Test func `the slowest loss is chosen among losses`() {
    #expect(chosen([Child(50, 10, proven: -1), Child(60, 15, proven: -1)]) == 1)
    #expect(chosen([Child(60, 10, proven: -1), Child(50, 15, proven: -1)]) == 0)
  }

  @Test func `the higher mean and then the older move is chosen among equals`() {
    #expect(chosen([Child(50, 10), Child(50, 20), Child(50, 15)]) == 1)
    #expect(chosen([Child(50, 10), Child(50, 10)]) == 0)
    // A proven value counts, not the mean of what led to it.
    #expect(chosen([Child(50, 10), Child(50, -50, proven: 0.5)]) == 1)
  }

  @Test func `without a known range proofs do not rank`() {
    #expect(chosen([Child(50, 30), Child(40, 40, proven: 1)], range: nil) == 0)
    #expect(chosen([Child(50, 30), Child(60, 60, proven: -1)], range: nil) == 1)
  }

  @Test func `where all values are known the highest is chosen, and visits say nothing`() {
    #expect(chosen([Child(50, 25, proven: 0.5), Child(40, 32, proven: 0.8)]) == 1)
    #expect(chosen([Child(50, 25, proven: 0.5), Child(40, 32, proven: 0.8)], range: nil) == 1)
    // The best and the worst that there is do not count: they have their places.
    #expect(
      chosen([Child(9, -9, proven: -1), Child(50, 25, proven: 0.5), Child(4, 3, proven: 0.8)]) == 2)
    // A known draw stays where its visits put it as long as something beside it is open.
    #expect(chosen([Child(50, 10, proven: 0), Child(40, 30), Child(3, 2, proven: 0.8)]) == 0)
    #expect(chosen([Child(50, 10, proven: 0), Child(40, 30, proven: 0.8), Child(0, 0)]) == 0)
  }

  @Test func `an end is known to be worth what it gave, but not where chance has a part`() {
    var tree = family([Child(50, 30), Child(17, 17), Child(60, -60)])
    for end in 2...3 { tree.nodes[end].flags.insert(.terminal) }
    func chosen(_ endsAreKnown: Bool) -> Int? {
      tree.mostVisitedChild(of: .root, range: -1...1, endsAreKnown: endsAreKnown)
        .map { $0.index - 1 }
    }
    #expect(chosen(true) == 1)
    #expect(chosen(false) == 2)
    // What somebody pinned is no outcome; a loss goes last.
    tree.nodes[2].flags.insert(.pinned)
    tree.setExactValue(1, of: NodeID(2))
    #expect(chosen(true) == 0)
  }

  @Test func `a settled node leads to the child that settled it`() {
    // open_spiel's "best over good": both are known, so visits say nothing.
    let good = Child(50, 25, proven: 0.5)
    let best = Child(40, 32, proven: 0.8)
    #expect(chosen([good, best], range: 0...1, provenRoot: 0.8) == 1)
    #expect(chosen([good, best], range: nil, provenRoot: 0.8) == 1)
    #expect(
      chosen([Child(9, -4, proven: -0.5), Child(20, -16, proven: -0.8)], provenRoot: -0.5) == 0)
    // Two that settle it: the more visited.
    #expect(chosen([best, good, Child(45, 30, proven: 0.8)], provenRoot: 0.8) == 2)
    // The one that settled it is banned: what is left is ranked as if nothing were settled.
    let banned = Child(40, 32, proven: 0.8, isBanned: true)
    #expect(chosen([good, banned, Child(60, 10)], range: 0...1, provenRoot: 0.8) == 2)
  }

  @Test func `banned and unvisited moves are never chosen`() {
    #expect(chosen([Child(50, 30, isBanned: true), Child(4, 0)]) == 1)
    #expect(chosen([Child(50, 50, proven: 1, isBanned: true), Child(4, -4, proven: -1)]) == 1)
    #expect(chosen([Child(0, 0), Child(1, -1)]) == 1)
    #expect(chosen([Child(0, 0), Child(0, 0)]) == nil)
    #expect(chosen([Child(5, 5, isBanned: true)]) == nil)
    #expect(chosen([]) == nil)
  }

  @Test func `the highest value is chosen whatever its visits`() {
    func highest(_ children: [Child]) -> Int? {
      let tree = family(children)
      return tree.highestValueChild(of: .root).map { $0.index - 1 }
    }
    #expect(highest([Child(50, 30), Child(2, 2), Child(70, 60)]) == 1)
    #expect(highest([Child(10, 5), Child(20, 10)]) == 1)
    #expect(highest([Child(10, 5), Child(10, 5)]) == 0)
    #expect(highest([Child(10, -5), Child(10, -9), Child(0, 0)]) == 0)
    #expect(highest([Child(10, 9), Child(10, 2, proven: 0.95)]) == 1)
    #expect(highest([Child(10, 9, isBanned: true), Child(10, 2)]) == 1)
    #expect(highest([Child(0, 0)]) == nil)
  }

  @Test func `the principal variation goes down to where nothing was visited`() {
    var tree = family([Child(5, 1), Child(9, 2)])
    _ = tree.appendChildren(of: NodeID(2), count: 2)
    tree.nodes[3].visits = 3
    tree.nodes[4].visits = 4
    _ = tree.appendChildren(of: NodeID(4), count: 1)
    #expect(tree.principalVariation().map(\.index) == [0, 2, 4])
    #expect(tree.principalVariation(from: NodeID(2)).map(\.index) == [2, 4])
    #expect(tree.principalVariation(from: NodeID(5)).map(\.index) == [5])
    tree.nodes[2].flags.insert(.banned)
    #expect(tree.principalVariation().map(\.index) == [0, 1])
    #expect(SearchTree(hasPriors: false).principalVariation() == [.root])
  }

  @Test func `a proven win is preferred at every depth of the line`() {
    var tree = family([Child(9, 2)])
    _ = tree.appendChildren(of: NodeID(1), count: 2)
    tree.nodes[2].visits = 7
    tree.nodes[3].visits = 1
    tree.nodes[3].flags.insert(.proven)
    tree.setExactValue(1, of: NodeID(3))
    #expect(tree.principalVariation(range: -1...1).map(\.index) == [0, 1, 3])
    #expect(tree.principalVariation(range: nil).map(\.index) == [0, 1, 2])
  }
}
