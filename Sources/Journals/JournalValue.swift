/// A JSON value, for what is read once: headers, rare events, the details of one event.
public enum JournalValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
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

  /// The number, if it is one.
  public var number: Double? { if case .number(let value) = self { value } else { nil } }
  /// The number, if it is a whole one that an `Int` holds exactly.
  public var integer: Int? { number.flatMap { Int(exactly: $0) } }
  /// The text, if it is one.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The truth value, if it is one.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The elements, if it is an array.
  public var elements: [JournalValue]? { if case .array(let values) = self { values } else { nil } }
  /// The members, if it is an object.
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
}
