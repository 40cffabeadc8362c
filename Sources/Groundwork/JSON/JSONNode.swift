/// A value of JSON where it stands in a ``JSONDocument``.
public struct JSONNode: Sendable {
  /// What a value is.
  public enum Content: Hashable, Sendable {
    /// An array; see ``JSONNode/children``.
    case array
    /// An object; see ``JSONNode/children``.
    case object
    /// A text.
    ///
    /// Untrusted text.
    case string(String)
    /// A number; the double nearest to it.
    case number(Double)
    /// A truth value.
    case bool(Bool)
    /// Nothing.
    case null
  }

  let document: JSONDocument
  let index: Int

  private var entry: JSONDocument.Entry { document.entries[index] }

  /// What it is.
  public var content: Content { entry.content }
  /// Its key, where it is a member of an object.
  ///
  /// Untrusted text.
  public var key: String? { entry.key?.name }
  /// The text, if it is one.
  ///
  /// Untrusted text.
  public var string: String? { if case .string(let text) = content { text } else { nil } }
  /// The number, if it is one.
  public var number: Double? { if case .number(let number) = content { number } else { nil } }
  /// The truth value, if it is one.
  public var bool: Bool? { if case .bool(let truth) = content { truth } else { nil } }
  /// The number, if it is a whole one in 0..<2^53, which doubles hold exactly.
  public var count: Int? {
    number.flatMap { $0 >= 0 && $0 < 0x1p53 ? Int(exactly: $0) : nil }
  }

  /// The items or members in their order; none where it is neither an array nor an object.
  ///
  /// - Complexity: O(n) in their number.
  public var children: [JSONNode] {
    var children: [JSONNode] = []
    var child = entry.first
    while let index = child {
      children.append(JSONNode(document: document, index: index))
      child = document.entries[index].next
    }
    return children
  }

  /// The member with a key, if this is an object that has one.
  ///
  /// - Complexity: O(n) in the number of members.
  public subscript(key: String) -> JSONNode? {
    guard content == .object else { return nil }
    var child = entry.first
    while let index = child {
      if document.entries[index].key?.name == key {
        return JSONNode(document: document, index: index)
      }
      child = document.entries[index].next
    }
    return nil
  }

  /// What it is, in words for errors: a short value itself, or its kind.
  public var kind: String {
    switch content {
    case .null: "null"
    case .bool(let truth): "\(truth)"
    case .number(let number): count.map { "\($0)" } ?? "\(number)"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// Returns an error at the start of the value.
  public func error(_ reason: String) -> JSONError {
    JSONError(in: document.bytes, at: entry.offset, reason: reason)
  }

  /// Returns an error at the value's key, or at the value where it has none.
  public func errorAtKey(_ reason: String) -> JSONError {
    JSONError(in: document.bytes, at: entry.key?.offset ?? entry.offset, reason: reason)
  }
}
