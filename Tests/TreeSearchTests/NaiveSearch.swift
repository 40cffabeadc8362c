import Foundation
import Groundwork
import TreeSearch

/// The textbook's tree search, written down a second time with classes and recursion.
///
/// It shares no code with the engine but the generator and the environment. Scores are computed in
/// single precision in the order of the C twin, so that the trees must be equal to the last bit.
final class NaiveSearch<World: Environment> {
  final class Node {
    let action: ActionCode
    let prior: Float
    var children: [Node] = []
    var visits = 0
    var sum = 0.0
    var isTerminal = false
    var isComplete = false
    var proven: Float?

    init(_ action: ActionCode, prior: Float) {
      self.action = action
      self.prior = prior
    }
  }

  enum Rule {
    case uct(c: Float)
    case puct(c: Float, reduction: Float)
  }
  enum Widening {
    case all, allAtFirstVisit, one
    case progressive(factor: Double, exponent: Double)
  }
  enum Backup { case mean, suffix, negamax }

  let world: World
  let rule: Rule
  let widening: Widening
  let backup: Backup
  /// The value at which a proof needs no other child; nil switches proofs off.
  let proofAt: Float?
  var random: RandomSource
  let root = Node(0, prior: 1)
  private var endedAtTerminal = false

  init(
    _ world: World, _ rule: Rule, _ widening: Widening, _ backup: Backup, seed: UInt64,
    proofAt: Float? = nil
  ) {
    self.world = world
    self.rule = rule
    self.widening = widening
    self.backup = backup
    self.proofAt = proofAt
    random = RandomSource(seed: seed)
    root.isTerminal = world.isTerminal(world.initialState)
  }

  func run(_ count: Int) {
    for _ in 0..<count {
      endedAtTerminal = root.isTerminal
      _ = visit(root, world.initialState, reward: 0, had: 0)
    }
  }

  /// Simulates from a node on, counts the visit, and returns the value that the node was given.
  private func visit(_ node: Node, _ state: World.State, reward: Float, had: Float) -> Float {
    let next = step(from: node, state, reward: reward)
    var value: Float
    if let next {
      var after = state
      let step = world.apply(next.action, to: &after, using: &random)
      if step.isTerminal {
        next.isTerminal = true
        endedAtTerminal = true
      }
      value = visit(next, after, reward: step.reward, had: had + step.reward)
      switch backup {
      case .mean: break
      case .suffix: value = value + reward
      case .negamax: value = -value + reward
      }
    } else {
      let rest = node.isTerminal ? 0 : rollout(from: state)
      value = backup == .mean ? had + rest : rest + reward
    }
    node.visits += 1
    node.sum += Double(value)
    if proofAt != nil, endedAtTerminal { prove(node, value) }
    return value
  }

  /// Returns the child to go on to, or nil where the walk ends; grows the node if it is time.
  private func step(from node: Node, _ state: World.State, reward: Float) -> Node? {
    if node.isTerminal { return nil }
    if node.visits == 0 {
      if case .allAtFirstVisit = widening { _ = grow(node, state, by: .max) }
      return nil
    }
    switch widening {
    case .all, .allAtFirstVisit:
      if node.children.isEmpty { _ = grow(node, state, by: .max) }
    case .one:
      if let newborn = grow(node, state, by: 1) { return newborn }
    case .progressive(let factor, let exponent):
      let allowed = max(1, (factor * pow(Double(node.visits), exponent)).rounded(.up))
      if Double(node.children.count) < allowed, let newborn = grow(node, state, by: 1) {
        return newborn
      }
    }
    return choose(node, reward: reward)
  }

