public import TreeSearch

/// A JSON text (RFC 8259) as a flat list of values that know where they stand.
///
/// Flat, so that a deeply nested file needs no deep stack; with places, so that an error in the meaning
/// of a value can be shown as exactly as one in its grammar.
public struct JSONDocument {
  /// A value in the list.
  public struct Value {
    /// What a value is.
    public enum Content: Equatable {
      /// A list; its items follow by ``Value/next``.
      case array
      /// An object; its members follow by ``Value/next``.
      case object
      /// A text.
      case string(String)
      /// A number.
      case number(Double)
      /// A truth value.
      case bool(Bool)
      /// Nothing.
      case null
    }

    /// What it is.
    public var content: Content
    /// Where it begins.
    public var position: TextPosition
    /// Its key and the place of that, in an object.
    public var key: (name: String, position: TextPosition)?
    /// The first item or member.
    public var first: Int?
    /// The next item or member of the same parent.
    public var next: Int?
  }

  /// All values; the root is the first, parents come before their children.
  public private(set) var values: [Value] = []

  /// Reads a text, which is a file's for errors.
  public init(reading text: String, source: String) throws(ProblemError) {
    var reader = JSONReader(text, source: source)
    /// The open parents, each with its last child so far.
    var open: [(value: Int, last: Int?)] = []
    repeat {
      var key: (String, TextPosition)?
      if let parent = open.last {
        let isObject = values[parent.value].content == .object
        if try reader.closes(isObject: isObject, isFirst: parent.last == nil) {
          open.removeLast()
          continue
        }
        if isObject { key = try reader.readKey() }
      }
      let index = values.count
      let position = try reader.startOfValue()
      let content = try reader.readValue()
      values.append(Value(content: content, position: position, key: key))
      if let parent = open.last {
        if let last = parent.last {
          values[last].next = index
        } else {
          values[parent.value].first = index
        }
        open[open.count - 1].last = index
      }
      if content == .array || content == .object { open.append((index, nil)) }
    } while !open.isEmpty
    try reader.expectEnd()
  }

  /// Returns the items or members of a value in order.
  public func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = values[index].first
    while let next = child {
      children.append(next)
      child = values[next].next
    }
    return children
  }
}
