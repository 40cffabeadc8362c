public import Groundwork
public import SearchTrees

/// The actions that a proposer hands out for one node, in the order in which children are made.
public struct Proposals: Sendable {
  /// The actions.
  public var actions: [ActionCode] = []
  /// The number on the edge of each action, as ``Proposer/edge`` declares it; priors sum to 1 over all
  /// legal actions.
  public var priors: [Float] = []
  /// The declared statistics of each child, one row behind the other; empty where the proposer has none, or
  /// knows none of these children.
  public var cells: [Double] = []
  /// Which of the proposer's sources is asked, from 0; a rule that grows by ``Choice/grow(source:)`` names
  /// it.
  public var source = 0
  /// Why there are no proposals yet: what they rest on was asked for, and the answer comes later.
  public var wait: Wait?

  /// Why a proposer that ``Proposer/isAsked`` has nothing to propose yet.
  public enum Wait: Hashable, Sendable {
    /// It asked, and the answer is under way.
    case asked
    /// It asked, and no answer will come; why not. Untrusted text.
    case failed(String)
    /// It asks for nothing more: a limit is reached.
    case limited(StopReason)
  }

  /// Makes an empty list.
  public init() {
    actions.reserveCapacity(64)
    priors.reserveCapacity(64)
  }

  /// Puts the highest prior first, ties in the order they stand in.
  public mutating func sortByPrior() {
    let order = priors.indices.sorted { (priors[$1], $0) < (priors[$0], $1) }
    actions = order.map { [actions] in actions[$0] }
    priors = order.map { [priors] in priors[$0] }
  }

  /// Forgets all proposals and keeps the storage.
  public mutating func removeAll() {
    actions.removeAll(keepingCapacity: true)
    priors.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    wait = nil
  }
}

/// Plug-in point 2: which children a node may get, in what order, with what priors.
public protocol Proposer<World>: Sendable {
  /// The environment whose actions are proposed.
  associatedtype World: Environment

  /// What the number is that it puts on the edge to each child.
  var edge: Statistic { get }
  /// In which order actions become children, in words that end the sentence "children are made".
  var orderWords: String { get }
  /// The statistics that it writes of each new child, in the order of ``Proposals/cells``.
  var statistics: [Statistic] { get }
  /// Whether it writes any.
  var writesStatistics: Bool { get }
  /// Whether its proposals may have to be waited for, as those are that rest on what a server says.
  ///
  /// Such a proposer puts ``Proposals/wait`` where it has to wait, and nothing else. The simulation is then
  /// taken back and run again from its beginning, with the same random numbers, until the answer is there;
  /// the proposer remembers what it was told, so that asking again costs nothing.
  var isAsked: Bool { get }

  /// Appends to `proposals` at most `wanted` actions of `state` that are not in `tried`, from the source
  /// that ``Proposals/source`` names where there are several.
  ///
  /// `path` leads to the node in `tree`, so that it can be known where an action would lead back to.
  func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: World.State,
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World,
    into proposals: inout Proposals, using random: inout RandomSource)
}

extension Proposer {
  /// By default it is a prior.
  public var edge: Statistic { .prior }
  /// By default nothing is said of the order.
  public var orderWords: String { "in the proposer's order" }
  /// By default it writes none.
  public var statistics: [Statistic] { [] }
  /// By default it writes none.
  @inline(__always)
  public var writesStatistics: Bool { false }
  /// By default it knows what it proposes.
  @inline(__always)
  public var isAsked: Bool { false }
}

/// In which order untried actions become children.
public enum LegalActionsOrder: Sendable, Hashable {
  /// Shuffled by the search's generator (OpenSpiel's `MCTSBot`).
  case shuffled
  /// As the environment lists them.
  case listed
  /// The highest prior first, ties as listed.
  case byPrior

  /// The order in words.
  public var words: String {
    switch self {
    case .shuffled: "in random order"
    case .listed: "as listed"
    case .byPrior: "by prior, then as listed"
    }
  }
}

/// Every legal action, with the environment's priors or uniform ones.
public struct LegalActions<World: Environment>: Proposer {
  /// In which order untried actions become children.
  public var order: LegalActionsOrder

  /// Makes a proposer of all legal actions.
  public init(order: LegalActionsOrder = .shuffled) { self.order = order }

  /// The order.
  public var orderWords: String { order.words }

  /// Appends the untried legal actions, at most `wanted`, in this proposer's order.
  public func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: World.State,
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    let number = world.actionCount(in: state)
    // Few are looked through faster than they are hashed.
    let known: Set<ActionCode> = tried.count > 32 ? Set(tried) : []
    var total: Float = 0
    for index in 0..<number {
      let action = world.action(at: index, in: state)
      let prior = world.prior(of: action, in: state) ?? 1
      total += prior
      if tried.isEmpty || !(known.isEmpty ? tried.contains(action) : known.contains(action)) {
        proposals.actions.append(action)
        proposals.priors.append(prior)
      }
    }
    let scale = total > 0 ? 1 / total : 0
    for index in proposals.priors.indices { proposals.priors[index] *= scale }
    switch order {
    case .listed: break
    case .shuffled:
      var last = proposals.actions.count - 1
      while last > 0 {
        let other = Int(random.below(UInt32(truncatingIfNeeded: last + 1)))
        proposals.actions.swapAt(last, other)
        proposals.priors.swapAt(last, other)
        last -= 1
      }
    case .byPrior: proposals.sortByPrior()
    }
    if proposals.actions.count > wanted {
      proposals.actions.removeSubrange(wanted...)
      proposals.priors.removeSubrange(wanted...)
    }
  }
}
