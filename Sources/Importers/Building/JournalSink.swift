import Groundwork

/// Writes events as the lines of a journal.
struct JournalSink: ~Copyable {
  private var writer: EventWriter
  private let take: (Span<UInt8>) -> Void
  private var handedOver = 0
  private(set) var count = 0

  /// As many bytes are handed over at once: what is still near the processor when the system copies it.
  private static let portion = 1 << 18

  /// `isASCII` is for what is printed; `take` gets the bytes in pieces.
  init(isASCII: Bool, take: @escaping (Span<UInt8>) -> Void) {
    writer = EventWriter(isASCII: isASCII)
    self.take = take
  }

  /// Ends an event.
  private mutating func end(_ closing: StaticString) {
    writer.reserve()
    writer.raw(closing)
    count += 1
    handOver(atLeast: Self.portion)
  }

  /// Writes a member of the object that is open; `key` has its comma and its colon.
  @inline(__always)
  private mutating func member(_ key: StaticString, _ number: Double) {
    writer.raw(key)
    writer.number(number)
  }

  private mutating func member(_ key: StaticString, _ text: String) {
    writer.raw(key)
    writer.string(text)
  }

  @inline(__always)
  private mutating func member(_ key: StaticString, _ range: Range<Int>, of bytes: SourceBytes) {
    writer.raw(key)
    writer.copy(range, of: bytes)
  }

  private mutating func handOver(atLeast size: Int) {
    guard writer.count > size else { return }
    handedOver += writer.count
    writer.handOver(to: take)
  }
}

extension JournalSink: EventSink {
  var size: Int { handedOver + writer.count }

  mutating func event(_ value: JSONValue) {
    writer.value(value)
    end("\n")
  }

  mutating func end() { handOver(atLeast: 0) }

  // MARK: - Children

  mutating func beginChildren(of id: Int) {
    writer.reserve()
    writer.raw("{\"type\":\"expand\",\"node\":")
    writer.integer(id)
    writer.raw(",\"children\":[")
  }

  @inline(__always)
  mutating func beginChild(_ id: Int, isFirst: Bool) {
    writer.reserve()
    if !isFirst { writer.raw(",") }
    writer.raw("{\"id\":")
    writer.integer(id)
    writer.raw(",\"action\":")
  }

  mutating func action(_ text: String) { writer.string(text) }

  @inline(__always)
  mutating func action(_ range: Range<Int>, of bytes: SourceBytes) { writer.copy(range, of: bytes) }

  @inline(__always)
  mutating func prior(_ number: Double) { member(",\"prior\":", number) }

  mutating func terminal() { writer.raw(",\"terminal\":true") }

  mutating func kind(_ name: String) { member(",\"kind\":", name) }
  mutating func text(_ text: String) { member(",\"text\":", text) }

  @inline(__always)
  mutating func text(_ range: Range<Int>, of bytes: SourceBytes) {
    member(",\"text\":", range, of: bytes)
  }

  @inline(__always)
  mutating func endChild() { writer.raw("}") }

  mutating func endChildren() { end("]}\n") }

  // MARK: - Numbers

  mutating func beginRows() {
    writer.reserve()
    writer.raw("{\"type\":\"stats\",\"stats\":[")
  }

  mutating func beginRows(backing value: Double, along path: some Collection<Int32>) {
    writer.reserve(path.count * 12)
    writer.raw("{\"type\":\"backup\",\"path\":[")
    for (place, id) in path.enumerated() {
      if place > 0 { writer.raw(",") }
      writer.integer(Int(id))
    }
    writer.raw("],\"value\":")
    writer.number(value)
    writer.raw(",\"stats\":[")
  }

  @inline(__always)
  mutating func beginRow(_ id: Int, isFirst: Bool) {
    writer.reserve()
    if !isFirst { writer.raw(",") }
    writer.raw("[")
    writer.integer(id)
  }

  @inline(__always)
  mutating func cell(_ number: Double) {
    writer.reserve()
    writer.raw(",")
    writer.number(number)
  }

  @inline(__always)
  mutating func endRow() { writer.raw("]") }

  mutating func endRows() { end("]}\n") }

  // MARK: - Verdicts

  mutating func beginVerdict(of id: Int) {
    writer.reserve()
    writer.raw("{\"type\":\"evaluate\",\"node\":")
    writer.integer(id)
  }

  mutating func value(_ number: Double) { member(",\"value\":", number) }
  mutating func rationale(_ text: String) { member(",\"rationale\":", text) }

  @inline(__always)
  mutating func rationale(_ range: Range<Int>, of bytes: SourceBytes) {
    member(",\"rationale\":", range, of: bytes)
  }

  mutating func parts(_ parts: [JSONValue]) {
    writer.raw(",\"parts\":")
    writer.value(.array(parts))
  }

  mutating func endVerdict() { end("}\n") }
}
