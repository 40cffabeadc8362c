/// A JSON text (RFC 8259) as a flat list of values that know where they stand.
///
/// Flat, so that a deeply nested text needs no deep stack; with places, so that an error in the meaning
/// of a value can be shown as exactly as one in its grammar. A key may stand only once in an object; one
/// that begins with `//` is a comment, of which there may be many.
public struct JSONDocument: Sendable {
  /// A value in the list.
  struct Entry: Sendable {
    var content: JSONNode.Content
    /// Where it begins, in bytes.
    var offset: Int
    /// Its key and where that begins, in an object.
    var key: (name: String, offset: Int)?
    /// The first item or member.
    var first: Int?
    /// The next item or member of the same parent.
    var next: Int?
  }

  /// An array or object that is being read.
  private struct Parent {
    var entry: Int
    var isObject: Bool
    /// Its last item or member so far.
    var last: Int?
    /// How many items or members it has so far.
    var count = 0
    /// The keys so far.
    var keys: Set<String> = []
  }

  /// All values; the root is the first, parents come before their children.
  private(set) var entries: [Entry] = []
  /// The text.
  let bytes: [UInt8]

  /// How deep arrays and objects may stand in one another unless the caller says otherwise.
  public static let usualDepthLimit = 512

  /// The outermost value.
  public var root: JSONNode { JSONNode(document: self, index: 0) }

  /// Reads a text.
  ///
  /// - Parameter depthLimit: how deep arrays and objects may stand in one another. Memory is all that
  ///   depth costs.
  /// - Throws: an error at the first byte that is wrong.
  /// - Complexity: O(n) in the bytes.
  public init(
    reading bytes: some Sequence<UInt8>, depthLimit: Int = usualDepthLimit
  ) throws(JSONError) {
    self.bytes = Array(bytes)
    var reader = JSONReader(self.bytes)
    var open: [Parent] = []
    repeat {
      var key: (name: String, offset: Int)?
      if let parent = open.last {
        if try reader.closes(isObject: parent.isObject, isFirst: parent.last == nil) {
          open.removeLast()
          continue
        }
        if parent.isObject {
          let next = try reader.readKey()
          let isNew = open[open.count - 1].keys.insert(next.name).inserted
          guard isNew || next.name.hasPrefix("//") else {
            let path = Self.path(to: next.name, in: open, entries)
            throw reader.error("\(path): this key stands here a second time", at: next.offset)
          }
          key = next
        }
      }
      let index = entries.count
      let offset = try reader.startOfValue()
      let content = try reader.readValue()
      entries.append(Entry(content: content, offset: offset, key: key))
      if let parent = open.last {
        if let last = parent.last {
          entries[last].next = index
        } else {
          entries[parent.entry].first = index
        }
        open[open.count - 1].last = index
        open[open.count - 1].count += 1
      }
      if content == .array || content == .object {
        guard open.count < depthLimit else {
          throw reader.error("values are nested at most \(depthLimit) deep", at: offset)
        }
        open.append(Parent(entry: index, isObject: content == .object))
      }
    } while !open.isEmpty
    try reader.expectEnd()
  }

  /// Returns the way to a key of the innermost object, as in `root.children[2].reward`.
  private static func path(to key: String, in open: [Parent], _ entries: [Entry]) -> String {
    var path = ""
    for (outer, inner) in zip(open, open.dropFirst()) {
      if let name = entries[inner.entry].key?.name {
        path += (path.isEmpty ? "" : ".") + name
      } else {
        path += "[\(max(0, outer.count - 1))]"
      }
    }
    return path + (path.isEmpty ? "" : ".") + key
  }
}
