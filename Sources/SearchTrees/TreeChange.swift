/// One thing that happened to a search: one to one with the events of a journal.
public enum TreeChange: Hashable, Sendable {
  /// A child was chosen on the way down, or (no winner) the walk stopped.
  case selected(SelectionTable)
  /// The walk was led by force to a child, and why.
  case led(to: NodeID, why: String)
  /// Children were added below a node; `first` and the `count - 1` ids after it.
  case expanded(NodeID, first: NodeID, count: Int, unexpanded: Int)
  /// A leaf was evaluated.
  case evaluated(NodeID, Verdict)
  /// A value was backed up along a path.
  case backedUp(path: [NodeID], effects: [BackupEffect])
  /// A node was proven to have a value.
  case proven(NodeID, value: Double)
  /// Somebody edited the search.
  case edited(TreeEdit, by: Author)
  /// The search was branched at a node.
  case branched(id: Int, from: Int, node: NodeID, iteration: Int)
  /// The search went on from a node, and left what lies outside of its subtree as it was.
  case rerooted(NodeID)
  /// The search stopped.
  case stopped(StopReason)
}

/// What a backup did to one node.
public struct BackupEffect: Hashable, Sendable {
  /// The node.
  public var node: NodeID
  /// The value that was added to its sum; NaN where it is not known.
  public var value: Double
  /// Its visits afterwards; nil where they are not known.
  public var visits: Double?
  /// Its mean before; nil if it had no visits.
  public var meanBefore: Double?
  /// Its mean afterwards; NaN where it is not known.
  public var meanAfter: Double
  /// The reward of the step into the node, in searches that sum rewards along the path.
  public var reward: Double?
  /// The numbers that the backup rule made the value of, in the rule's order; empty where the value is
  /// what the evaluator said.
  public var terms: [NamedNumber]

  /// Makes an effect.
  public init(
    node: NodeID, value: Double, visits: Double?, meanBefore: Double?, meanAfter: Double,
    reward: Double? = nil, terms: [NamedNumber] = []
  ) {
    self.node = node
    self.value = value
    self.visits = visits
    self.meanBefore = meanBefore
    self.meanAfter = meanAfter
    self.reward = reward
    self.terms = terms
  }
}

/// Why a search stopped by itself.
public enum StopReason: Hashable, Sendable {
  /// The number of iterations asked for was reached.
  case iterations(Int)
  /// The number of nodes allowed was reached.
  case nodes(Int)
  /// The number of calls allowed was reached: judgements, writings and rollouts.
  case calls(Int)
  /// Nothing was asked any more after so many calls.
  case idle(Int)
  /// What may be spent on models, in US dollars, leaves no room for another question.
  case cost(Double)
  /// The tokens of models that are allowed leave no room for another question.
  case tokens(Int)
  /// The requests to servers that are allowed leave no room for another question.
  case requests(Int)
  /// The time allowed was up.
  case seconds(Double)
  /// The memory allowed was used.
  case memory(bytes: Int)
  /// A simulation ended at a node that is worth as much as was asked for.
  case value(Double)
  /// The value of the root is proven.
  case solved
  /// Nothing is left that selection may choose.
  case exhausted
  /// A node reached the visits that were waited for.
  case visits(NodeID, Int)
  /// The best action at the root became another one.
  case bestActionChanged
  /// The best action at the root stayed the same for as many simulations as were to be waited.
  case bestActionStayed(Int)
  /// A breakpoint was hit; what happened, in words.
  ///
  /// Untrusted text.
  case breakpoint(String)
  /// Another program stopped, and said why.
  ///
  /// Untrusted text.
  case said(String)
  /// What a simulation waited for will not come; why not.
  ///
  /// Untrusted text.
  case failed(String)

  /// The reason in words, without numbers that the caller shows anyway.
  public var words: String {
    switch self {
    case .iterations(let count): "reached \(count) iterations"
    case .nodes(let count): "reached \(count) nodes"
    case .calls(let count): "reached \(count) calls"
    case .idle(let count): "nothing was asked any more after \(count) calls"
    case .cost(let limit):
      "another question might cost more than is left of \(limit) USD"
    case .tokens(let limit):
      "another question might take more than is left of \(limit) tokens"
    case .requests(let limit):
      "another question might take more than is left of \(limit) requests"
    case .seconds(let seconds): "reached \(seconds) seconds"
    case .memory(let bytes): "memory: reached \(bytes >> 20) MB"
    case .value(let value): "reached a value of \(value)"
    case .solved: "solved: the root is proven"
    case .exhausted: "exhausted: nothing is left to select"
    case .visits(let node, let visits): "\(node) reached \(visits) visits"
    case .bestActionChanged: "the best action changed"
    case .bestActionStayed(let count): "the best action stayed the same for \(count) simulations"
    case .breakpoint(let words), .said(let words): words
    case .failed(let reason): "no answer: \(reason)"
    }
  }
}
