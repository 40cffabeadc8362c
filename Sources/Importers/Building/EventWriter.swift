import Groundwork

/// The bytes of events as they are written, in a buffer that is used again.
///
/// It is what ``JSONWriter`` is, for a million nodes: room is made once for each node, and texts that
/// stand in the file as they will stand in the event are copied.
@safe
struct EventWriter: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes are written so far.
  private(set) var count = 0
  /// Writes what is not copied.
  private var values: JSONWriter

  /// The most bytes of a number, and of what else is written without making room for it.
  private static let slack = 512

  /// `isASCII` says that texts have escapes for all that is not printable ASCII.
  init(isASCII: Bool) {
    values = isASCII ? JSONWriter { _ in false } : JSONWriter()
    capacity = 1 << 16
    unsafe base = .allocate(capacity: capacity)
  }

  deinit { unsafe base.deallocate() }

  /// Hands over what is written so far; it is empty from then on.
  mutating func handOver(to take: (Span<UInt8>) -> Void) {
    take(unsafe UnsafeBufferPointer(start: base, count: count).span)
    count = 0
  }

  /// Makes room for the numbers and keys of one node, and as many bytes more.
  @inline(__always)
  mutating func reserve(_ more: Int = 0) {
    if count &+ more &+ Self.slack > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(2 * capacity, count + more + Self.slack)
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    unsafe memory.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = memory
  }

  /// Appends JSON that stands in the source, for which there is room.
  @inline(__always)
  mutating func raw(_ json: StaticString) {
    let size = json.utf8CodeUnitCount
    assert(count + size <= capacity, "no room was made")
    unsafe (base + count).update(from: json.utf8Start, count: size)
    count &+= size
  }

  /// Appends a byte, for which there is room.
  @inline(__always)
  mutating func byte(_ byte: UInt8) {
    assert(count < capacity, "no room was made")
    unsafe base[count] = byte
    count &+= 1
  }

  /// Appends a whole number, for which there is room.
  @inline(__always)
  mutating func integer(_ number: UInt64) {
    if number < 10 { return byte(0x30 &+ UInt8(truncatingIfNeeded: number)) }
    var size = 1
    var bound: UInt64 = 10
    while number >= bound, size < 19 {
      size &+= 1
      bound &*= 10
    }
    if number >= 10_000_000_000_000_000_000 { size = 20 }
    assert(count + size <= capacity, "no room was made")
    var rest = number
    var place = count &+ size
    while place > count {
      place &-= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      unsafe base[place] = 0x30 &+ UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    count &+= size
  }

  /// Appends a whole number, for which there is room.
  @inline(__always)
  mutating func integer(_ number: Int) {
    if number < 0 { byte(UInt8(ascii: "-")) }
    integer(UInt64(number.magnitude))
  }

  /// Appends a number; one that is not finite becomes null.
  mutating func number(_ value: Double) {
    let magnitude = value.magnitude
    guard magnitude < 0x1p53 else { return unusual(value) }
    let whole = Int(magnitude)
    if Double(whole) == magnitude, whole != 0 || value.sign == .plus {
      return integer(value < 0 ? -whole : whole)
    }
    // A whole number of millionths: its decimals are the fewest digits that mean it.
    guard magnitude >= 1e-4, magnitude < 1e9 else { return unusual(value) }
    let scaled = Int(magnitude * 1e6 + 0.5)
    guard Double(scaled) / 1e6 == magnitude else { return unusual(value) }
    if value < 0 { byte(UInt8(ascii: "-")) }
    integer(whole)
    let fraction = UInt32(truncatingIfNeeded: scaled &- whole &* 1_000_000)
    assert(fraction > 0 && fraction < 1_000_000, "it is no whole number")
    assert(count + 7 <= capacity, "no room was made")
    unsafe base[count] = UInt8(ascii: ".")
    digits(fraction / 1_000, at: count &+ 1)
    digits(fraction % 1_000, at: count &+ 4)
    count &+= 7
    while unsafe base[count &- 1] == UInt8(ascii: "0") { count &-= 1 }
  }

  /// Writes a number below 1,000 as three digits.
  @inline(__always)
  private mutating func digits(_ number: UInt32, at place: Int) {
    unsafe base[place] = 0x30 &+ UInt8(truncatingIfNeeded: number / 100)
    unsafe base[place &+ 1] = 0x30 &+ UInt8(truncatingIfNeeded: number / 10 % 10)
    unsafe base[place &+ 2] = 0x30 &+ UInt8(truncatingIfNeeded: number % 10)
  }

  @inline(never)
  private mutating func unusual(_ value: Double) {
    guard value.isFinite else { return raw("null") }
    values.removeAll()
    values.number(value)
    appendValues()
  }

  /// Appends a text in quotes.
  mutating func string(_ text: String) {
    values.removeAll()
    values.string(text)
    appendValues()
  }

  /// Appends a value.
  mutating func value(_ value: JSONValue) {
    values.removeAll()
    values.value(value)
    appendValues()
  }

  /// Appends a text of the file in quotes, which has no character that needs an escape.
  @inline(__always)
  mutating func copy(_ range: Range<Int>, of bytes: SourceBytes) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "outside of the text")
    reserve(range.count)
    byte(UInt8(ascii: "\""))
    unsafe (base + count).update(from: bytes.start + range.lowerBound, count: range.count)
    count &+= range.count
    byte(UInt8(ascii: "\""))
  }

  private mutating func appendValues() {
    let bytes = values.bytes
    reserve(bytes.count)
    unsafe bytes.withUnsafeBufferPointer { source in
      if let first = source.baseAddress {
        unsafe (base + count).update(from: first, count: source.count)
      }
    }
    count += bytes.count
  }
}
