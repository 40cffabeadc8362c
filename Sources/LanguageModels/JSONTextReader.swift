import Glibc

/// Takes JSON apart, strictly: no comments, no doubled names, no text that is not UTF-8.
struct JSONTextReader {
  private let bytes: [UInt8]
  private var offset = 0
  /// How deep lists and objects may stand in one another.
  private static let deepest = 64

  init(_ bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }

  /// Reads the only value.
  mutating func whole() throws(JSONText.Mistake) -> JSONText {
    let value = try value(depth: 0)
    skipSpaces()
    guard offset == bytes.count else { throw mistake("nothing more may stand here") }
    return value
  }

  private func mistake(_ reason: String) -> JSONText.Mistake {
    JSONText.Mistake(offset: offset, reason: reason)
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
      offset += 1
    }
  }

  private mutating func take(_ expected: Unicode.Scalar) throws(JSONText.Mistake) {
    guard next == UInt8(ascii: expected) else { throw mistake("\(expected) must stand here") }
    offset += 1
  }

  private mutating func value(depth: Int) throws(JSONText.Mistake) -> JSONText {
    guard depth < Self.deepest else { throw mistake("values are nested too deeply") }
    skipSpaces()
    switch next {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .list(try elements(depth: depth))
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .truth(true))
    case UInt8(ascii: "f"): return try word("false", .truth(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONText
  ) throws(JSONText.Mistake) -> JSONText {
    for scalar in "\(word)".unicodeScalars { try take(scalar) }
    return value
  }

  private mutating func members(depth: Int) throws(JSONText.Mistake) -> [JSONText.Member] {
    var members: [JSONText.Member] = []
    var names: Set<String> = []
    try take("{")
    skipSpaces()
    while next != UInt8(ascii: "}") {
      if !members.isEmpty { try take(",") }
      skipSpaces()
      let name = try string()
      guard names.insert(name).inserted else { throw mistake("a name stands here twice") }
      skipSpaces()
      try take(":")
      members.append(JSONText.Member(name: name, value: try value(depth: depth + 1)))
      skipSpaces()
    }
    try take("}")
    return members
  }

  private mutating func elements(depth: Int) throws(JSONText.Mistake) -> [JSONText] {
    var elements: [JSONText] = []
    try take("[")
    skipSpaces()
    while next != UInt8(ascii: "]") {
      if !elements.isEmpty { try take(",") }
      elements.append(try value(depth: depth + 1))
      skipSpaces()
    }
    try take("]")
    return elements
  }

  private mutating func number() throws(JSONText.Mistake) -> JSONText {
    let begin = offset
    if next == UInt8(ascii: "-") { offset += 1 }
    let leading = try digits()
    guard leading == 1 || bytes[offset - leading] != UInt8(ascii: "0") else {
      throw mistake("a number may not begin with 0")
    }
    if next == UInt8(ascii: ".") {
      offset += 1
      _ = try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      offset += 1
      if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { offset += 1 }
      _ = try digits()
    }
    let text = String(decoding: bytes[begin..<offset], as: UTF8.self)
    guard let number = Double(text), number.isFinite else { throw mistake("no such number") }
    return .number(number)
  }

  /// Skips digits, at least one, and returns how many there were.
  private mutating func digits() throws(JSONText.Mistake) -> Int {
    let begin = offset
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
    guard offset > begin else { throw mistake("a value must stand here") }
    return offset - begin
  }

  private mutating func string() throws(JSONText.Mistake) -> String {
    try take("\"")
    var units: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw mistake("a control character stands in a string") }
      offset += 1
      if byte == UInt8(ascii: "\\") {
        units += try escape()
      } else {
        units.append(byte)
      }
    }
    try take("\"")
    guard let text = String(validating: units, as: UTF8.self) else {
      throw mistake("a string is not UTF-8")
    }
    return text
  }

  private mutating func escape() throws(JSONText.Mistake) -> [UInt8] {
    guard let byte = next else { throw mistake("a string has no end") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0c]
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "r"): return [0x0d]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if unit & 0xfc00 == 0xd800 {
        try take("\\")
        try take("u")
        let second = try hexadecimal()
        guard second & 0xfc00 == 0xdc00 else { throw mistake("half a character stands alone") }
        unit = 0x10000 + (unit & 0x3ff) << 10 + second & 0x3ff
      }
      guard let scalar = Unicode.Scalar(unit) else {
        throw mistake("half a character stands alone")
      }
      return Array(String(Character(scalar)).utf8)
    default: throw mistake("no such escape")
    }
  }

  private mutating func hexadecimal() throws(JSONText.Mistake) -> UInt32 {
    guard offset + 4 <= bytes.count else { throw mistake("four digits must stand here") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[offset])).hexDigitValue else {
        throw mistake("four digits must stand here")
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }
}
