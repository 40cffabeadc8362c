import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Equation (3) of SC-MCTS* and its correction, against numbers worked by hand.
struct ProgressBackupTests {
  private func isClose(_ left: Double, _ right: Double) -> Bool { abs(left - right) < 1e-5 }

  @Test(arguments: [
    // .25 + .25 + .25 - .4
    ([0, 0.25, 0.5, 0.75], 0.35),
    // .5 - .05 + .75 - .4
    ([0, 0.5, 0, 0.75], 0.80),
    // .75 - .05 + .75 - .4
    ([0, 0.75, 0, 0.75], 1.05),
    // 1 - .05 + 1 - .4
    ([0, 1, 0, 1], 1.55),
    // A drop less than .1 costs half of itself: -.04 - .2.
    ([0.5, 0.42], -0.24),
    ([0.3], -0.1), ([], 0),
  ] as [([Float], Double)])
  func `equation 3 rewards ups and downs`(rewards: [Float], value: Double) {
    #expect(isClose(Double(ProgressBackup(isCorrected: false).value(of: rewards)), value))
  }

  @Test(arguments: [
    ([0, 0.25, 0.5, 0.75], 0.35),
    // .5 - 1 + .75 - .4
    ([0, 0.5, 0, 0.75], -0.15),
    // .75 - 1.5 + .75 - .4
    ([0, 0.75, 0, 0.75], -0.40),
    // 1 - 2 + 1 - .4
    ([0, 1, 0, 1], -0.40),
  ] as [([Float], Double)])
  func `the corrected rule punishes what drops`(rewards: [Float], value: Double) {
    let rule = ProgressBackup(isCorrected: true)
    #expect(isClose(Double(rule.value(of: rewards)), value))
    // p_n - p_1 - drops - .1*n.
    let drops = zip(rewards, rewards.dropFirst()).reduce(0) { $0 + max(0, $1.0 - $1.1) }
    let formula = rewards[rewards.count - 1] - rewards[0] - drops - 0.1 * Float(rewards.count)
    #expect(isClose(Double(rule.value(of: rewards)), Double(formula)))
  }

  @Test(arguments: [false, true])
  func `a way that only rises is worth its rise less its length`(isCorrected: Bool) {
    var random = RandomSource(seed: 5)
    for _ in 0..<50 {
      var rewards: [Float] = [Float(random.normal())]
      for _ in 0..<random.below(9) {
        rewards.append(rewards[rewards.count - 1] + Float(random.below(100)) / 64)
      }
      let rise = rewards[rewards.count - 1] - rewards[0]
      let value = ProgressBackup(isCorrected: isCorrected).value(of: rewards)
      #expect(isClose(Double(value), Double(rise - 0.1 * Float(rewards.count))))
    }
  }

  /// The root and a node for each reward, below each other.
  private func chain(_ rewards: [Float], _ leafValue: Float) -> (SearchTree, SimulationPath) {
    var tree = SearchTree(hasPriors: false)
    var path = SimulationPath()
    path.nodes.append(.root)
    path.rewards.append(0)
    for reward in rewards {
      path.nodes.append(tree.appendChildren(of: path.nodes[path.nodes.count - 1], count: 1))
      path.rewards.append(reward)
    }
    path.leafValue = leafValue
    return (tree, path)
  }

  @Test func `each node gets the way from its parent to the end, the root the whole`() {
    var (tree, path) = chain([0.5, 0.25, 0.5], 0.25)
    let rule = ProgressBackup(isCorrected: false)
    rule.backUp(path, into: &tree)
    // The last reward is .5 + .25; the changes are .5, -.25 and .5 and count .5, -.05 and .5.
    let expected = [0.95 - 0.4, 0.95 - 0.4, 0.45 - 0.3, 0.5 - 0.2]
    for (node, value) in expected.enumerated() {
      #expect(isClose(tree.nodes[node].valueSum, value), "node \(node)")
      #expect(tree.nodes[node].visits == 1)
    }
    var (other, same) = chain([0.5, 0.25, 0.5], 0.25)
    ProgressBackup(isCorrected: true).backUp(same, into: &other)
    // The drop counts -.5.
    let corrected = [0.5 - 0.4, 0.5 - 0.4, 0 - 0.3, 0.5 - 0.2]
    for (node, value) in corrected.enumerated() {
      #expect(isClose(other.nodes[node].valueSum, value), "node \(node)")
    }
  }

