import Groundwork

/// The bytes of journal lines as they are written, in a buffer that is used again.
///
/// Keys and punctuation are appended as they are; texts and numbers are made into JSON.
struct JournalOutput {
  private var json = JSONWriter()

  init() { json.reserveCapacity(1024) }

  /// What is written so far.
  var bytes: [UInt8] { json.bytes }

  /// How many newlines were written since the buffer was emptied.
  private(set) var lines = 0

  /// Empties the buffer and keeps its storage.
  mutating func removeAll() {
    json.removeAll()
    lines = 0
  }

  /// Appends JSON that stands in the source.
  @inline(__always)
  mutating func raw(_ json: StaticString) { self.json.raw(json) }

  /// Ends a line.
  mutating func endLine() {
    json.byte(UInt8(ascii: "\n"))
    lines += 1
  }

  /// Appends a comma between elements.
  @inline(__always)
  mutating func comma(before index: Int) { json.comma(before: index) }

  /// Appends a whole number.
  mutating func integer(_ number: UInt64) { json.integer(number) }

  /// Appends a whole number.
  mutating func integer(_ number: Int) { json.integer(number) }

  /// Appends a finite number, in the fewest digits that mean exactly it.
  mutating func number(_ value: Double) {
    precondition(value.isFinite, "a journal holds finite numbers only")
    json.number(value)
  }

  /// Appends a finite number of single precision, in the fewest digits that mean exactly it.
  mutating func number(_ value: Float) {
    precondition(value.isFinite, "a journal holds finite numbers only")
    json.number(value)
  }

  /// Appends a text in quotes.
  mutating func string(_ text: String) { json.string(text) }

  /// Appends a value; numbers that are not finite become null.
  mutating func value(_ value: JSONValue) { json.value(value) }
}
