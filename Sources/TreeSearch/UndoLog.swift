import Groundwork
public import SearchTrees

/// The bounded record by which simulations and edits are taken back exactly.
///
/// A ring of 16-byte words. Each record opens with a header (generator, node count, counters) and
/// holds one word for each thing that changed, with its value before: sums are restored, never
/// subtracted, so that a tree that was taken back is equal to the last bit. The oldest records give
/// way to new ones.
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
    var lead: Lead
  }

  private struct Word: BitwiseCopyable {
    var tag: UInt64
    var payload: UInt64
  }

  private enum Tag: UInt64 {
    case visited = 1
    case flags
    case exact
    case prior
    case parameter
  }

  private static let headerWords = 4
  private var words: Column<Word>
  private let limit: Int
  /// `limit` is a power of two, so that a place in the ring is a mask away.
  private let mask: Int
  /// Positions count words ever written; `position & mask` is the place in the ring.
  private var head = 0
  private var tail = 0
  private var openRecord: Int?
  private var newestRecord: Int?
  /// The number of simulations that can be taken back.
  public private(set) var depth = 0

  /// Makes a log that keeps at most `bytes`; 0 keeps nothing.
  public init(bytes: Int) {
    let words = bytes / MemoryLayout<Word>.stride
    limit = words == 0 ? 0 : 1 << (Int.bitWidth - 1 - words.leadingZeroBitCount)
    mask = limit - 1
    self.words = Column(capacity: limit)
  }

  /// Whether anything is kept.
  @inline(__always)
  public var isOn: Bool { limit > 0 }

  /// The bytes in use.
  public var bytes: Int { (head - tail) * MemoryLayout<Word>.stride }

  // MARK: - Writing

  @inline(__always)
  mutating func open(_ kind: Kind, _ start: @autoclosure () -> Start) {
    guard isOn else { return }
    write(header: kind, start())
  }

  @inline(never)
  private mutating func write(header kind: Kind, _ start: Start) {
    let previous = newestRecord ?? -1
    openRecord = head
    append(Word(tag: kind.rawValue, payload: UInt64(bitPattern: Int64(previous))))
    append(Word(tag: start.random.state.0, payload: start.random.state.1))
    append(
      Word(tag: UInt64(start.nodes) | UInt64(start.deepest) << 32, payload: start.lead.packed))
    append(Word(tag: 0, payload: 0))
  }

  /// Keeps the value sum of a node that is about to get a visit.
  @inline(__always)
  mutating func keepVisit(of node: NodeID, in tree: borrowing SearchTree) {
    guard isOn else { return }
    append(.visited, node.rawValue, tree.statistics[node.index].valueSum.bitPattern)
  }

  /// Keeps the flags of a node that are about to change.
  public mutating func keepFlags(of node: NodeID, in tree: borrowing SearchTree) {
    guard isOn else { return }
    append(.flags, node.rawValue, UInt64(tree.statistics[node.index].flags.rawValue))
  }

  /// Keeps the exact value of a node that is about to change.
  public mutating func keepExactValue(of node: NodeID, in tree: borrowing SearchTree) {
    guard isOn else { return }
    let value = tree.exactValues.count > 0 ? tree.exactValues[node.index] : 0
    append(.exact, node.rawValue, UInt64(value.bitPattern))
  }

  /// Keeps the prior of a node that is about to change.
  mutating func keepPrior(of node: NodeID, in tree: borrowing SearchTree) {
    guard isOn else { return }
    append(.prior, node.rawValue, UInt64(tree.priors[node.index].bitPattern))
  }

  /// Keeps the value of a parameter that is about to change.
  mutating func keepParameter(at index: Int, _ value: Double) {
    guard isOn else { return }
    append(.parameter, UInt32(index), value.bitPattern)
  }

  /// Closes the open record.
  @inline(__always)
  mutating func close() {
    guard isOn, let start = openRecord else { return }
    words[(start + 3) & mask] = Word(tag: UInt64(head - start), payload: 0)
    if words[start & mask].tag == Kind.simulation.rawValue { depth += 1 }
    newestRecord = start
    openRecord = nil
  }

  @inline(__always)
  private mutating func append(_ tag: Tag, _ subject: UInt32, _ payload: UInt64) {
    append(Word(tag: tag.rawValue << 32 | UInt64(subject), payload: payload))
  }

  @inline(__always)
  private mutating func append(_ word: Word) {
    if head - tail == limit { evictOldest() }
    let place = head & mask
    if place == words.count { words.append(word) } else { words[place] = word }
    head += 1
  }

  @inline(never)
  private mutating func evictOldest() {
    precondition(tail != openRecord, "one simulation does not fit into the undo record")
    if words[tail & mask].tag == Kind.simulation.rawValue { depth -= 1 }
    if tail == newestRecord { newestRecord = nil }
    tail += Int(words[(tail + 3) & mask].tag)
  }

  // MARK: - Taking back

  /// What the newest closed record takes back, if there is one.
  var newestKind: Kind? {
    guard let record = newestRecord, record >= tail else { return nil }
    return Kind(rawValue: words[record & mask].tag)
  }

  /// Takes the open record back, or else the newest closed one, and returns what else to restore.
  ///
  /// `restoreParameter` gets the index and the old value of each parameter.
  mutating func takeBack(
    in tree: inout SearchTree, restoreParameter: (Int, Double) -> Void
  ) -> Start? {
    guard let record = openRecord ?? newestRecord, record >= tail else { return nil }
    let header = words[record & mask]
    let random = words[(record + 1) & mask]
    let counts = words[(record + 2) & mask]
    var position = head - 1
    while position >= record + Self.headerWords {
      restore(words[position & mask], in: &tree, restoreParameter)
      position -= 1
    }
    let nodes = Int(counts.tag & 0xffff_ffff)
    tree.truncate(to: nodes)
    if openRecord == nil, header.tag == Kind.simulation.rawValue { depth -= 1 }
    head = record
    openRecord = nil
    let previous = Int(Int64(bitPattern: header.payload))
    newestRecord = previous >= tail ? previous : nil
    return Start(
      random: RandomSource(state: (random.tag, random.payload)), nodes: nodes,
      deepest: Int(counts.tag >> 32), lead: Lead(packed: counts.payload))
  }

  private func restore(
    _ word: Word, in tree: inout SearchTree, _ restoreParameter: (Int, Double) -> Void
  ) {
    let subject = Int(word.tag & 0xffff_ffff)
    switch Tag(rawValue: word.tag >> 32) {
    case .visited:
      tree.statistics[subject].visits -= 1
      tree.statistics[subject].valueSum = Double(bitPattern: word.payload)
    case .flags:
      // Growing sets and clears `scattered` by itself.
      let scattered = tree.statistics[subject].flags.intersection(.scattered)
      let kept = NodeFlags(rawValue: UInt16(truncatingIfNeeded: word.payload))
      tree.statistics[subject].flags = kept.subtracting(.scattered).union(scattered)
    case .exact:
      tree.setExactValue(Float(bitPattern: UInt32(word.payload)), of: NodeID(subject))
    case .prior: tree.priors[subject] = Float(bitPattern: UInt32(word.payload))
    case .parameter: restoreParameter(subject, Double(bitPattern: word.payload))
    case nil: preconditionFailure("the undo record is damaged")
    }
  }

  // MARK: - Reading

  /// Calls `visit` for each of the newest simulations, newest first, with the sum that `node` had
  /// before it, until `limit` simulations were looked at.
  func forEachVisit(
    of node: NodeID, newest limit: Int, _ visit: (_ age: Int, _ sumBefore: Double) -> Bool
  ) {
    var record = newestRecord
    var end = openRecord ?? head
    var age = 0
    while let start = record, start >= tail, age < limit {
      let isSimulation = words[start & mask].tag == Kind.simulation.rawValue
      if isSimulation {
        for position in start + Self.headerWords..<end {
          let word = words[position & mask]
          if word.tag == Tag.visited.rawValue << 32 | UInt64(node.rawValue) {
            if !visit(age, Double(bitPattern: word.payload)) { return }
          }
        }
        age += 1
      }
      end = start
      let previous = Int(Int64(bitPattern: words[start & mask].payload))
      record = previous >= 0 ? previous : nil
    }
  }
}
