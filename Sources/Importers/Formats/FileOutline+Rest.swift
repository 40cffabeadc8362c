import Groundwork

/// What stands behind the beginning of a long document.
///
/// A list of nodes may take many megabytes before the key of the edges comes.
extension FileOutline {
  /// As many bytes of each further value are looked at.
  private static let sizeOfFurther = 16 << 10

  /// Whether the keys behind the beginning of a document matter for what it is: not where it is one tree within
  /// another.
  static func needsRest(_ document: JSONValue) -> Bool {
    guard let (_, shape) = JSONShape.find(in: document) else { return document.members != nil }
    switch shape {
    case .nested(let key): return WordText.normalized(key) == "nodes"
    case .records, .keyed: return document.members != nil
    case .branches, .actions, .tagged, .pathed, .graph, .adjacency, .elements: return false
    }
  }

  /// Returns a cut object with the members that follow in the file, and the beginnings of their values.
  ///
  /// O(n) in the bytes of the document; the cursor stands at the object.
  static func whole(
    _ value: JSONValue, _ cursor: inout JSONCursor
  ) throws(ReadingFault) -> JSONValue {
    guard var members = value.members, cursor.next() == UInt8(ascii: "{") else {
      try cursor.skipValue()
      return value
    }
    cursor.at += 1
    var place = 0
    do throws(ReadingFault) {
      while try !cursor.closes(isObject: true, isFirst: place == 0) {
        let key = try cursor.key()
        if place == members.count - 1, members[place].value.members != nil {
          members[place].value = try whole(members[place].value, &cursor)
        } else {
          if place >= members.count, members.count < mostFurther {
            var ahead = cursor
            ahead.end = min(cursor.end, cursor.at + sizeOfFurther)
            members.append(.init(key, try ahead.value(isCut: true)))
          }
          try cursor.skipValue()
        }
        place += 1
      }
    } catch {
      // What is broken is found where it is read.
      cursor.at = cursor.end
    }
    return .object(members)
  }

  /// As many members are kept.
  private static let mostFurther = 1_000
}
