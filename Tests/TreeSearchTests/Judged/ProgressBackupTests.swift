import Groundwork
import SearchTrees
import Testing

@testable import RewardModels
@testable import TreeSearch

/// Equation (3) of SC-MCTS* and its correction, against numbers worked by hand.
struct ProgressBackupTests {
  private func isClose(_ left: Double, _ right: Double) -> Bool { abs(left - right) < 1e-5 }

  @Test(
    arguments: [
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

  @Test(
    arguments: [
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
  private struct Chain: ~Copyable {
    var tree = SearchTree(hasPriors: false)
    var path = SimulationPath()

    init(_ rewards: [Float], _ leafValue: Float) {
      path.nodes.append(.root)
      path.rewards.append(0)
      for reward in rewards {
        path.nodes.append(tree.appendChildren(of: path.nodes[path.nodes.count - 1], count: 1))
        path.rewards.append(reward)
      }
      path.leafValue = leafValue
    }

    /// Backs the path up and returns the sums, root first.
    mutating func sums(_ rule: some Backup) -> [Double] {
      rule.backUp(path, into: &tree)
      return (0..<tree.count).map { tree.nodes[$0].valueSum }
    }
  }

  @Test func `each node gets the way from its parent to the end, the root the whole`() {
    var chain = Chain([0.5, 0.25, 0.5], 0.25)
    let sums = chain.sums(ProgressBackup(isCorrected: false))
    // The last reward is .5 + .25; the changes are .5, -.25 and .5 and count .5, -.05 and .5.
    let expected = [0.95 - 0.4, 0.95 - 0.4, 0.45 - 0.3, 0.5 - 0.2]
    for (node, value) in expected.enumerated() {
      #expect(isClose(sums[node], value), "node \(node)")
      #expect(chain.tree.nodes[node].visits == 1)
    }
    var other = Chain([0.5, 0.25, 0.5], 0.25)
    let others = other.sums(ProgressBackup(isCorrected: true))
    // The drop counts -.5.
    let corrected = [0.5 - 0.4, 0.5 - 0.4, 0 - 0.3, 0.5 - 0.2]
    for (node, value) in corrected.enumerated() {
      #expect(isClose(others[node], value), "node \(node)")
    }
  }

  @Test func `on any path the nodes have the values of their ways`() {
    var random = RandomSource(seed: 11)
    for number in 0..<40 {
      let rewards = (0..<1 + random.below(8)).map { _ in Float(random.normal()) }
      let leafValue = Float(random.normal())
      let rule = ProgressBackup(isCorrected: number % 2 == 0)
      var chain = Chain(rewards, leafValue)
      let sums = chain.sums(rule)
      var whole = [0] + rewards
      whole[rewards.count] += leafValue
      #expect(isClose(sums[0], Double(rule.value(of: whole))))
      for node in 1...rewards.count {
        let value = rule.value(of: Array(whole[(node - 1)...]))
        #expect(isClose(sums[node], Double(value)))
      }
    }
  }

  @Test func `the terms of a node's step and length are those that its value is made of`() {
    let chain = Chain([0.5, 0.25, 0.5], 0.25)
    let rule = ProgressBackup(isCorrected: false)
    let root = rule.terms(at: 0, on: chain.path)
    #expect(root.map(\.name) == ["length"])
    #expect(isClose(root[0].value, -0.4))
    let inner = rule.terms(at: 2, on: chain.path)
    #expect(inner.map(\.name) == ["p", "change", "counted", "length"])
    for (term, value) in zip(inner, [0.25, -0.25, -0.05, -0.3]) {
      #expect(isClose(term.value, value), "\(term.name)")
    }
    // The end's p holds what the leaf was worth.
    let end = rule.terms(at: 3, on: chain.path)
    for (term, value) in zip(end, [0.75, 0.5, 0.5, -0.2]) {
      #expect(isClose(term.value, value), "\(term.name)")
    }
  }

  @Test func `a leaf is made worth any value, as far as the floor allows`() {
    for value in [-3, -0.5, -0.25, -0.22, 0, 0.5, 2] as [Float] {
      for isCorrected in [false, true] {
        let rule = ProgressBackup(isCorrected: isCorrected)
        var chain = Chain([0.5, 0.25], 0)
        chain.path.leafValue = rule.leafValue(toMake: value, on: chain.path)
        let sums = chain.sums(rule)
        // A drop counts -.05 at least, and two nodes cost .2.
        let expected = isCorrected ? value : max(value, -0.25)
        #expect(isClose(sums[2], Double(expected)), "\(value)")
      }
    }
  }

  @Test func `the mean rule of suffixes divides by the steps from the node on`() {
    var chain = Chain([1, -2, 0.5], 0.25)
    let sums = chain.sums(SuffixMeanBackup())
    // .75/1; (-2 + .75)/2; (1 - 1.25)/3, and the root, which no step leads to, the same.
    let expected = [-0.25 / 3, -0.25 / 3, -0.625, 0.75]
    for (node, value) in expected.enumerated() {
      #expect(isClose(sums[node], value), "node \(node)")
    }
    let leafValue = SuffixMeanBackup().leafValue(toMake: 3, on: chain.path)
    #expect(leafValue == 2.5)
    var alone = Chain([], 0.5)
    #expect(alone.sums(SuffixMeanBackup()) == [0.5])
  }
}
