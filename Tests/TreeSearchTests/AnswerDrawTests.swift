import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Answers that are drawn in proportion to N^(1/T).
@Suite struct AnswerDrawTests {
  private func tree(_ visits: [UInt32]) -> SearchTree {
    var tree = SearchTree(hasPriors: false)
    let first = tree.appendChildren(of: .root, count: visits.count)
    for (offset, count) in visits.enumerated() { tree.nodes[first.index + offset].visits = count }
    tree.nodes[0].visits = visits.reduce(1, +)
    return tree
  }

  /// Squares at T = 1/2: 36, 9, 1 of 46; roots at T = 2: 2.449490, 1.732051, 1 of 5.181541.
  private static let known: [(Double, [Double])] = [
    (1, [0.6, 0.3, 0.1]), (0.5, [0.782609, 0.195652, 0.021739]), (0, [1, 0, 0]),
    (2, [0.472734, 0.334273, 0.192993]),
  ]

  @Test(arguments: known)
  func `probabilities are visits to the power of 1/T`(temperature: Double, expected: [Double]) {
    let tree = self.tree([6, 3, 1, 0])
    let chances = AnswerDraw(temperature: temperature, position: 0).chances(tree)
    #expect(chances.map(\.node) == [NodeID(1), NodeID(2), NodeID(3)])
    #expect(zip(chances, expected).allSatisfy { abs($0.probability - $1) < 1e-6 })
  }

  @Test(arguments: [(0.0, 1), (0.599, 1), (0.601, 2), (0.899, 2), (0.901, 3), (0.999, 3)])
  func `the number that decides lies in the share of the child that is taken`(
    position: Double, child: Int
  ) {
    let tree = self.tree([6, 3, 1])
    let draw = AnswerDraw(temperature: 1, position: position)
    let chances = draw.chances(tree)
    #expect(draw.taken(of: chances) == NodeID(child))
  }

  @Test func `banned and unvisited children are never drawn, nor what is out of reach of doubles`()
  {
    var tree = self.tree([6, 3, 1])
    tree.nodes[1].flags.insert(.banned)
    let chances = AnswerDraw(temperature: 1, position: 0).chances(tree)
    #expect(chances.map(\.probability) == [0.75, 0.25])
    let cold = AnswerDraw(temperature: 1e-9, position: 0.5).chances(tree)
    #expect(cold.map(\.probability) == [1, 0])
    let none = AnswerDraw(temperature: 1, position: 0.5)
    let empty = none.chances(self.tree([0, 0]))
    #expect(empty.isEmpty && none.taken(of: []) == nil)
  }

  @Test func `seeds draw in proportion, and one seed draws one answer`() {
    let tree = self.tree([6, 3, 1])
    #expect(AnswerDraw(temperature: 1, seed: 5) == AnswerDraw(temperature: 1, seed: 5))
    var counts = [0, 0, 0]
    for seed in 0..<4_000 as Range<UInt64> {
      let draw = AnswerDraw(temperature: 1, seed: seed)
      if let taken = draw.taken(of: draw.chances(tree)) { counts[taken.index - 1] += 1 }
    }
    for (count, share) in zip(counts, [0.6, 0.3, 0.1]) {
      #expect(abs(Double(count) / 4_000 - share) < 0.03)
    }
  }
}
