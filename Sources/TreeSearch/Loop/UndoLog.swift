import Groundwork
public import SearchTrees

/// The bounded record by which simulations and edits are taken back exactly.
///
/// A ring of 8-byte words. A record is a header (generator, node count, counters), then one entry for
/// each thing that changed, with its value before: sums are restored, never subtracted, so that a
/// tree that was taken back is equal to the last bit. An entry ends with its tag, so that records
/// are read backwards. A simulation takes 56 bytes and 8 for each node on its path, and where statistics
/// are declared 8 more and the row of each node. The oldest
/// records give way to new ones; a simulation that does not fit by itself, on a very long path, makes the
/// ring grow.
public struct UndoLog: ~Copyable {
  /// What a record takes back.
  enum Kind: UInt64 {
    case simulation
    case edit
  }

  /// The part of the search's state that a record restores beside the tree.
  struct Start: Sendable {
    var random: RandomSource
    var nodes: Int
    var deepest: Int
    var isExhausted: Bool
    var forced: ForcedPath
  }

  /// What an entry holds; the tag's low half names the node or parameter.
  enum Tag: UInt64 {
    /// The value sums of a whole path, root first; the tag names the leaf.
    case path = 1
    case flags
    case exact
    case prior
    case parameter
    /// The rows of declared statistics of a whole path, root first; the tag names the leaf.
    case rows
    /// The row of declared statistics of one node.
    case row
  }

  static let headerWords = 6
  var words: Column<UInt64>
  private var limit: Int
  /// `limit` is a power of two, so that a place in the ring is a mask away.
  private(set) var mask: Int
  /// Positions count words ever written; `position & mask` is the place in the ring.
  var head = 0
  private var tail = 0
  var openRecord: Int?
  var newestRecord: Int?
  /// The number of simulations that can be taken back.
  public private(set) var depth = 0

  /// The fewest bytes that keep anything.
  public static let leastBytes = 512

  /// Makes a log that keeps at most `bytes`, or one simulation; fewer than 512 keep nothing.
  public init(bytes: Int) {
    let words = bytes / MemoryLayout<UInt64>.stride
    limit = bytes < Self.leastBytes ? 0 : 1 << (Int.bitWidth - 1 - words.leadingZeroBitCount)
    mask = limit - 1
    self.words = Column(uninitializedCount: limit)
  }

  /// Whether anything is kept.
  @inline(__always)
  public var isOn: Bool { limit > 0 }

  /// The bytes in use.
  public var bytes: Int { (head - tail) * MemoryLayout<UInt64>.stride }

  // MARK: - Writing

  /// Opens a record; until it is closed every change goes into it.
  @inline(__always)
  mutating func open(_ kind: Kind, _ start: @autoclosure () -> Start) {
    guard isOn else { return }
    assert(openRecord == nil, "one record is open at a time")
    makeRoom(Self.headerWords)
    let start = start()
    openRecord = head
    write(kind.rawValue)
    write(UInt64(bitPattern: Int64(newestRecord ?? -1)))
    write(start.random.state.0)
    write(start.random.state.1)
    write(
      UInt64(start.nodes) | UInt64(start.deepest) << 32 | (start.isExhausted ? 1 << 63 : 0))
    write(start.forced.packed)
  }

  /// Keeps the value sums on a path that is about to be backed up.
  @inline(__always)
  mutating func keepVisits(on path: borrowing Column<NodeID>, in tree: borrowing SearchTree) {
    guard isOn else { return }
    assert(openRecord != nil, "what changes belongs to a record")
    if tree.statistics.width > 0 {
      // The tree itself would be copied for the call.
      unsafe keepRows(on: path, tree.statistics.cells.start, width: tree.statistics.width)
    }
    makeRoom(path.count + 1)
    for index in 0..<path.count { write(tree.nodes[path[index].index].valueSum.bitPattern) }
    let leaf = path[path.count - 1].rawValue
    write(Tag.path.rawValue << 56 | UInt64(path.count) << 32 | UInt64(leaf))
  }

