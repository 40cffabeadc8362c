import Groundwork

/// A problem for the reference: nodes with what a step into them is estimated to be worth, and is.
struct JudgedTree {
  var estimate: Float = 0
  var reward: Float = 0
  var children: [JudgedTree] = []

  /// A random tree whose leaves lie at different depths, `depth` at most.
  static func random(_ numbers: inout RandomSource, depth: Int, branching: Int) -> JudgedTree {
    func number() -> Float { Float(Int(numbers.below(257)) - 128) / 64 }
    var tree = JudgedTree(estimate: number(), reward: number())
    guard depth > 0, depth > 2 || numbers.below(6) > 0 else { return tree }
    for _ in 0..<1 + Int(numbers.below(UInt32(branching))) {
      tree.children.append(random(&numbers, depth: depth - 1, branching: branching))
    }
    return tree
  }

  /// How many steps lead to the deepest leaf.
  var depth: Int { children.map { $0.depth + 1 }.max() ?? 0 }

  /// The tree as an explicit tree's file has it.
  var json: String { "{\"root\":{\"children\":[\(children.map(\.node).joined(separator: ","))]}}" }

  private var node: String {
    let own = "{\"estimate\":\(estimate),\"reward\":\(reward)"
    if children.isEmpty { return own + "}" }
    return own + ",\"children\":[\(children.map(\.node).joined(separator: ","))]}"
  }
}

/// The search of llm-reasoners and of the public code of SC-MCTS*, written as they are described: nodes
/// that know their children, lists of sums, recursion.
///
/// Independent of the engine and slow; the engine's trees are compared with it.
final class ReasonersReference {
  final class Node {
    let id: Int
    let parent: Node?
    let depth: Int
    let estimate: Float
    let problem: JudgedTree
    /// Whether somebody went there: before that the state is not known.
    var isStepped = false
    var reward: Float
    var isTerminal = false
    var children: [Node] = []
    var sums: [Float] = []

    init(_ id: Int, _ problem: JudgedTree, below parent: Node?) {
      self.id = id
      self.problem = problem
      self.parent = parent
      depth = (parent?.depth ?? -1) + 1
      estimate = problem.estimate
      reward = problem.estimate
    }

    var q: Float {
      guard isStepped else { return estimate }
      return Float(sums.reduce(0) { $0 + Double($1) }) / Float(sums.count)
    }
  }

  let c: Float
  let limit: Int
  let stepsLastLayer: Bool
  var nodes: [Node]

  init(_ problem: JudgedTree, c: Float, limit: Int, stepsLastLayer: Bool = false) {
    self.c = c
    self.limit = limit
    self.stepsLastLayer = stepsLastLayer
    nodes = [Node(0, problem, below: nil)]
    nodes[0].isStepped = true
    nodes[0].reward = 0
    nodes[0].isTerminal = problem.children.isEmpty
  }

  func iterate(log: (Float) -> Float) {
    var path = select(log)
    let leaf = path[path.count - 1]
    if stepsLastLayer, !leaf.isStepped { expand(leaf) }
    if !(leaf.isTerminal || leaf.depth >= limit) {
      if leaf.children.isEmpty { expand(leaf) }
      simulate(&path)
    }
    var sum: Float = 0
    for node in path.reversed() {
      sum += node.reward
      node.sums.append(sum)
    }
  }

  private func select(_ log: (Float) -> Float) -> [Node] {
    var path = [nodes[0]]
    while true {
      let node = path[path.count - 1]
      if node.children.isEmpty || node.isTerminal || node.depth >= limit { return path }
      func score(_ child: Node) -> Float {
        child.q + c * (log(Float(node.sums.count)) / Float(max(1, child.sums.count))).squareRoot()
      }
      var best = node.children[0]
      for child in node.children where score(child) > score(best) { best = child }
      path.append(best)
    }
  }

  private func expand(_ node: Node) {
    if !node.isStepped {
      node.isStepped = true
      node.reward = node.problem.reward
      node.isTerminal = node.problem.children.isEmpty
    }
    if node.isTerminal { return }
    for problem in node.problem.children {
      let child = Node(nodes.count, problem, below: node)
      node.children.append(child)
      nodes.append(child)
    }
  }

  private func simulate(_ path: inout [Node]) {
    while true {
      let node = path[path.count - 1]
      if !node.isStepped { expand(node) }
      if node.isTerminal || node.depth >= limit || node.children.isEmpty { return }
      var best = node.children[0]
      for child in node.children where child.estimate > best.estimate { best = child }
      path.append(best)
    }
  }

  /// The terminal path with the most reward, by depth first over nodes that were stepped.
  func answer() -> (reward: Float, path: [Int]) { answer(below: [nodes[0]]) }

  private func answer(below path: [Node]) -> (reward: Float, path: [Int]) {
    let node = path[path.count - 1]
    if node.isTerminal {
      return (path.dropFirst().reduce(0) { $0 + $1.reward }, path.map(\.id))
    }
    var best: (reward: Float, path: [Int]) = (-.infinity, [])
    for child in node.children where child.isStepped {
      let found = answer(below: path + [child])
      if found.reward > best.reward { best = found }
    }
    return best
  }
}
