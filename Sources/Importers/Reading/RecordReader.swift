/// Reads objects of JSON into a table: one record for an object, and one for each object that stands
/// in the list or object of its children.
///
/// Iterative: a tree may be as deep as it likes. O(n) in the bytes, O(depth) memory beside the table.
struct RecordReader {
  /// What a key of an object leads to.
  private struct Entry {
    var name: ArraySlice<UInt8>
    /// The column of its values; -1 where no more are kept.
    var column: Int
    /// The keys of the object under it; -1 where those are not looked at.
    var keys: Int
    /// Whether its value holds the children.
    var isChildren: Bool
  }

  private struct KeySet {
    var path: String
    var depth: Int
    var entries: [Entry] = []
    /// The entry that followed the last one that was found.
    var next = 0
  }

  private enum Frame {
    /// Among the members of a record's object, or of one that stands in it.
    case object(row: Int, keys: Int, isFirst: Bool)
    /// Among the children of a record.
    case list(row: Int, isFirst: Bool)
    /// Among the children of a record, each with its key.
    case members(row: Int, isFirst: Bool)
    /// In a list that holds no records itself, but the list of children.
    case other
  }

  let table: RecordTable
  /// The key of the children, as it is compared; nil where records hold none.
  let childrenKey: String?
  private var keySets = [KeySet(path: "", depth: 0)]
  private let key: Int?
  /// The deepest object in a record whose keys have columns of their own.
  private static let deepest = 3

  init(_ table: RecordTable, childrenKey: String?) {
    self.table = table
    self.childrenKey = childrenKey.map { WordText.normalized($0) }
    key = table.column(RecordTable.keyColumn)
  }

  /// Reads an object and all its descendants; returns the number of its record.
  ///
  /// - Parameter name: the cell of the object's key, if it stands under one.
  mutating func read(
    _ cursor: inout JSONCursor, parent: Int = -1, named name: Cell? = nil
  ) throws(ReadingFault) -> Int {
    var frames: [Frame] = []
    let first = open(&cursor, &frames, parent, name)
    while let frame = frames.popLast() {
      switch frame {
      case .object(let row, let keys, let isFirst):
        if try cursor.closes(isObject: true, isFirst: isFirst) { continue }
        frames.append(.object(row: row, keys: keys, isFirst: false))
        try member(&cursor, &frames, row, keys)
      case .list(let row, let isFirst):
        if try cursor.closes(isObject: false, isFirst: isFirst) { continue }
        frames.append(.list(row: row, isFirst: false))
        try child(&cursor, &frames, row, nil)
      case .members(let row, let isFirst):
        if try cursor.closes(isObject: true, isFirst: isFirst) { continue }
        frames.append(.members(row: row, isFirst: false))
        let range = try cursor.keyRange()
        try child(&cursor, &frames, row, .json(range.lowerBound - 1))
      case .other: break
      }
    }
    return first
  }

  private mutating func open(
    _ cursor: inout JSONCursor, _ frames: inout [Frame], _ parent: Int, _ name: Cell?
  ) -> Int {
    let row = table.add(parent: parent, at: cursor.at)
    if let name, let key { table.set(name, key, row) }
    cursor.at += 1
    frames.append(.object(row: row, keys: 0, isFirst: true))
    return row
  }

  /// Reads one child: an object, or a text or number that stands for a leaf.
  private mutating func child(
    _ cursor: inout JSONCursor, _ frames: inout [Frame], _ parent: Int, _ name: Cell?
  ) throws(ReadingFault) {
    let byte = cursor.next()
    switch byte {
    case UInt8(ascii: "{"): _ = open(&cursor, &frames, parent, name)
    case UInt8(ascii: "["): try cursor.skipValue()
    default:
      let offset = cursor.at
      var cell = Cell.json(offset)
      if byte == UInt8(ascii: "\"") {
        _ = try cursor.skipString()
      } else {
        cell = try cursor.word()
      }
      if cell.isEmpty { return }
      let row = table.add(parent: parent, at: offset)
      if let name, let key { table.set(name, key, row) }
      if let column = table.column("@value") { table.set(cell, column, row) }
    }
  }