  @Test func `on any path the nodes have the values of their ways`() {
    var random = RandomSource(seed: 11)
    for number in 0..<40 {
      let rewards = (0..<1 + random.below(8)).map { _ in Float(random.normal()) }
      let leafValue = Float(random.normal())
      let rule = ProgressBackup(isCorrected: number % 2 == 0)
      var (tree, path) = chain(rewards, leafValue)
      rule.backUp(path, into: &tree)
      var whole = [0] + rewards
      whole[rewards.count] += leafValue
      #expect(isClose(tree.nodes[0].valueSum, Double(rule.value(of: whole))))
      for node in 1...rewards.count {
        let value = rule.value(of: Array(whole[(node - 1)...]))
        #expect(isClose(tree.nodes[node].valueSum, Double(value)))
      }
    }
  }

  @Test func `the terms of a node's step and length are those that its value is made of`() {
    let (_, path) = chain([0.5, 0.25, 0.5], 0.25)
    let rule = ProgressBackup(isCorrected: false)
    func numbers(_ index: Int) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: rule.terms(at: index, on: path).map { ($0.name, $0.value) })
    }
    #expect(numbers(0).keys.sorted() == ["length"])
    #expect(isClose(numbers(0)["length"] ?? 0, -0.4))
    #expect(rule.terms(at: 2, on: path).map(\.name) == ["p", "change", "counted", "length"])
    #expect(isClose(numbers(2)["p"] ?? 0, 0.25))
    #expect(isClose(numbers(2)["change"] ?? 0, -0.25))
    #expect(isClose(numbers(2)["counted"] ?? 0, -0.05))
    #expect(isClose(numbers(2)["length"] ?? 0, -0.3))
    // The end's p holds what the leaf was worth.
    #expect(isClose(numbers(3)["p"] ?? 0, 0.75))
    #expect(isClose(numbers(3)["counted"] ?? 0, 0.5))
  }

  @Test func `a leaf is made worth any value, as far as the floor allows`() {
    for value in [-3, -0.5, -0.25, -0.22, 0, 0.5, 2] as [Float] {
      for isCorrected in [false, true] {
        let rule = ProgressBackup(isCorrected: isCorrected)
        var (tree, path) = chain([0.5, 0.25], 0)
        path.leafValue = rule.leafValue(toMake: value, on: path)
        rule.backUp(path, into: &tree)
        // A drop counts -.05 at least, and two nodes cost .2.
        let expected = isCorrected ? value : max(value, -0.25)
        #expect(isClose(tree.nodes[2].valueSum, Double(expected)), "\(value)")
      }
    }
  }

  @Test func `the mean rule of suffixes divides by the steps from the node on`() {
    var (tree, path) = chain([1, -2, 0.5], 0.25)
    SuffixMeanBackup().backUp(path, into: &tree)
    // .75/1; (-2 + .75)/2; (1 - 1.25)/3, and the root, which no step leads to, the same.
    let expected = [-0.25 / 3, -0.25 / 3, -0.625, 0.75]
    for (node, value) in expected.enumerated() {
      #expect(isClose(tree.nodes[node].valueSum, value), "node \(node)")
    }
    path.leafValue = SuffixMeanBackup().leafValue(toMake: 3, on: path)
    #expect(path.leafValue == 2.5)
    var (single, alone) = chain([], 0.5)
    SuffixMeanBackup().backUp(alone, into: &single)
    #expect(single.nodes[0].valueSum == 0.5)
  }
}
