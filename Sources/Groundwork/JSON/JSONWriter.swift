/// The bytes of JSON as they are written, in a buffer that can be used again.
///
/// Punctuation and keys that stand in the source are appended as they are; texts and numbers are made
/// into JSON. Numbers are in the fewest digits that mean exactly them.
public struct JSONWriter {
  /// What is written so far.
  @usableFromInline internal var storage: [UInt8] = []
  /// Which characters beyond ASCII stand in texts as they are; nil where every one does.
  private let showing: ((Unicode.Scalar) -> Bool)?

  /// Makes a writer whose texts are UTF-8, with escapes for control characters alone.
  public init() { showing = nil }

  /// Makes a writer whose texts have escapes for all that is not printable ASCII, unless `showing`
  /// accepts it.
  public init(showing: @escaping (Unicode.Scalar) -> Bool) { self.showing = showing }

  /// What is written so far.
  @inlinable public var bytes: [UInt8] { storage }

  /// Makes room for as many bytes in all.
  public mutating func reserveCapacity(_ count: Int) { storage.reserveCapacity(count) }

  /// Empties the buffer and keeps its storage.
  @inlinable
  public mutating func removeAll() { storage.removeAll(keepingCapacity: true) }

  /// Appends JSON that stands in the source.
  @inlinable @inline(__always)
  public mutating func raw(_ json: StaticString) {
    unsafe storage.append(
      contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
  }

  /// Appends one byte.
  @inlinable @inline(__always)
  public mutating func byte(_ byte: UInt8) { storage.append(byte) }

  /// Appends a comma between elements.
  @inlinable @inline(__always)
  public mutating func comma(before index: Int) {
    if index > 0 { storage.append(UInt8(ascii: ",")) }
  }

  /// Appends a text as it is: of a format that is none of JSON.
  public mutating func plain(_ text: String) {
    var text = text
    text.withUTF8 { unsafe storage.append(contentsOf: $0) }
  }

  // MARK: - Numbers

  /// Appends a whole number.
  @inlinable
  public mutating func integer(_ number: UInt64) {
    if number < 10 { return storage.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number)) }
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var place = 20
      var rest = number
      while rest > 0 {
        place -= 1
        unsafe digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      unsafe storage.append(contentsOf: UnsafeBufferPointer(rebasing: digits[place...]))
    }
  }

  /// Appends a whole number.
  @inlinable
  public mutating func integer(_ number: Int) {
    if number < 0 { storage.append(UInt8(ascii: "-")) }
    integer(UInt64(number.magnitude))
  }

  /// Appends a number; one that is not finite becomes null.
  @inlinable
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return raw("null") }
    if value.magnitude < 0x1p53, value == value.rounded(.towardZero),
      value != 0 || value.sign == .plus
    {
      integer(Int(value))
    } else if !millionths(value) {
      storage.append(contentsOf: value.description.utf8)
    }
  }

  /// Appends a number that is a whole number of millionths, not too small to be written without an
  /// exponent; returns whether it is one.
  ///
  /// Its decimals are the fewest digits that mean it: two decimals of at most 15 digits never mean the same
  /// number. Logarithms are recorded so, and this takes a quarter of the time.
  @usableFromInline
  mutating func millionths(_ value: Double) -> Bool {
    let magnitude = value.magnitude
    guard magnitude >= 1e-4, magnitude < 1e9 else { return false }
    let scaled = Int(magnitude * 1e6 + 0.5)
    guard Double(scaled) / 1e6 == magnitude else { return false }
    if value < 0 { storage.append(UInt8(ascii: "-")) }
    millionths(scaled)
    return true
  }

  /// Appends millionths, of which there is no whole number: the digits before the point and those behind it.
  private mutating func millionths(_ number: Int) {
    let (whole, fraction) = number.quotientAndRemainder(dividingBy: 1_000_000)
    integer(UInt64(whole))
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 7) { digits in
      var rest = UInt32(truncatingIfNeeded: fraction)
      var count = 7
      for place in (1...6).reversed() {
        unsafe digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        // What ends with zeros is written without them.
        if rest % 10 == 0, count == place + 1 { count = place }
        rest /= 10
      }
      unsafe digits[0] = UInt8(ascii: ".")
      unsafe storage.append(contentsOf: UnsafeBufferPointer(rebasing: digits[..<count]))
    }
  }

  /// Appends a number of single precision; one that is not finite becomes null.
  @inlinable
  public mutating func number(_ value: Float) {
    let double = Double(value)
    if double == double.rounded(.towardZero) || !value.isFinite { return number(double) }
    if !millionths(value) { storage.append(contentsOf: value.description.utf8) }
  }

  /// Appends a number below 1 that is nearest to a whole number of millionths; returns whether it is one.
  ///
  /// Two decimals of at most six digits never mean the same number of single precision.
  @usableFromInline
  mutating func millionths(_ value: Float) -> Bool {
    let magnitude = Double(value.magnitude)
    guard magnitude >= 1e-4, magnitude < 1 else { return false }
    let scaled = Int(magnitude * 1e6 + 0.5)
    guard scaled < 1_000_000, Float(Double(scaled) / 1e6) == value.magnitude else { return false }
    if value < 0 { storage.append(UInt8(ascii: "-")) }
    millionths(scaled)
    return true
  }

  // MARK: - Texts and values

  /// Appends a text in quotes.
  public mutating func string(_ text: String) {
    storage.append(UInt8(ascii: "\""))
    if let showing {
      for scalar in text.unicodeScalars {
        if scalar.isASCII {
          character(UInt8(truncatingIfNeeded: scalar.value))
        } else if showing(scalar) {
          storage.append(contentsOf: Character(scalar).utf8)
        } else {
          for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { escape(unit) }
        }
      }
    } else {
      var text = text
      text.withUTF8 { bytes in
        // Nearly all texts stand as they are.
        if unsafe bytes.allSatisfy(Self.isPlain) {
          unsafe storage.append(contentsOf: bytes)
        } else {
          for index in 0..<bytes.count { unsafe character(bytes[index]) }
        }
      }
    }
    storage.append(UInt8(ascii: "\""))
  }

  /// Appends a value; numbers that are not finite become null.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: raw("null")
    case .bool(let isTrue): isTrue ? raw("true") : raw("false")
    case .number(let number): self.number(number)
    case .whole(let number): integer(number)
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

  /// Whether a byte of a text needs no escape.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// Appends a byte of a text.
  @inline(__always)
  private mutating func character(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      storage.append(UInt8(ascii: "\\"))
      storage.append(byte)
    case 0x0a: raw("\\n")
    case 0x09: raw("\\t")
    case 0..<0x20, 0x7f: escape(UInt16(byte))
    default: storage.append(byte)
    }
  }

  private mutating func escape(_ unit: UInt16) {
    raw("\\u")
    for shift in [12, 8, 4, 0] { storage.append(Self.digit(UInt8(unit >> shift & 15))) }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
