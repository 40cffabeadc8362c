public import Groundwork
public import TreeSearch

/// A tree written down in a JSON file, node by node, with rewards that may be noisy.
///
/// It shows what a search does on a problem whose every value is known. After reading, the nodes lie in
/// flat arrays, children side by side; a state is the number of a node.
public struct ExplicitTree: ValuedEnvironment, DiscountingEnvironment {
  /// A node of the tree.
  public struct State: Hashable, Sendable {
    /// The number of the node; the root is 0.
    public internal(set) var node: UInt32 = 0
  }

  /// What the search needs of a node.
  struct Node: Hashable, Sendable {
    /// The first child; the others follow.
    var firstChild: UInt32 = 0
    /// How many children there are; none at the end of an episode.
    var childCount: UInt16 = 0
    /// How many actions lead here from the root.
    var depth: UInt16 = 0
    /// The mean reward on entering, from the view of the player who enters.
    var reward: Float = 0
    /// The standard deviation of the reward.
    var deviation: Float = 0
    /// The weight before any visit, if one is given.
    var prior: Float?
    /// What is known of the value before entering, from the view of the player who enters; for a search
    /// that evaluates leaves by it what is still to come after the reward.
    var estimate: Float?
    /// By what the value from here on counts for the parent, if that is said.
    var discount: Float?
  }

  /// The text that names the problem on the command line.
  public let name: String
  /// What the file calls the tree.
  public let title: String?
  /// What there is to see in the tree.
  public let note: String?
  /// One or two, as the file says.
  public let players: Int
  /// The lowest and highest sum of rewards along a path, unless rewards are noisy.
  public let valueRange: ClosedRange<Float>?
  /// Whether any reward is noisy.
  public let isStochastic: Bool
  /// Whether a step has a discount of its own.
  public let hasDiscounts: Bool
  /// Whether a child has a prior.
  public let hasPriors: Bool
  /// The way to the first node with children that has no estimate, as in `root.children[2]`; nil where all
  /// have one.
  public let pathWithoutEstimate: String?
  /// The nodes, in the order of their depth.
  let nodes: [Node]
  /// The depth of the deepest nodes.
  public var deepest: Int { nodes.map { Int($0.depth) }.max() ?? 0 }
  /// The text of each node.
  private let texts: [String?]
  /// The label of the action into each node.
  private let actions: [String?]

  /// Makes the tree that a JSON text describes.
  ///
  /// - Parameters:
  ///   - json: the text of the file.
  ///   - path: the file, for the problem's name and for errors.
  public init(json: String, path: String) throws(ProblemError) {
    let file = try ExplicitTreeFile(json, source: path)
    name = "tree:" + path
    title = file.title
    note = file.note
    players = file.players
    nodes = file.nodes
    texts = file.texts
    actions = file.actions
    hasDiscounts = file.nodes.contains { $0.discount != nil }
    hasPriors = file.nodes.contains { $0.prior != nil }
    pathWithoutEstimate = file.pathWithoutEstimate
    isStochastic = file.nodes.contains { $0.deviation > 0 }
    valueRange = isStochastic ? nil : Self.totals(of: file.nodes, players: file.players)
  }

  /// The root.
  public var initialState: State { State() }

  /// Returns whether the node has no children.
  public func isTerminal(_ state: State) -> Bool { nodes[Int(state.node)].childCount == 0 }

  /// Returns how many children the node has.
  public func actionCount(in state: State) -> Int { Int(nodes[Int(state.node)].childCount) }

  /// Returns the child at an index, in the order of the file.
  public func action(at index: Int, in state: State) -> ActionCode { ActionCode(index) }

  /// Enters a child and draws its reward.
  public func apply(
    _ action: ActionCode, to state: inout State, using random: inout RandomSource
  ) -> Transition {
    state = child(action, of: state)
    let node = nodes[Int(state.node)]
    let noise = node.deviation > 0 ? node.deviation * Float(random.normal()) : 0
    return Transition(reward: node.reward + noise, isTerminal: node.childCount == 0)
  }

  /// Returns the weight that the file gives a child.
  public func prior(of action: ActionCode, in state: State) -> Float? {
    nodes[Int(child(action, of: state).node)].prior
  }

  /// Returns what the file says is known of a child before it is entered.
  public func estimate(of action: ActionCode, in state: State) -> Float? {
    nodes[Int(child(action, of: state).node)].estimate
  }

  /// Returns what the file says is still to come from a node on, for the player who entered it.
  public func estimate(at state: State) -> Float? { nodes[Int(state.node)].estimate }

  /// Returns the discount that the file gives the step into a node.
  public func discount(at state: State) -> Float? { nodes[Int(state.node)].discount }

  /// Returns the action as the file calls it, or its number from 1.
  public func label(of action: ActionCode, in state: State) -> String {
    actions[Int(child(action, of: state).node)] ?? "\(action + 1)"
  }

  /// Returns the text of a node, or how many children it has.
  public func line(for state: State) -> String {
    if let text = texts[Int(state.node)] { return text }
    return switch actionCount(in: state) {
    case 0: "the end"
    case 1: "1 child"
    case let count: "\(count) children"
    }
  }

  /// Returns what the file says of a node.
  public func picture(of state: State) -> [String] {
    let node = nodes[Int(state.node)]
    var lines = [line(for: state), "depth \(node.depth), node \(state.node) of \(nodes.count)"]
    if players == 2 {
      lines.append(node.depth.isMultiple(of: 2) ? "first player to move" : "second player to move")
    }
    if state.node > 0 {
      let noise = node.deviation > 0 ? " +- \(node.deviation)" : ""
      let view = players == 2 ? " for the player who moved here" : ""
      lines.append("reward \(node.reward)" + noise + view)
    }
    if let discount = node.discount { lines.append("discount \(discount)") }
    return lines
  }

  /// Returns the node that an action leads to.
  private func child(_ action: ActionCode, of state: State) -> State {
    State(node: nodes[Int(state.node)].firstChild + action)
  }

  /// Returns the lowest and highest sum of rewards along a path.
  ///
  /// With two players either may be asked, so the range is made symmetric.
  private static func totals(of nodes: [Node], players: Int) -> ClosedRange<Float> {
    var totals: [Float] = Array(repeating: 0, count: nodes.count)
    var range: ClosedRange<Float>?
    for (index, node) in nodes.enumerated() {
      let total = totals[index]
      if node.childCount == 0 {
        range = min(range?.lowerBound ?? total, total)...max(range?.upperBound ?? total, total)
      }
      for child in 0..<Int(node.childCount) {
        let place = Int(node.firstChild) + child
        let isSecond = players == 2 && !node.depth.isMultiple(of: 2)
        totals[place] = total + (isSecond ? -nodes[place].reward : nodes[place].reward)
      }
    }
    let whole = range ?? 0...0
    if players == 1 { return whole }
    let most = max(abs(whole.lowerBound), abs(whole.upperBound))
    return -most...most
  }
}
