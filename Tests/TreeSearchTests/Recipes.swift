import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// A recipe of the usual parts around what a test is about.
typealias Recipe<World: Environment, Selection: SelectionPolicy, Backing: Backup> = Composition<
  World, LegalActions<World>, ActionWidening, Selection, RandomRollouts<World>, Backing
>

func recipe<World, Selection, Backing>(
  _ world: World, _ selection: Selection = UCT(), _ backup: Backing = MeanBackup(),
  _ widening: ActionWidening = .all(atFirstVisit: false),
  order: LegalActionsOrder = .shuffled, solves: Bool = false, rollouts: Int = 1
) -> Recipe<World, Selection, Backing> {
  Composition(
    world: world, proposer: LegalActions(order: order), widening: widening, selection: selection,
    evaluator: RandomRollouts(count: rollouts), backup: backup,
    interventions: solves ? [ProvenValues(backup, range: world.valueRange)].compactMap(\.self) : [])
}

/// The four ways of growing that the tests go through.
let allWidenings: [ActionWidening] = [
  .all(atFirstVisit: false), .all(atFirstVisit: true), .one,
  .progressive(factor: 1, exponent: 0.5),
]

extension SearchTree {
  /// A subtree on one line: action:visits/sum, the prior, what is known, and the children.
  func text(of node: NodeID = .root) -> String {
    let numbers = nodes[node.index]
    var text = node == .root ? "" : "\(numbers.action):"
    text += "\(numbers.visits)/\(NumberText.short(numbers.valueSum))"
    if hasPriors, node != .root { text += "@\(NumberText.short(Double(priors[node.index])))" }
    if numbers.flags.contains(.terminal) { text += "." }
    if numbers.flags.contains(.banned) { text += "!" }
    if let exact = exactValue(of: node) {
      text += "=\(NumberText.short(Double(exact)))"
      if numbers.flags.contains(.pinned) { text += "p" }
    }
    let children = children(of: node).map { self.text(of: $0) }
    return children.isEmpty ? text : text + "(" + children.joined(separator: " ") + ")"
  }

  /// The statistics of the children of a node, oldest first.
  func childVisits(of node: NodeID = .root) -> [Int] {
    children(of: node).map { Int(nodes[$0.index].visits) }
  }

  /// The child of a node that a given action leads to.
  func child(_ action: ActionCode, of node: NodeID = .root) -> NodeID? {
    for child in children(of: node) where nodes[child.index].action == action { return child }
    return nil
  }
}

/// Everything that decides a search's future, so that two can be compared.
struct Snapshot: Equatable {
  var fingerprint: UInt64
  var iterations: Int
  var deepest: Int
  var phase: SearchPhase
  var isExhausted: Bool
  var random: RandomSource
  var forced: ForcedPath
  var forcedPath: [NodeID]
  var parameters: [Parameter]
  var path: [NodeID]
  var lastNodes: [NodeID]
  var newestGrowth: Int
  var selection: String
  var broken: [String]

  init<Recipe>(_ search: borrowing Search<Recipe>) {
    fingerprint = search.tree.fingerprint
    iterations = search.iterations
    deepest = search.deepest
    phase = search.phase
    isExhausted = search.isExhausted
    random = search.random
    // A boost that is used up is no boost, whatever node it was for.
    forced = search.forced.remaining > 0 ? search.forced : .none
    forcedPath = search.forcedPath
    parameters = search.recipe.selection.parameters
    lastNodes = search.log.nodes
    newestGrowth = search.log.newestGrowth
    // With all that the rule keeps of the tree.
    selection = "\(search.recipe.selection)"
    path = []
    if phase != .select {
      for index in 0..<search.path.nodes.count { path.append(search.path.nodes[index]) }
    }
    broken = search.tree.brokenInvariants(edge: search.recipe.proposer.edge)
  }
}

/// Unwraps what must be there; `#require` itself cannot take a value out of a tree that has one owner.
func found<Value>(
  _ value: Value?, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Value {
  try #require(value, sourceLocation: sourceLocation)
}
