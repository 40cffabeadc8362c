import Groundwork
import TreeSearch

/// A piece of a tree written down in Swift: a number is a leaf with that reward, a list is a node.
struct Branch: Sendable, ExpressibleByArrayLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  var reward: Float = 0
  var prior: Float?
  var children: [Branch] = []

  init(_ reward: Float = 0, prior: Float? = nil, _ children: [Branch] = []) {
    self.reward = reward
    self.prior = prior
    self.children = children
  }

  init(arrayLiteral elements: Branch...) { children = elements }
  init(floatLiteral value: Float) { reward = value }
  init(integerLiteral value: Int) { reward = Float(value) }

  /// The value of the best play from here on, beyond the reward of getting here, for who chooses.
  func bestRest(players: Int) -> Float {
    children.map { child in
      child.reward + (players == 2 ? -1 : 1) * child.bestRest(players: players)
    }.max() ?? 0
  }

  /// A random tree whose rewards are multiples of a quarter, at most 1 in size.
  static func random(
    _ numbers: inout RandomSource, depth: Int, isRewardedOnTheWay: Bool
  ) -> Branch {
    let isLeaf = depth == 0 || numbers.below(5) == 0
    var branch: Branch = []
    branch.prior = Float(1 + numbers.below(7))
    if isLeaf || isRewardedOnTheWay {
      branch.reward = Float(Int(numbers.below(9)) - 4) / 4
    }
    if !isLeaf {
      branch.children = (0..<1 + numbers.below(4)).map { _ in
        random(&numbers, depth: depth - 1, isRewardedOnTheWay: isRewardedOnTheWay)
      }
    }
    return branch
  }

  /// The same tree with this reward.
  func rewarded(_ reward: Float) -> Branch {
    var branch = self
    branch.reward = reward
    return branch
  }
}

/// The environment that a written tree is; actions are numbered from 10 at every node.
struct LiteralTree: Environment {
  var name = "literal"
  var players = 1
  var valueRange: ClosedRange<Float>?
  var isStochastic: Bool { false }
  let root: Branch
  private let nodes: [Branch]
  private let firstChild: [Int]

  init(_ root: Branch, players: Int = 1, range: ClosedRange<Float>? = nil) {
    var root = root
    root.reward = 0
    self.root = root
    self.players = players
    valueRange = range
    var nodes = [root]
    var firstChild: [Int] = []
    while firstChild.count < nodes.count {
      firstChild.append(nodes.count)
      nodes += nodes[firstChild.count - 1].children
    }
    self.nodes = nodes
    self.firstChild = firstChild
  }

  var initialState: Int { 0 }
  func isTerminal(_ state: Int) -> Bool { nodes[state].children.isEmpty }
  func actionCount(in state: Int) -> Int { nodes[state].children.count }
  func action(at index: Int, in state: Int) -> ActionCode { ActionCode(10 + index) }
  func apply(
    _ action: ActionCode, to state: inout Int, using random: inout RandomSource
  ) -> Transition {
    state = firstChild[state] + Int(action) - 10
    return Transition(reward: nodes[state].reward, isTerminal: isTerminal(state))
  }
  func prior(of action: ActionCode, in state: Int) -> Float? {
    nodes[firstChild[state] + Int(action) - 10].prior
  }
  func label(of action: ActionCode, in state: Int) -> String { "a\(action)" }
  func line(for state: Int) -> String { "state \(state)" }
  func picture(of state: Int) -> [String] { [line(for: state)] }
}
