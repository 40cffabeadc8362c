/// The bytes of journal lines as they are written, in a buffer that is used again.
///
/// Keys and punctuation are appended as they are; texts and numbers are made into JSON.
struct JournalOutput {
  /// What is written so far.
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(1024) }

  /// How many newlines were written since the buffer was emptied.
  private(set) var lines = 0

  /// Empties the buffer and keeps its storage.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    lines = 0
  }

  /// Appends JSON that stands in the source.
  @inline(__always)
  mutating func raw(_ json: StaticString) {
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
  }

  /// Ends a line.
  mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    lines += 1
  }

  /// Appends a comma between elements.
  @inline(__always)
  mutating func comma(before index: Int) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
  }

  /// Appends a whole number.
  mutating func integer(_ number: UInt64) {
    if number < 10 { return bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number)) }
    let start = bytes.count
    var rest = number
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    var low = start
    var high = bytes.count - 1
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  /// Appends a whole number.
  mutating func integer(_ number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    integer(UInt64(number.magnitude))
  }

  /// Appends a finite number, in the fewest digits that mean exactly it.
  mutating func number(_ value: Double) {
    precondition(value.isFinite, "a journal holds finite numbers only")
    if value.magnitude < 0x1p53, value == value.rounded(.towardZero), !isMinusZero(value) {
      integer(Int(value))
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
  }

  /// Appends a finite number of single precision, in the fewest digits that mean exactly it.
  mutating func number(_ value: Float) {
    let double = Double(value)
    if double == double.rounded(.towardZero) { return number(double) }
    precondition(value.isFinite, "a journal holds finite numbers only")
    bytes.append(contentsOf: value.description.utf8)
  }

  private func isMinusZero(_ value: Double) -> Bool { value == 0 && value.sign == .minus }

  /// Appends a text in quotes.
  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0a: raw("\\n")
      case 0x09: raw("\\t")
      case 0..<0x20, 0x7f:
        raw("\\u00")
        bytes.append(Self.digit(byte >> 4))
        bytes.append(Self.digit(byte & 15))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  /// Appends a value; numbers that are not finite become null.
  mutating func value(_ value: JournalValue) {
    switch value {
    case .null: raw("null")
    case .bool(let isTrue): isTrue ? raw("true") : raw("false")
    case .number(let number): number.isFinite ? self.number(number) : raw("null")
    case .whole(let number): bytes.append(contentsOf: String(number).utf8)
    case .string(let text): string(text)
    case .array(let elements):
      raw("[")
      for (index, element) in elements.enumerated() {
        comma(before: index)
        self.value(element)
      }
      raw("]")
    case .object(let members):
      raw("{")
      for (index, member) in members.enumerated() {
        comma(before: index)
        string(member.key)
        raw(":")
        self.value(member.value)
      }
      raw("}")
    }
  }
}
