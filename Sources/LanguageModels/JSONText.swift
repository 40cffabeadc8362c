/// A JSON value (RFC 8259) with the members of objects in their order.
enum JSONText: Hashable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  indirect case list([JSONText])
  indirect case object([Member])

  /// A name with its value.
  struct Member: Hashable {
    var name: String
    var value: JSONText
  }

  /// What is wrong with a text, and how many bytes into it.
  struct Mistake: Error, Hashable {
    var offset: Int
    var reason: String
  }

  /// Reads a whole text; spaces may stand around the value, nothing else.
  init(_ bytes: some Collection<UInt8>) throws(Mistake) {
    var reader = JSONTextReader(bytes)
    self = try reader.whole()
  }

  /// The member with a name, if this is an object that has one.
  subscript(name: String) -> JSONText? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// A whole number in `0...2^53`, if this is one.
  var count: Int? {
    guard case .number(let number) = self, number >= 0, number <= 0x1p53,
      number == number.rounded()
    else { return nil }
    return Int(number)
  }

  /// What this is, in words.
  var kind: String {
    switch self {
    case .null: "null"
    case .truth(let truth): "\(truth)"
    case .number(let number): count.map { "\($0)" } ?? "\(number)"
    case .text: "a string"
    case .list: "a list"
    case .object: "an object"
    }
  }
}