  /// Keeps the flags of a node that are about to change.
  public mutating func keepFlags(of node: NodeID, in tree: borrowing SearchTree) {
    keep(.flags, node.rawValue, UInt64(tree.nodes[node.index].flags.rawValue))
  }

  /// Keeps the exact value of a node that is about to change.
  public mutating func keepExactValue(of node: NodeID, in tree: borrowing SearchTree) {
    let value = tree.exactValues.count > 0 ? tree.exactValues[node.index] : 0
    keep(.exact, node.rawValue, UInt64(value.bitPattern))
  }

  /// Keeps the prior of a node that is about to change.
  mutating func keepPrior(of node: NodeID, in tree: borrowing SearchTree) {
    keep(.prior, node.rawValue, UInt64(tree.priors[node.index].bitPattern))
  }

  /// Keeps the value of a parameter that is about to change.
  mutating func keepParameter(at index: Int, _ value: Double) {
    keep(.parameter, UInt32(index), value.bitPattern)
  }

  /// Keeps the declared statistics of a node, which are about to change.
  public mutating func keepRow(of node: NodeID, in tree: borrowing SearchTree) {
    guard isOn, tree.statistics.width > 0 else { return }
    makeRoom(tree.statistics.width + 1)
    writeRow(of: node, in: tree)
    write(Tag.row.rawValue << 56 | UInt64(node.rawValue))
  }

  /// Keeps the declared statistics of a whole path.
  @inline(never)
  @unsafe private mutating func keepRows(
    on path: borrowing Column<NodeID>, _ cells: UnsafePointer<Double>, width: Int
  ) {
    makeRoom(path.count * width + 1)
    for index in 0..<path.count {
      let row = path[index].index * width
      for cell in row..<row + width { unsafe write(cells[cell].bitPattern) }
    }
    let leaf = path[path.count - 1].rawValue
    write(Tag.rows.rawValue << 56 | UInt64(path.count) << 32 | UInt64(leaf))
  }

  private mutating func writeRow(of node: NodeID, in tree: borrowing SearchTree) {
    for place in 0..<tree.statistics.width { write(tree.statistics[bitsAt: place, node]) }
  }

  /// Closes the open record.
  @inline(__always)
  mutating func close() {
    guard isOn, let start = openRecord else { return }
    let kind = words[start & mask]
    words[start & mask] = kind | UInt64(head - start) << 8
    assert(head - start >= Self.headerWords, "a record has its header")
    assert(newestRecord.map { $0 < start } ?? true, "records follow on one another")
    if kind == Kind.simulation.rawValue { depth += 1 }
    newestRecord = start
    openRecord = nil
  }

  private mutating func keep(_ tag: Tag, _ subject: UInt32, _ payload: UInt64) {
    guard isOn else { return }
    makeRoom(2)
    write(payload)
    write(tag.rawValue << 56 | UInt64(subject))
  }

  @inline(__always)
  private mutating func write(_ word: UInt64) {
    words[head & mask] = word
    head += 1
  }

  @inline(__always)
  private mutating func makeRoom(_ number: Int) {
    while head - tail + number > limit { evictOldest() }
    assert(head - tail + number <= limit, "the record keeps its bound")
  }

  @inline(never)
  private mutating func evictOldest() {
    if tail == openRecord { return grow() }
    assert(tail < head, "what gives way is there")
    if kind(of: tail) == .simulation { depth -= 1 }
    assert(depth >= 0, "no more is forgotten than was kept")
    if tail == newestRecord { newestRecord = nil }
    tail += Int(words[tail & mask] >> 8)
  }

  /// Doubles the ring.
  private mutating func grow() {
    var larger = Column<UInt64>(uninitializedCount: 2 * limit)
    for position in tail..<head { larger[position & (2 * limit - 1)] = words[position & mask] }
    words = larger
    limit *= 2
    mask = limit - 1
  }

  func kind(of record: Int) -> Kind? { Kind(rawValue: words[record & mask] & 0xff) }

  func recordBefore(_ record: Int) -> Int? {
    let previous = Int(Int64(bitPattern: words[(record + 1) & mask]))
    return previous >= tail ? previous : nil
  }

