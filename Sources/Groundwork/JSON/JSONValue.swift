/// A JSON value that is put together to be written, or read without its place; the members of an object
/// keep their order.
public enum JSONValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A number; one that is not finite is written as null.
  case number(Double)
  /// A whole number from 2^53 on, which a double may not hold exactly: an id or a seed.
  case whole(UInt64)
  /// A text.
  ///
  /// Untrusted text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// An object.
  case object([Member])

  /// A key with its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// Returns a whole number from 0 to 2^64 - 1, exactly.
  public static func id(_ id: UInt64) -> JSONValue {
    id < 1 << 53 ? .number(Double(id)) : .whole(id)
  }

  /// Returns a number, or null where there is none.
  public static func optional(_ number: Double?) -> JSONValue {
    number.map { .number($0) } ?? .null
  }

  /// Returns a whole number, exactly from -2^53 on, or null where there is none.
  public static func optional(_ number: Int?) -> JSONValue {
    number.map { .integer($0) } ?? .null
  }

  /// Returns a text, or null where there is none.
  public static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// Returns a whole number, exactly from -2^53 on.
  public static func integer(_ number: Int) -> JSONValue {
    number < 0 ? .number(Double(number)) : .id(UInt64(number))
  }

  /// Returns a number of single precision, which is written in the fewest digits that mean exactly it.
  public static func single(_ number: Float) -> JSONValue {
    .number(Double(number.description) ?? .nan)
  }

  /// Returns the value of a key of an object, the last one where it is there twice.
  ///
  /// - Complexity: O(n) in the number of members.
  public subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The number, if it is one; the double nearest to it.
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .whole(let value): Double(value)
    default: nil
    }
  }
  /// The number, if it is a whole one that an `Int` holds exactly.
  public var integer: Int? {
    switch self {
    case .number(let value): Int(exactly: value)
    case .whole(let value): Int(exactly: value)
    default: nil
    }
  }
  /// The id, if it is one: a whole number from 0 to 2^64 - 1, exactly.
  public var id: UInt64? {
    switch self {
    case .number(let value): value <= 0x1p53 ? UInt64(exactly: value) : nil
    case .whole(let value): value
    default: nil
    }
  }
  /// The text, if it is one.
  ///
  /// Untrusted text.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The truth value, if it is one.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The elements, if it is an array.
  public var elements: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
  /// The members, if it is an object.
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }

  /// Returns the text on one line, safe for terminals: what is not printable ASCII stands there as an
  /// escape, unless `showing` accepts it.
  ///
  /// - Complexity: O(n) in the size of the value.
  public func text(showing: @escaping (Unicode.Scalar) -> Bool = { _ in false }) -> String {
    var writer = JSONWriter(showing: showing)
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  /// Makes an object of keys and values in their order.
  public init(dictionaryLiteral members: (String, JSONValue)...) { self.init(members) }

  /// Makes an object of keys and values in their order.
  public init(_ members: [(String, JSONValue)]) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
}
