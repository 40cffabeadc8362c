/// Reads objects of JSON into a table: one record for an object, and one for each object that stands
/// in the list or object of its children.
///
/// Iterative: a tree may be as deep as it likes. O(n) in the bytes, O(depth) memory beside the table.
struct RecordReader {
  /// An object or list that is open.
  private struct Frame: BitwiseCopyable {
    enum Kind: UInt8 {
      /// Among the members of a record's object, or of one that stands in it.
      case object
      /// Among the children of a record.
      case list
      /// Among the children of a record, each with its key.
      case members
      /// In a list of the action that leads to a child and the child.
      case pair
    }

    /// The record.
    var row: Int32
    /// The keys of its object.
    var keys: Int32 = 0
    var kind: Kind
    var isFirst = true
    /// The action of a pair.
    var name = Cell.missing
  }

  let table: RecordTable
  private let keys: KeyTable
  private let key: Int?

  /// What a child is that is no object but a text or a number.
  static let leafColumn = "@leaf"

  /// `childKeys` says where the children of records stand.
  init(_ table: RecordTable, _ childKeys: ChildKeys) {
    self.table = table
    key = table.column(RecordTable.keyColumn)
    keys = KeyTable(table, childKeys)
  }

  /// Reads an object and all its descendants; returns the number of its record.
  ///
  /// - Parameter name: the cell of the object's key, if it stands under one.
  func read(
    _ cursor: inout JSONCursor, parent: Int = -1, named name: Cell? = nil
  ) throws(ReadingFault) -> Int {
    var open: [Frame] = []
    var frame = begin(&cursor, parent, name)
    let first = Int(frame.row)
    while true {
      let isObject = frame.kind == .object || frame.kind == .members
      if try cursor.closes(isObject: isObject, isFirst: frame.isFirst) {
        guard let outer = open.popLast() else { return first }
        frame = outer
        continue
      }
      frame.isFirst = false
      let inner: Frame?
      switch frame.kind {
      case .object: inner = try member(&cursor, frame)
      case .list: inner = try child(&cursor, Int(frame.row), nil)
      case .pair: inner = try part(&cursor, &frame)
      case .members:
        let range = try cursor.keyRange()
        inner = try child(&cursor, Int(frame.row), .json(range.lowerBound - 1))
      }
      if let inner {
        open.append(frame)
        frame = inner
      }
    }
  }

  /// Adds a record for the object that begins here.
  private func begin(_ cursor: inout JSONCursor, _ parent: Int, _ name: Cell?) -> Frame {
    let row = table.add(parent: parent)
    if let name, let key, !name.isEmpty { table.set(name, key, row) }
    cursor.bytes.pass(cursor.at)
    cursor.at += 1
    return Frame(row: Int32(row), kind: .object)
  }

  /// Reads one child: an object, or a text or number that stands for a leaf.
  private func child(
    _ cursor: inout JSONCursor, _ parent: Int, _ name: Cell?
  ) throws(ReadingFault) -> Frame? {
    let byte = cursor.next()
    switch byte {
    case UInt8(ascii: "{"): return begin(&cursor, parent, name)
    case UInt8(ascii: "["):
      cursor.at += 1
      return Frame(row: Int32(parent), kind: .pair, name: name ?? .missing)
    default:
      addLeaf(try scalar(&cursor, byte), parent, name)
    }
    return nil
  }

  /// Adds a record for a text or a number, and none for nothing.
  private func addLeaf(_ cell: Cell, _ parent: Int, _ name: Cell?) {
    if cell.isEmpty { return }
    let row = table.add(parent: parent)
    if let name, let key { table.set(name, key, row) }
    if let column = table.column(Self.leafColumn) { table.set(cell, column, row) }
  }

  /// Reads one item of a pair: the first text or number is the action, an object is the child.
  private func part(
    _ cursor: inout JSONCursor, _ frame: inout Frame
  ) throws(ReadingFault) -> Frame? {
    let byte = cursor.next()
    switch byte {
    case UInt8(ascii: "{"): return begin(&cursor, Int(frame.row), frame.name)
    case UInt8(ascii: "["): try cursor.skipValue()
    default:
      let cell = try scalar(&cursor, byte)
      if frame.name.isEmpty { frame.name = cell }
    }
    return nil
  }

  /// Reads a text, number or truth.
  private func scalar(
    _ cursor: inout JSONCursor, _ byte: UInt8
  ) throws(ReadingFault) -> Cell {
    guard byte == UInt8(ascii: "\"") else { return try cursor.word() }
    let offset = cursor.at
    _ = try cursor.skipString()
    return .json(offset)
  }

  /// Reads one member of an object; returns what it opens.
  @inline(__always)
  private func member(_ cursor: inout JSONCursor, _ frame: Frame) throws(ReadingFault) -> Frame? {
    let entry = try keys.entry(&cursor, in: Int(frame.keys))
    let byte = cursor.next()
    let offset = cursor.at
    let cell: Cell
    switch byte {
    case UInt8(ascii: "\""):
      _ = try cursor.skipString()
      cell = .json(offset)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let isList = byte == UInt8(ascii: "[")
      if !isList, entry.role == .branch || entry.role == .action {
        return begin(&cursor, Int(frame.row), .json(entry.name - 1))
      }
      if entry.role == .children || entry.role == .branch, try holdsRecords(cursor) {
        cursor.at += 1
        return Frame(row: frame.row, kind: isList ? .list : .members)
      }
      if entry.column >= 0 { table.set(.json(offset), Int(entry.column), Int(frame.row)) }
      if isList || entry.keys < 0 {
        try cursor.skipValue()
        return nil
      }
      cursor.at += 1
      return Frame(row: frame.row, keys: entry.keys, kind: .object)
    default: cell = try cursor.word()
    }
    if entry.role == .branch {
      addLeaf(cell, Int(frame.row), .json(entry.name - 1))
      return nil
    }
    if entry.column >= 0 { table.set(cell, Int(entry.column), Int(frame.row)) }
    return nil
  }

  /// Whether what stands under the key of the children holds objects, texts, numbers or nothing, and not lists.
  private func holdsRecords(_ cursor: JSONCursor) throws(ReadingFault) -> Bool {
    var ahead = cursor
    let isObject = ahead.next() == UInt8(ascii: "{")
    ahead.at += 1
    if isObject {
      guard ahead.next() == UInt8(ascii: "\"") else { return true }
      _ = try ahead.keyRange()
    }
    var first = ahead.next()
    // A list of pairs: of an action and an object.
    if !isObject, first == UInt8(ascii: "[") {
      ahead.at += 1
      let byte = ahead.next()
      guard byte != UInt8(ascii: "{"), byte != UInt8(ascii: "["), byte != UInt8(ascii: "]") else {
        return false
      }
      _ = try scalar(&ahead, byte)
      guard ahead.next() == UInt8(ascii: ",") else { return false }
      ahead.at += 1
      first = ahead.next()
    }
    return first != UInt8(ascii: "[")
  }
}
