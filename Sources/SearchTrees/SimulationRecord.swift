public import Groundwork

/// What a recording needs of one simulation: what it added, what was said of the leaf, and the
/// statistics on the path afterwards.
///
/// One record is filled for simulation after simulation; its buffers are used again.
public struct SimulationRecord: ~Copyable {
  /// A node that was proven.
  public struct Proof: Hashable, Sendable, BitwiseCopyable {
    /// The node.
    public var node: NodeID
    /// Its exact value.
    public var value: Float

    /// Makes a proof.
    public init(node: NodeID, value: Float) {
      self.node = node
      self.value = value
    }
  }

  /// The number of the simulation, from 1.
  public var iteration = 0
  /// The nodes that the tree had before.
  public var nodesBefore = 0
  /// The nodes that the tree has now.
  public var nodesAfter = 0
  /// The node that got children; nil where none did.
  public var grown: NodeID?
  /// The actions of the new children, whose ids follow on `nodesBefore`.
  public var actions = Column<UInt32>(capacity: 64)
  /// The labels of those actions.
  ///
  /// Untrusted text.
  public var labels: [String] = []
  /// The priors of the new children; none in trees without priors.
  public var priors = Column<Float>(capacity: 64)
  /// How many more children the grown node can have.
  public var unexpanded = 0
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
  /// What the backup added to the leaf's own sum.
  public var value: Float = 0
  /// The nodes that were proven, the deepest first.
  public var proofs = Column<Proof>(capacity: 64)

  /// Makes a record of nothing.
  public init() {}

  /// Forgets everything but the storage.
  @inline(__always)
  public mutating func clear() {
    grown = nil
    actions.truncate(to: 0)
    labels.removeAll(keepingCapacity: true)
    priors.truncate(to: 0)
    unexpanded = 0
    verdict = Verdict(value: 0)
    isTerminal = false
    isLed = false
    path.truncate(to: 0)
    visits.truncate(to: 0)
    sums.truncate(to: 0)
    proofs.truncate(to: 0)
  }
}
