import Groundwork
import Journals

/// Gives events to a recording as they are: nothing is written and read again.
struct RecordingSink: ~Copyable {
  private let recording: Recording
  private var line = JournalLine()
  private var texts = Column<UInt8>(capacity: 1 << 12)
  private var child = JournalChild(id: 0)
  /// Writes what is not copied.
  private var values = JSONWriter()
  private(set) var size = 0
  private(set) var count = 0

  init(to recording: Recording) { self.recording = recording }

  /// Begins an event.
  private mutating func begin(_ kind: JournalLine.Kind) {
    line.clear()
    texts.truncate(to: 0)
    line.kind = kind
  }

  private mutating func hand() {
    size += texts.count
    count += 1
    recording.take(&line, texts: &texts)
  }

  /// Keeps a text as it would be written between quotes.
  private mutating func keep(_ text: String) -> TextRange {
    values.removeAll()
    values.string(text)
    let start = texts.count
    let quoted = values.bytes
    texts.append(contentsOf: quoted.span.extracting(1..<quoted.count - 1))
    return TextRange(offset: start, length: texts.count - start)
  }

  @inline(__always)
  private mutating func keep(_ range: Range<Int>, of bytes: SourceBytes) -> TextRange {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "outside of the text")
    let start = texts.count
    let copied = unsafe UnsafeBufferPointer(
      start: bytes.start + range.lowerBound, count: range.count)
    texts.append(contentsOf: unsafe copied.span)
    return TextRange(offset: start, length: range.count)
  }
}

extension RecordingSink: EventSink {
  mutating func event(_ value: JSONValue) {
    values.removeAll()
    values.value(value)
    let bytes = values.bytes
    count += 1
    recording.take(text: bytes.span)
  }

  mutating func end() {}

  // MARK: - Children

  mutating func beginChildren(of id: Int) {
    begin(.expand)
    line.node = UInt64(id)
  }

  @inline(__always)
  mutating func beginChild(_ id: Int, isFirst: Bool) { child = JournalChild(id: UInt64(id)) }

  mutating func action(_ text: String) { child.action = keep(text) }

  @inline(__always)
  mutating func action(_ range: Range<Int>, of bytes: SourceBytes) {
    child.action = keep(range, of: bytes)
  }

  @inline(__always)
  mutating func prior(_ number: Double) { child.prior = Float(number) }

  mutating func terminal() { child.isTerminal = true }
  mutating func kind(_ name: String) { child.kind = keep(name) }
  mutating func text(_ text: String) { child.text = keep(text) }

  @inline(__always)
  mutating func text(_ range: Range<Int>, of bytes: SourceBytes) {
    child.text = keep(range, of: bytes)
  }

  @inline(__always)
  mutating func endChild() { line.children.append(child) }

  mutating func endChildren() {
    size += line.children.count * MemoryLayout<JournalChild>.stride
    hand()
  }

  // MARK: - Numbers

  mutating func beginRows() { begin(.stats) }

  mutating func beginRows(backing value: Double, along path: some Collection<Int32>) {
    begin(.backup)
    if value.isFinite { line.value = value }
    for id in path { line.path.append(UInt64(id)) }
  }

  @inline(__always)
  mutating func beginRow(_ id: Int, isFirst: Bool) { line.statIDs.append(UInt64(id)) }

  @inline(__always)
  mutating func cell(_ number: Double) { line.statNumbers.append(number.isFinite ? number : .nan) }

  @inline(__always)
  mutating func endRow() {}

  mutating func endRows() { hand() }

  // MARK: - Verdicts

  mutating func beginVerdict(of id: Int) {
    begin(.evaluate)
    line.node = UInt64(id)
  }

  mutating func value(_ number: Double) { line.value = number }
  mutating func rationale(_ text: String) { line.rationale = keep(text) }

  @inline(__always)
  mutating func rationale(_ range: Range<Int>, of bytes: SourceBytes) {
    line.rationale = keep(range, of: bytes)
  }

  /// They are read from the text of the event, where somebody looks at it.
  mutating func parts(_ parts: [JSONValue]) {}

  mutating func endVerdict() { hand() }
}