  // MARK: - Taking back

  /// The number of nodes that the tree had before the record under way, if there is one.
  var nodesBeforeOpenRecord: Int? {
    openRecord.map { Int(words[($0 + 4) & mask] & 0xffff_ffff) }
  }

  /// What the newest closed record takes back, if there is one.
  var newestKind: Kind? { newestRecord.flatMap { kind(of: $0) } }

  /// Takes the open record back, or else the newest closed one, and returns what else to restore.
  ///
  /// `restoreParameter` gets the index and the old value of each parameter.
  mutating func takeBack(
    in tree: inout SearchTree, restoreParameter: (Int, Double) -> Void
  ) -> Start? {
    guard let record = openRecord ?? newestRecord else { return nil }
    var end = head
    while end > record + Self.headerWords {
      end = restoreEntry(endingAt: end, in: &tree, restoreParameter)
    }
    assert(end == record + Self.headerWords, "entries fill their record")
    let counts = words[(record + 4) & mask]
    let start = Start(
      random: RandomSource(
        state: (words[(record + 2) & mask], words[(record + 3) & mask])),
      nodes: Int(counts & 0xffff_ffff), deepest: Int(counts >> 32 & 0x7fff_ffff),
      isExhausted: counts >> 63 == 1, forced: ForcedPath(packed: words[(record + 5) & mask]))
    assert(start.nodes <= tree.count, "taking back adds no nodes")
    tree.truncate(to: start.nodes)
    if openRecord == nil, kind(of: record) == .simulation { depth -= 1 }
    newestRecord = recordBefore(record)
    head = record
    assert(head >= tail && depth >= 0, "the record ends where it begins, or later")
    assert(newestRecord != nil || depth == 0, "where nothing is left nothing can be taken back")
    openRecord = nil
    return start
  }

  /// Restores what the entry before `end` holds and returns where the entry began.
  private func restoreEntry(
    endingAt end: Int, in tree: inout SearchTree, _ restoreParameter: (Int, Double) -> Void
  ) -> Int {
    let word = words[(end - 1) & mask]
    let subject = Int(word & 0xffff_ffff)
    let payload = words[(end - 2) & mask]
    switch Tag(rawValue: word >> 56) {
    case .path:
      let length = Int(word >> 32 & 0xff_ffff)
      var node = NodeID(subject)
      for position in 1...length {
        let sum = words[(end - 1 - position) & mask]
        tree.nodes[node.index].visits -= 1
        tree.nodes[node.index].valueSum = Double(bitPattern: sum)
        node = tree.links[node.index].parent
      }
      assert(node == .none, "a path begins at the root")
      return end - 1 - length
    case .flags:
      // Growing and truncating keep `scattered` by themselves.
      let scattered = tree.nodes[subject].flags.intersection(.scattered)
      let kept = NodeFlags(rawValue: UInt16(truncatingIfNeeded: payload))
      tree.nodes[subject].flags = kept.subtracting(.scattered).union(scattered)
    case .exact: tree.setExactValue(Float(bitPattern: UInt32(payload)), of: NodeID(subject))
    case .prior: tree.priors[subject] = Float(bitPattern: UInt32(payload))
    case .parameter: restoreParameter(subject, Double(bitPattern: payload))
    case .row:
      restoreRow(of: NodeID(subject), endingAt: end - 1, in: &tree)
      return end - 1 - tree.statistics.width
    case .rows:
      let length = Int(word >> 32 & 0xff_ffff)
      var node = NodeID(subject)
      var place = end - 1
      for _ in 0..<length {
        restoreRow(of: node, endingAt: place, in: &tree)
        place -= tree.statistics.width
        node = tree.links[node.index].parent
      }
      return place
    case nil: preconditionFailure("the undo record is damaged")
    }
    return end - 2
  }

  private func restoreRow(of node: NodeID, endingAt end: Int, in tree: inout SearchTree) {
    let width = tree.statistics.width
    for place in 0..<width {
      tree.statistics[bitsAt: place, node] = words[(end - width + place) & mask]
    }
  }

  // MARK: - Reading
}
