extension ByteScanner {
  /// Reads a value of any kind.
  mutating func readValue() throws(JournalFault) -> JournalValue {
    switch next() {
    case UInt8(ascii: "\""): return .string(try readText())
    case UInt8(ascii: "{"): return .object(try readMembers())
    case UInt8(ascii: "["): return .array(try readElements())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try readNumber())
    case UInt8(ascii: "t"):
      try passWord("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try passWord("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try passWord("null")
      return .null
    default: throw faultOfValue()
    }
  }

  private mutating func readMembers() throws(JournalFault) -> [JournalValue.Member] {
    var members: [JournalValue.Member] = []
    var more = try beginObject(or: .value)
    while more {
      let key = try readText()
      try passColon()
      members.append(JournalValue.Member(key, try readValue()))
      more = try continuesObject()
    }
    return members
  }

  private mutating func readElements() throws(JournalFault) -> [JournalValue] {
    var elements: [JournalValue] = []
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
