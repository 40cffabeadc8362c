import Groundwork

extension JSONCursor {
  /// Skips a value, however deep it is.
  mutating func skipValue() throws(ReadingFault) {
    var open: [UInt8] = []
    repeat {
      let byte = next()
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append(byte &+ 2)
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open.last == byte else { throw fault("expected a value") }
        open.removeLast()
        at += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard !open.isEmpty else { throw fault("expected a value") }
        at += 1
      case UInt8(ascii: "\""): _ = try skipString()
      default: _ = try word()
      }
    } while !open.isEmpty
  }

  /// Reads a value.
  ///
  /// What is nested deeper than `depth` is left out as null.
  ///
  /// Where `isCut`, the text may end anywhere: what was there until then is returned.
  mutating func value(depth: Int = 48, isCut: Bool = false) throws(ReadingFault) -> JSONValue {
    switch next() {
    case UInt8(ascii: "\""):
      return .string(try string())
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth > 0 else {
        do throws(ReadingFault) { try skipValue() } catch { if !isCut { throw error } }
        return .null
      }
      return try container(depth: depth, isCut: isCut)
    default:
      let cell = try word()
      return switch cell.content {
      case .number(let number): .number(number)
      case .bool(let truth): .bool(truth)
      case .range(let range): Self.whole(bytes[range])
      default: .null
      }
    }
  }

  private static func whole(_ digits: Slice<SourceBytes>) -> JSONValue {
    let text = String(decoding: digits, as: UTF8.self)
    return UInt64(text).map { .id($0) } ?? .number(Double(text) ?? .nan)
  }

  private mutating func container(depth: Int, isCut: Bool) throws(ReadingFault) -> JSONValue {
    let isObject = bytes[at] == UInt8(ascii: "{")
    at += 1
    var elements: [JSONValue] = []
    var members: [JSONValue.Member] = []
    do throws(ReadingFault) {
      while try !closes(isObject: isObject, isFirst: elements.isEmpty && members.isEmpty) {
        if isObject {
          let key = try key()
          members.append(.init(key, try value(depth: depth - 1, isCut: isCut)))
        } else {
          elements.append(try value(depth: depth - 1, isCut: isCut))
        }
      }
    } catch {
      guard isCut, at >= end else { throw error }
    }
    return isObject ? .object(members) : .array(elements)
  }

  /// Reads the closing bracket, or the comma before the next item; returns whether it was the bracket.
  @inline(__always)
  mutating func closes(isObject: Bool, isFirst: Bool) throws(ReadingFault) -> Bool {
    let bracket = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    var byte = next()
    if byte == bracket {
      at += 1
      return true
    }
    if isFirst { return false }
    guard byte == UInt8(ascii: ",") else {
      throw fault("expected \",\" or \"\(isObject ? "}" : "]")\"")
    }
    at += 1
    byte = next()
    guard byte == bracket else { return false }
    at += 1
    return true
  }

  // MARK: - Keys

  /// Reads a key and its colon.
  mutating func key() throws(ReadingFault) -> String {
    Self.decoded(try keyRange(), of: bytes)
  }

  /// Reads a key and its colon; returns the bytes between its quotes.
  @inline(__always)
  mutating func keyRange() throws(ReadingFault) -> Range<Int> {
    guard next() == UInt8(ascii: "\"") else { throw fault("expected a key in quotes") }
    let range = try skipString()
    guard next() == UInt8(ascii: ":") else { throw fault("expected \":\"") }
    at += 1
    return range
  }

  /// Skips a key and its colon, if it is the one that stands elsewhere; the next byte is its quote.
  @inline(__always)
  mutating func skipKey(_ name: Int, _ length: Int) -> Bool {
    let first = at + 1
    let last = first + length
    guard last + 1 < end, peek(last) == UInt8(ascii: "\""), isSame(name, first, length) else {
      return false
    }
    if peek(last + 1) == UInt8(ascii: ":") {
      at = last + 2
      return true
    }
    let before = at
    at = last + 1
    guard next() == UInt8(ascii: ":") else {
      at = before
      return false
    }
    at += 1
    return true
  }

  /// Whether the same bytes stand at two places.
  @inline(__always)
  func isSame(_ one: Int, _ other: Int, _ length: Int) -> Bool {
    assert(max(one, other) + length <= bytes.count, "bytes outside of the text")
    let (first, second) = unsafe (
      UnsafeRawPointer(bytes.start + one), UnsafeRawPointer(bytes.start + other)
    )
    var index = 0
    while index + 8 <= length {
      let word = unsafe first.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let same = unsafe second.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word != same { return false }
      index += 8
    }
    while index < length {
      if unsafe first.load(fromByteOffset: index, as: UInt8.self)
        != second.load(fromByteOffset: index, as: UInt8.self)
      {
        return false
      }
      index += 1
    }
    return true
  }
}
