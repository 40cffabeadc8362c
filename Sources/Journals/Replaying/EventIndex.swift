import Groundwork

/// Where every event of a journal stands and what kind it is: nine bytes an event.
struct EventIndex: ~Copyable {
  private var offsets = Column<Int>(capacity: 1024)
  private var kinds = Column<UInt8>(capacity: 1024)
  /// The branch of every event; empty until the first one that is not on the main line.
  private var branches = Column<UInt32>()
  /// Where the line after the last one begins.
  private(set) var end = 0

  /// The mark of a line that is no event, or one that says something impossible.
  private static let broken: UInt8 = 0xff

  /// The number of lines.
  var count: Int { kinds.count }
  /// Whether every line has its place: those of events that stand in no file have none yet.
  var isWritten: Bool { offsets.count == kinds.count }
  /// The bytes that it takes.
  var memory: Int { 9 * offsets.count + 4 * branches.count }

  /// Adds a line that ends, newline and all, before `next`; until it is described it is taken to
  /// lie on the branch of the one before.
  mutating func append(from start: Int, next: Int) {
    assert(start >= end && next > start, "lines follow on one another")
    offsets.append(start)
    kinds.append(Self.broken)
    if branches.count > 0 { branches.append(branches[branches.count - 1]) }
    end = next
  }

  /// Adds a line that is not written yet; until it is described it lies on the main line.
  mutating func appendUnwritten() { kinds.append(Self.broken) }

  /// Says where the first line stands that was not written.
  mutating func write(from start: Int, next: Int) {
    assert(!isWritten && start >= end && next >= start, "lines follow on one another")
    offsets.append(start)
    end = next
  }

  /// Says what the newest line is.
  mutating func describe(_ kind: JournalLine.Kind, branch: Int) {
    assert(kinds[count - 1] == Self.broken, "a line is described once")
    kinds[count - 1] = kind.rawValue
    guard branch != 0 || branches.count > 0 else { return }
    if branches.count == 0 { branches.append(repeating: 0, count: count) }
    branches[count - 1] = UInt32(branch)
  }

  /// Takes an event out that turned out to say something impossible.
  mutating func breakEvent(_ event: Int) { kinds[event - 1] = Self.broken }

  /// Returns the bytes of an event, the newline left out; events are counted from 1.
  func bytes(of event: Int) -> Range<Int> {
    assert(isWritten, "a line has no place before it is written")
    let start = offsets[event - 1]
    // Lines that could not be written have no bytes at all.
    return start..<max(start, (event < count ? offsets[event] : end) - 1)
  }

  /// Returns the event in whose line a byte lies.
  ///
  /// O(log events).
  func event(at place: Int) -> Int {
    var low = 0
    var high = offsets.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if offsets[middle] <= place { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// Returns where the line ends, newline and all, in which a byte lies.
  func end(ofEventAt place: Int) -> Int { bytes(of: event(at: place)).upperBound + 1 }

  /// Returns the kind of an event; nil where the line is none.
  func kind(of event: Int) -> JournalLine.Kind? {
    JournalLine.Kind(rawValue: kinds[event - 1])
  }

  /// Returns the branch of an event, by its place in the list of branches.
  func branch(of event: Int) -> Int { branches.count > 0 ? Int(branches[event - 1]) : 0 }
}
