/// A JSON value, for what is read once: headers, rare events, the details of one event.
public enum JournalValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  /// A whole number from 2^53 on, which a double may not hold exactly: an id.
  case whole(UInt64)
  /// Untrusted text.
  case string(String)
  case array([JournalValue])
  case object([Member])

  /// A key with its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JournalValue

    /// Makes a member.
    public init(_ key: String, _ value: JournalValue) {
      self.key = key
      self.value = value
    }
  }

  /// Returns the value of a key of an object, the last one where it is there twice.
  public subscript(_ key: String) -> JournalValue? {
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

  /// Returns the value of an id.
  public static func id(_ id: UInt64) -> JournalValue {
    id < 1 << 53 ? .number(Double(id)) : .whole(id)
  }
  /// The text, if it is one.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The truth value, if it is one.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The elements, if it is an array.
  public var elements: [JournalValue]? { if case .array(let values) = self { values } else { nil } }
  /// The members, if it is an object.
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
}
