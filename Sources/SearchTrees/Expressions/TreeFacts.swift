import Groundwork

/// A number that every node of a tree may have.
public enum NodeNumber: Hashable, Sendable {
  /// N.
  case visits
  /// Q: the exact value if it is proven or pinned, else the mean.
  case value
  /// P.
  case prior
  /// The sum of what was backed up.
  case sum
  /// The edges between the root and the node.
  case depth
  /// How many children it has.
  case children
  /// The part of its visits in those of itself and its siblings, in 0...1.
  case share
  /// The simulations since its last visit.
  case age
  /// A declared statistic, by the place of its number in a row.
  case statistic(Int)
}

/// Something that is so of a node, or is not.
public enum NodeCondition: String, Hashable, Sendable, CaseIterable {
  /// The episode ends there.
  case terminal
  /// Selection must not enter it.
  case banned
  /// Its value is proven.
  case proven
  /// Its value is proven or pinned.
  case exact
  /// It lies on the path of the last simulation.
  case onPath
  /// It lies on the best line.
  case onBest
}

/// What can be read of a node.
public enum NodeText: String, Hashable, Sendable, CaseIterable {
  /// The action that leads to it; of the root an empty one.
  case action
  /// Its state.
  case text
  /// Why it was rewarded as it was.
  case rationale
  /// What a person wrote on it; empty where nobody did.
  case note
  /// What kind of node a recording says that it is.
  case kind
}

/// What is known of a search as a whole, for expressions.
public struct SearchFacts: Sendable {
  /// Simulations completed; nil where that is not known.
  public var iterations: Int?
  /// The depth of the deepest node.
  public var depth = 0
  /// The exploration constant.
  public var constant: Double?
  /// The nodes of the best line by visits, root first.
  public var bestLine: [NodeID] = []
  /// The first action of the engine's answer by visits.
  public var best: NodeID?

  /// Makes the facts of a search of which nothing is known.
  public init() {}
}

/// The simulation that was completed last, for expressions.
public struct LastSimulation: Sendable {
  /// Its nodes, root first; never empty.
  public var path: [NodeID]
  /// What was backed up, as the mover at its leaf sees it.
  public var value: Double?

  /// Describes a simulation.
  public init(path: [NodeID], value: Double?) {
    self.path = path
    self.value = value
  }
}

/// What a file says of a node beside its numbers and texts.
public struct NodeExtras: Hashable, Sendable {
  /// Who proposed it; nil where nobody said.
  ///
  /// Untrusted text.
  public var source: String?
  /// How many more children it could have; nil where nobody said.
  public var unexpanded: Int?
  /// The numbers that no declaration describes, which the tree does not keep.
  public var statistics: [NamedStatistic] = []

  /// Says nothing.
  public init() {}
}

/// What an expression may ask of a search: one that runs, or a recording.
///
/// Only its owner's thread asks. Nil stands for what is not known, never for 0.
public protocol TreeFacts {
  /// The nodes.
  var nodeCount: Int { get }
  /// The names that an expression may use.
  var expressionNames: ExpressionNames { get }
  /// The search as a whole.
  var searchFacts: SearchFacts { get }
  /// The simulation that was completed last; nil where it is not known.
  var lastSimulation: LastSimulation? { get }
  /// Whether the answer is a plan that holds; nil where nothing checks it.
  var isPlanValid: Bool? { get }
  /// Lends the tree, to be read only.
  func read(_ body: (borrowing SearchTree) -> Void)
  /// Returns the parent of a node; nil at the root.
  func parent(of node: NodeID) -> NodeID?
  /// Returns the children of a node, oldest first.
  func children(of node: NodeID) -> [NodeID]
  /// Returns the actions of the children of a node, oldest first; untrusted text.
  func childLabels(of node: NodeID) -> [String]
  /// Returns the actions and the states of the children of a node, oldest first; untrusted text.
  func childTexts(of node: NodeID) -> [ChildTexts]
  /// Returns a number of a node.
  func number(_ number: NodeNumber, of node: NodeID) -> Double?
  /// Returns whether something is so of a node.
  func condition(_ condition: NodeCondition, of node: NodeID) -> Bool?
  /// Returns what can be read of a node; untrusted text.
  func text(_ text: NodeText, of node: NodeID) -> String?
  /// Returns the choice among the children of a node: the next one, or the newest that a recording holds.
  func decision(at node: NodeID, isRecorded: Bool) -> SelectionTable?
  /// Returns what an evaluator said of a node.
  func verdict(on node: NodeID) -> Verdict?
  /// Returns what is said of a node beside all that.
  func extras(of node: NodeID) -> NodeExtras
  /// Returns what of a node contradicts something else, in numbers: its value, the visits of its children,
  /// the newest choice among them; nil where nothing does. What is not known contradicts nothing.
  ///
  /// May hold labels: untrusted text.
  func contradiction(of node: NodeID) -> String?
  /// Begins to look for words where texts are stored, from what is said of a node on and round the end; nil
  /// where nodes must be asked one by one.
  func textScan(for words: StoredWords, from node: NodeID) -> (any TextScan)?
  /// Returns the texts of one kind as numbers; nil where each node must be asked.
  func textCodes(_ text: NodeText) -> (any TextCodes)?
}

extension TreeFacts {
  /// Of a tree alone the visits are known; O(children).
  public func contradiction(of node: NodeID) -> String? {
    var words: String?
    read { words = TreeScan.contradiction(of: node, in: $0, SearchDeclarations()) }
    return words
  }

  /// Nothing is said beside.
  public func extras(of node: NodeID) -> NodeExtras { NodeExtras() }

  /// No numbers are known.
  public func textCodes(_ text: NodeText) -> (any TextCodes)? { nil }

  /// Texts are stored nowhere.
  public func textScan(for words: StoredWords, from node: NodeID) -> (any TextScan)? { nil }
}

extension SearchTree {
  /// Returns a number that the tree itself knows of a node.
  ///
  /// O(1), and O(depth) for the depth, O(siblings) for the share. The age is none of the tree's.
  public func number(_ number: NodeNumber, of node: NodeID) -> Double? {
    switch number {
    case .visits: visits(of: node)
    case .value: value(of: node)
    case .prior: prior(of: node)
    case .sum: valueSum(of: node)
    case .depth: Double(depth(of: node))
    case .children: Double(childCount(of: node))
    case .share:
      parent(of: node).map { Self.share(visits(of: node), of: visitsOfChildren(of: $0)) } ?? 1
    case .age: nil
    case .statistic(let place): place < statistics.width ? statistics[place, node] : nil
    }
  }

  /// Returns whether something is so of a node, as far as its flags say it.
  public func condition(_ condition: NodeCondition, of node: NodeID) -> Bool? {
    condition.flags.map { !nodes[node.index].flags.isDisjoint(with: $0) }
  }
}

extension NodeCondition {
  /// The flags of which one says so; nil where none does.
  var flags: NodeFlags? {
    switch self {
    case .terminal: .terminal
    case .banned: .banned
    case .proven: .proven
    case .exact: [.proven, .pinned]
    case .onPath, .onBest: nil
    }
  }
}
