public import Groundwork

/// What a recording needs of one simulation: what it added, what was said of the leaf, and the
/// statistics on the path afterwards.
///
/// One record is filled for simulation after simulation; its buffers are used again.
public struct SimulationRecord: ~Copyable {
  /// What an intervention did to a node.
  public struct Edit: Hashable, Sendable, BitwiseCopyable {
    /// How the node changed.
    public enum Change: Hashable, Sendable, BitwiseCopyable {
      /// It is never entered again.
      case closed
      /// Selection passes it over.
      case banned
      /// It is worth exactly this.
      case proven(Float)
      /// The number at a place of its row of declared statistics is this; nil where it is not known any more.
      case statistic(Int, Double?)
    }

    /// The node.
    public var node: NodeID
    /// How it changed.
    public var change: Change
    /// Whose edit it is, as a place in ``SimulationRecord/authors``.
    public var rule: Int

    /// Makes an edit.
    public init(node: NodeID, change: Change, rule: Int) {
      self.node = node
      self.change = change
      self.rule = rule
    }
  }

  /// A node that got children.
  public struct Growth: Hashable, Sendable, BitwiseCopyable {
    /// The node.
    public var node: NodeID
    /// How many children it got, their ids following on those of the growth before; 0 where there turned
    /// out to be no way on.
    public var count: Int
    /// How many more it can have.
    public var unexpanded: Int

    /// Makes a growth.
    public init(node: NodeID, count: Int, unexpanded: Int) {
      self.node = node
      self.count = count
      self.unexpanded = unexpanded
    }
  }

  /// A node that was judged beside the leaf.
  public struct Trial: Hashable, Sendable {
    /// The node.
    public var node: NodeID
    /// What was said of it.
    public var verdict: Verdict

    /// States what was said of a node.
    public init(node: NodeID, verdict: Verdict) {
      self.node = node
      self.verdict = verdict
    }
  }

  /// The number of the simulation, from 1.
  public var iteration = 0
  /// The nodes that the tree had before.
  public var nodesBefore = 0
  /// The nodes that the tree has now.
  public var nodesAfter = 0
  /// The nodes that got children, in order, and at last one that can have none; the ids of the first one's begin at `nodesBefore`.
  public var growths = Column<Growth>(capacity: 16)
  /// The actions of the new children, one growth after the other.
  public var actions = Column<UInt32>(capacity: 64)
  /// The labels of those actions.
  ///
  /// Untrusted text.
  public var labels: [String] = []
  /// The priors of the new children; none in trees without priors.
  public var priors = Column<Float>(capacity: 64)
  /// What was said of the steps into the new children, in their order; empty where nothing was.
  public var stepVerdicts: [Verdict] = []
  /// The nodes that were judged beside the leaf, before it, in their order.
  ///
  /// Where their paths leave that of the leaf they are among ``others``.
  public var trials: [Trial] = []
  /// What the evaluator said of the leaf beside its value; empty where there is no more to say.
  public var verdict = Verdict(value: 0)
  /// Whether the episode ended at the leaf.
  public var isTerminal = false
  /// Whether the walk was led, by a boost or because a branch begins below the root.
  public var isLed = false
  /// The nodes from the root to the leaf.
  public var path = Column<NodeID>(capacity: 64)
  /// The visits of each node on the path, afterwards.
  public var visits = Column<UInt32>(capacity: 64)
  /// The value sum of each node on the path, afterwards.
  public var sums = Column<Double>(capacity: 64)
  /// The nodes beside the path whose statistics changed; their rows in `visits`, `sums` and
  /// `statistics` follow on those of the path.
  public var others = Column<NodeID>()
  /// The declared statistics of each node on the path, afterwards, row by row.
  public var statistics = Column<Double>()
  /// The numbers in a row of `statistics`.
  public var statisticCount = 0
  /// What the backup added to the leaf's own sum.
  public var value: Float = 0
  /// Whether the leaf was counted without being entered, for the first time.
  public var isUnentered = false
  /// What the interventions did after the backup, in order.
  public var edits = Column<Edit>(capacity: 64)
  /// The names of the interventions.
  public var authors: [String] = []

  /// Makes a record of nothing.
  public init() {}

  /// Forgets everything but the storage.
  @inline(__always)
  public mutating func clear() {
    growths.truncate(to: 0)
    stepVerdicts.removeAll(keepingCapacity: true)
    trials.removeAll(keepingCapacity: true)
    edits.truncate(to: 0)
    isUnentered = false
    actions.truncate(to: 0)
    labels.removeAll(keepingCapacity: true)
    priors.truncate(to: 0)
    verdict = Verdict(value: 0)
    isTerminal = false
    isLed = false
    path.truncate(to: 0)
    visits.truncate(to: 0)
    sums.truncate(to: 0)
    statistics.truncate(to: 0)
    others.truncate(to: 0)
  }
}
