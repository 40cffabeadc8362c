/// One simulation, phase by phase: where it went and why, and what each phase changed.
public struct SimulationTrace: Hashable, Sendable {
  /// One node on the path.
  public struct Step: Hashable, Sendable {
    /// The node.
    public var node: NodeID
    /// Its action.
    ///
    /// Untrusted text.
    public var label: String
    /// Its visits before the backup; nil where they are not known.
    public var visits: Double?
    /// Its value before the backup.
    public var value: Double?
    /// Whether this simulation made the node.
    public var isNew: Bool
    /// The decision at this node for the next one, where there was one.
    public var table: SelectionTable?
    /// Why the walk went on without a decision, or stopped here.
    public var remark: String?

    /// Makes a step.
    public init(
      node: NodeID, label: String, visits: Double?, value: Double?, isNew: Bool = false,
      table: SelectionTable? = nil, remark: String? = nil
    ) {
      self.node = node
      self.label = label
      self.visits = visits
      self.value = value
      self.isNew = isNew
      self.table = table
      self.remark = remark
    }
  }

  /// What one phase did.
  public struct PhaseRecord: Hashable, Sendable {
    /// The phase.
    public var phase: SearchPhase
    /// What changed, in order; empty if nothing did.
    public var changes: [TreeChange]
    /// The number of nodes before and after.
    public var nodes: ClosedRange<Int>

    /// Makes a record.
    public init(phase: SearchPhase, changes: [TreeChange], nodes: ClosedRange<Int>) {
      self.phase = phase
      self.changes = changes
      self.nodes = nodes
    }
  }

  /// The simulation's number, from 1.
  public var iteration: Int
  /// The path so far, root first.
  public var path: [Step]
  /// The phases done so far, in order.
  public var phases: [PhaseRecord]
  /// How many open nodes the simulation was chosen from; nil where it walked down from the root.
  public var openNodes: Int?
  /// The state at the end of the path, in one line.
  ///
  /// Untrusted text.
  public var leafLine: String

  /// Makes a trace.
  public init(iteration: Int, path: [Step] = [], phases: [PhaseRecord] = [], leafLine: String = "")
  {
    self.iteration = iteration
    self.path = path
    self.phases = phases
    self.leafLine = leafLine
  }
}