  private mutating func member(
    _ cursor: inout JSONCursor, _ frames: inout [Frame], _ row: Int, _ keys: Int
  ) throws(ReadingFault) {
    let entry = entry(try cursor.keyRange(), keys, cursor.bytes)
    let byte = cursor.next()
    let isContainer = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
    if isContainer, entry.isChildren, try holdsRecords(cursor) {
      cursor.at += 1
      frames.append(
        byte == UInt8(ascii: "[")
          ? .list(row: row, isFirst: true) : .members(row: row, isFirst: true))
      return
    }
    let offset = cursor.at
    switch byte {
    case UInt8(ascii: "\""):
      _ = try cursor.skipString()
      if entry.column >= 0 { table.set(.json(offset), entry.column, row) }
    case UInt8(ascii: "{"):
      if entry.column >= 0 { table.set(.json(offset), entry.column, row) }
      guard entry.keys >= 0 else { return try cursor.skipValue() }
      cursor.at += 1
      frames.append(.object(row: row, keys: entry.keys, isFirst: true))
    case UInt8(ascii: "["):
      if entry.column >= 0 { table.set(.json(offset), entry.column, row) }
      try cursor.skipValue()
    default:
      let cell = try cursor.word()
      if entry.column >= 0 { table.set(cell, entry.column, row) }
    }
  }

  /// Whether what stands under the key of the children holds objects or nothing, and not ids.
  private func holdsRecords(_ cursor: JSONCursor) throws(ReadingFault) -> Bool {
    var ahead = cursor
    let isObject = ahead.next() == UInt8(ascii: "{")
    ahead.at += 1
    if isObject {
      guard ahead.next() == UInt8(ascii: "\"") else { return true }
      _ = try ahead.keyRange()
    }
    let first = ahead.next()
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "]") || first == UInt8(ascii: "}")
      || first == UInt8(ascii: "n") || isObject && first != UInt8(ascii: "[")
  }

  /// Returns what a key leads to, a new entry where it is met for the first time.
  @inline(__always)
  private mutating func entry(_ name: Range<Int>, _ keys: Int, _ bytes: [UInt8]) -> Entry {
    let entries = keySets[keys].entries
    let guess = keySets[keys].next
    // Writers give the keys of each object in the same order.
    if guess < entries.count, Self.isSame(entries[guess].name, name, bytes) {
      keySets[keys].next = guess + 1
      return entries[guess]
    }
    return found(name, keys, bytes)
  }

  private static func isSame(
    _ known: ArraySlice<UInt8>, _ name: Range<Int>, _ bytes: [UInt8]
  ) -> Bool {
    guard known.count == name.count else { return false }
    var index = known.startIndex
    for place in name {
      if bytes[place] != known[index] { return false }
      index += 1
    }
    return true
  }

  @inline(never)
  private mutating func found(_ name: Range<Int>, _ keys: Int, _ bytes: [UInt8]) -> Entry {
    if let place = keySets[keys].entries.firstIndex(where: { Self.isSame($0.name, name, bytes) }) {
      keySets[keys].next = place + 1
      return keySets[keys].entries[place]
    }
    let text = JSONCursor.decoded(name, of: bytes)
    let path = keySets[keys].path.isEmpty ? text : keySets[keys].path + "." + text
    let depth = keySets[keys].depth + 1
    var entry = Entry(
      name: bytes[name], column: table.column(path) ?? -1, keys: -1,
      isChildren: childrenKey != nil && WordText.normalized(text) == childrenKey)
    // Objects whose keys are data have no end of them.
    if depth <= Self.deepest, keySets.count < 64 {
      entry.keys = keySets.count
      keySets.append(KeySet(path: path, depth: depth))
    }
    if keySets[keys].entries.count < 256 {
      keySets[keys].entries.append(entry)
      keySets[keys].next = keySets[keys].entries.count
    }
    return entry
  }
}
