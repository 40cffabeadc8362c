import Groundwork
import SearchTrees

/// The tree after some events: the fold of a journal, forwards and backwards.
///
/// Beside the tree it keeps, for each node, which event made it and which ones last changed it; and for
/// each change the event that had changed the same thing before. So going back reads the old
/// numbers from the journal, where they stand, and needs four bytes a change.
struct TreeFold: ~Copyable {
  /// A node that lies deeper than every older one.
  struct Record: BitwiseCopyable {
    var node: UInt32
    var depth: UInt32
  }

  /// A `backup` that was applied.
  struct Iteration: BitwiseCopyable {
    var event: UInt32
    var number: UInt32
    var deepest: UInt32
  }

  /// Something that an event changed beside statistics, as it was before.
  struct Former {
    var event: Int
    var node: NodeID
    var flags: NodeFlags
    var exact: Float
    var prior: Float
  }

  /// What an `expand` event without children said of how many a node can have.
  struct Promise {
    var event: Int
    var unexpanded: Int
  }

  var tree: SearchTree
  /// The events that were looked at, from the first on.
  var position = 0
  /// What ids mean.
  var names: NodeNames
  /// The event that made each node.
  var births = Column<UInt32>(capacity: 1024)
  /// The edges between the root and each node.
  var depths = Column<UInt32>(capacity: 1024)
  /// The nodes that lie deeper than all older ones: one at most for each depth there is.
  var records = Column<Record>(capacity: 64)
  /// What kind of node each is, by its place in `kindNames` from 1; empty until one has a kind.
  var kinds = Column<UInt8>()
  /// The kinds of node, as the journal calls them.
  var kindNames: [String] = []
  /// The numbers of the actions and states of nodes.
  var actions = NodeTextColumn()
  var states = NodeTextColumn()
  /// What events that added no children said of those that are missing.
  var promises: [NodeID: [Promise]] = [:]
  /// Whether any event said that children are missing.
  var saysUnexpanded = false
  /// The nodes that the search went on from, and the events that said so.
  var roots: [(event: Int, node: NodeID)] = []
  /// What is not known of a node that no row of statistics named.
  let unknown: NodeFlags
  /// The event that last changed the statistics of each node; 0 for none.
  var statisticsAt = Column<UInt32>(capacity: 1024)
  /// The event that last evaluated each node; empty until one did.
  var verdictAt = Column<UInt32>()
  /// The event that last chose among the children of each node; empty until one did.
  var decisionAt = Column<UInt32>()
  /// For each change, in order, the event that had changed the same thing before.
  var former = Column<UInt32>(capacity: 1024)
  /// For each event, how many changes came before it.
  var changesBefore = Column<UInt32>(capacity: 1024)
  /// One entry for each `backup` event, in their order.
  var iterations = Column<Iteration>(capacity: 64)
  /// What nodes were worth earlier; nil where nobody watches.
  var histories: ValueHistories?
  /// The lowest and highest value that a node can have, if they are known.
  var range: ClosedRange<Float>?
  /// What edits changed.
  var formers: [Former] = []
  /// What was done to the search between its simulations, and by which event.
  var happenings: [(event: Int, change: SearchSummary.Event)] = []
  /// What the number on an edge is.
  var edge = Statistic.prior
  /// The parameters that were set, and by which event.
  var parameters: [(event: Int, number: NamedNumber)] = []
  /// The notes on nodes, and the events that wrote them.
  var notes: [(event: Int, node: NodeID, text: String)] = []

  /// The events that made the tree keep priors, and exact values; 0 while it does not, and where it
  /// did from the beginning.
  var priorsSince = 0
  var exactSince = 0
  /// The events from which on visits have fractions, and nodes have kinds; 0 while they have none.
  var fractionsSince = 0
  var kindsSince = 0

  /// Makes the tree before the first event: a root.
  init(
    root: UInt64, unknown: NodeFlags, statistics: StatisticLayout = .none, generation: Int = 0
  ) {
    tree = SearchTree(
      hasPriors: false, statistics: statistics, rootFlags: unknown, generation: generation)
    self.unknown = unknown
    names = NodeNames(root: root)
    births.append(0)
    depths.append(0)
    records.append(Record(node: 0, depth: 0))
    statisticsAt.append(0)
  }

  /// The node that the search went on from last.
  var root: NodeID { roots.last?.node ?? .root }

  /// The simulations that were completed.
  var iterationNumber: Int {
    iterations.count == 0 ? 0 : Int(iterations[iterations.count - 1].number)
  }

  /// The depth of the deepest node that a simulation reached, or else of any node.
  var deepest: Int {
    iterations.count == 0
      ? Int(records[records.count - 1].depth) : Int(iterations[iterations.count - 1].deepest)
  }

  /// The bytes that the tree takes, and what is kept for going back.
  var memory: Int {
    let nodes = tree.count * tree.bytesPerNode + names.memory
    let events =
      births.count + statisticsAt.count + verdictAt.count + decisionAt.count
      + former.count + changesBefore.count + depths.count + actions.numbers.count
      + states.numbers.count
    return nodes + 4 * events + iterations.count * MemoryLayout<Iteration>.stride
      + formers.count * MemoryLayout<Former>.stride
  }

  /// Whether everything that is kept of every node has as many places as there are nodes.
  var isEven: Bool {
    func fits(_ length: Int) -> Bool { length == 0 || length == tree.count }
    return names.count == tree.count && births.count == tree.count && depths.count == tree.count
      && statisticsAt.count == tree.count && fits(kinds.count) && fits(verdictAt.count)
      && fits(decisionAt.count)
  }

  /// Looks at an event without applying it.
  mutating func skip() {
    changesBefore.append(UInt32(former.count))
    position += 1
    assert(changesBefore.count == position, "every event that was looked at has its place")
  }

  /// Looks back at an event that was not applied.
  mutating func unskip() {
    assert(position > 0, "an event is looked back at that was looked at")
    assert(
      Int(changesBefore[position - 1]) == former.count, "every change of the event is taken back")
    changesBefore.truncate(to: changesBefore.count - 1)
    position -= 1
  }
}
