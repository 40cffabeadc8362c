import Groundwork

extension ByteScanner {
  /// Reads a value of any kind.
  mutating func readValue() throws(JournalFault) -> JSONValue {
    switch next() {
    case UInt8(ascii: "\""): return .string(try readText())
    case UInt8(ascii: "{"): return .object(try readMembers())
    case UInt8(ascii: "["): return .array(try readElements())
    case UInt8(ascii: "t"):
      try passWord("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try passWord("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try passWord("null")
      return .null
    default: return try readNumberValue()
    }
  }

  /// Reads a number as a value: null where it is not finite, exactly where it is a whole one.
  private mutating func readNumberValue() throws(JournalFault) -> JSONValue {
    let start = position
    let number = try readNumberOrUnknown(or: .value)
    if number.isNaN { return .null }
    if number >= 0x1p53, let whole = UInt64(text(start..<position)) { return .whole(whole) }
    return .number(number)
  }

  private mutating func readMembers() throws(JournalFault) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var more = try beginObject(or: .value)
    while more {
      let key = try readText()
      try passColon()
      members.append(JSONValue.Member(key, try readValue()))
      more = try continuesObject()
    }
    return members
  }

  private mutating func readElements() throws(JournalFault) -> [JSONValue] {
    var elements: [JSONValue] = []
    var more = try beginArray(or: .value)
    while more {
      elements.append(try readValue())
      more = try continuesArray()
    }
    return elements
  }

  private mutating func readText() throws(JournalFault) -> String {
    let text = try passText()
    return self.text(text.start..<text.start + text.length)
  }
}