  private func grow(_ node: Node, _ state: World.State, by wanted: Int) -> Node? {
    if node.isComplete { return nil }
    let legal = (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
    let weights = legal.map { world.prior(of: $0, in: state) ?? 1 }
    var total: Float = 0
    for weight in weights { total += weight }
    var fresh: [Node] = []
    for (action, weight) in zip(legal, weights)
    where !node.children.contains(where: { $0.action == action }) {
      fresh.append(Node(action, prior: weight * (1 / total)))
    }
    for last in stride(from: fresh.count - 1, to: 0, by: -1) {
      fresh.swapAt(last, Int(random.below(UInt32(last + 1))))
    }
    node.children += fresh.prefix(wanted)
    node.isComplete = node.children.count == legal.count
    return fresh.first
  }

  private func choose(_ node: Node, reward: Float) -> Node {
    var best = node.children[0]
    var bestScore = -Float.infinity
    for child in node.children {
      let score = score(of: child, below: node, reward: reward)
      if score > bestScore {
        best = child
        bestScore = score
      }
    }
    return best
  }

  private func score(of child: Node, below node: Node, reward: Float) -> Float {
    if let proven = child.proven { return proven }
    if child.isTerminal, child.visits > 0, !world.isStochastic {
      return Float(child.sum / Double(child.visits))
    }
    switch rule {
    case .uct(let c):
      if child.visits == 0 { return .infinity }
      let share = 1 / Float(child.visits)
      return Float(child.sum) * share + (c * c * logf(Float(node.visits)) * share).squareRoot()
    case .puct(let c, let reduction):
      var value: Float
      if child.visits > 0 {
        value = Float(child.sum) / Float(child.visits)
      } else {
        value = Float(node.sum / Double(node.visits))
        switch backup {
        case .mean: break
        case .suffix: value = value - reward
        case .negamax: value = reward - value
        }
        value -= reduction
      }
      return value + child.prior * (c * Float(node.visits).squareRoot()) / Float(1 + child.visits)
    }
  }

  private func prove(_ node: Node, _ value: Float) {
    if node.proven != nil { return }
    if node.isTerminal {
      node.proven = value
      return
    }
    let known = node.children.compactMap(\.proven)
    guard let best = known.max(), let proofAt else { return }
    if best >= proofAt || node.isComplete && known.count == node.children.count {
      node.proven = backup == .negamax ? 0 - best : best
    }
  }

  private func rollout(from start: World.State) -> Float {
    var state = start
    var total: Float = 0
    var isOtherPlayersMove = world.players == 2
    while true {
      let choice = random.below(UInt32(world.actionCount(in: state)))
      let action = world.action(at: Int(choice), in: state)
      let step = world.apply(action, to: &state, using: &random)
      total += isOtherPlayersMove ? -step.reward : step.reward
      if world.players == 2 { isOtherPlayersMove.toggle() }
      if step.isTerminal { return total }
    }
  }

  /// The tree in the words of the engine's ``SearchTree/text(of:)``.
  func text(withPriors: Bool, of node: Node? = nil) -> String {
    let numbers = node ?? root
    var text = node == nil ? "" : "\(numbers.action):"
    text += "\(numbers.visits)/\(NumberText.short(numbers.sum))"
    if withPriors, node != nil { text += "@\(NumberText.short(Double(numbers.prior)))" }
    if numbers.isTerminal { text += "." }
    if let proven = numbers.proven { text += "=\(NumberText.short(Double(proven)))" }
    let children = numbers.children.map { self.text(withPriors: withPriors, of: $0) }
    return children.isEmpty ? text : text + "(" + children.joined(separator: " ") + ")"
  }

  /// Visits, sum and proof of every node in preorder, to compare to the last bit.
  func statistics() -> [String] {
    var result: [String] = []
    func add(_ node: Node, _ depth: Int) {
      result.append(
        "\(depth) \(node.action) \(node.visits) \(node.sum.bitPattern) "
          + "\(node.proven.map { "\($0)" } ?? "open") \(node.isTerminal)")
      for child in node.children { add(child, depth + 1) }
    }
    add(root, 0)
    return result
  }
}
