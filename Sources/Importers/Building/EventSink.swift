import Groundwork

/// Where the events of a tree go: into a text, or into a recording as they are.
///
/// The calls for one event follow one another in the order of the keys in its text. Texts that stand in the file as
/// they will stand in an event, printable ASCII without quotes and backslashes, are handed over as ranges of it.
protocol EventSink: ~Copyable {
  /// How many bytes were handed over so far, about.
  var size: Int { get }
  /// How many events were handed over so far.
  var count: Int { get }

  /// Takes an event of a kind that is rare.
  mutating func event(_ value: JSONValue)

  /// Begins the event that adds children to a node.
  mutating func beginChildren(of id: Int)
  mutating func beginChild(_ id: Int, isFirst: Bool)
  mutating func action(_ text: String)
  mutating func action(_ range: Range<Int>, of bytes: SourceBytes)
  mutating func prior(_ number: Double)
  mutating func terminal()
  mutating func kind(_ name: String)
  mutating func text(_ text: String)
  mutating func text(_ range: Range<Int>, of bytes: SourceBytes)
  mutating func endChild()
  mutating func endChildren()

  /// Begins rows of numbers.
  mutating func beginRows()
  /// Begins the rows of a value that was backed up along a path of ids, from the root on.
  mutating func beginRows(backing value: Double, along path: some Collection<Int32>)
  mutating func beginRow(_ id: Int, isFirst: Bool)
  /// Takes the next number of a row; one that is not finite is not known.
  mutating func cell(_ number: Double)
  mutating func endRow()
  mutating func endRows()

  /// Begins what was said of a node.
  mutating func beginVerdict(of id: Int)
  mutating func value(_ number: Double)
  mutating func rationale(_ text: String)
  mutating func rationale(_ range: Range<Int>, of bytes: SourceBytes)
  mutating func parts(_ parts: [JSONValue])
  mutating func endVerdict()

  /// Hands over what was kept back.
  mutating func end()
}
