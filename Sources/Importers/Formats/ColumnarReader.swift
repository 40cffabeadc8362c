import Groundwork

/// Reads tables that were written as JSON by their columns: those of pandas (`columns`, `split`, `list`), of
/// Weights & Biases, and lists of rows under a head.
enum ColumnarReader {
  /// Whether a document is a table whose columns say the ids of nodes and of their parents.
  static func recognizes(_ document: JSONValue) -> Bool {
    names(of: document).map { TableText.areOfTree($0) } ?? false
  }

  private static func names(of document: JSONValue) -> [String]? {
    if let head = document["columns"]?.elements, document["data"]?.elements?.first?.elements != nil
    {
      return head.compactMap { FieldReader.text(of: $0) }
    }
    if let head = document.elements?.first?.elements {
      let names = head.compactMap(\.string)
      return names.count == head.count ? names : nil
    }
    // What a single record says of itself is no column.
    let columns = (document.members ?? []).filter { isColumn($0.value) }
    return columns.count > 1 ? columns.map(\.key) : nil
  }

  /// Whether a value holds the cells of a column: in a list, or by the names of their rows.
  private static func isColumn(_ value: JSONValue) -> Bool {
    let cells = value.elements ?? value.members?.map(\.value) ?? []
    return !cells.isEmpty && cells.prefix(100).allSatisfy { $0.members == nil }
  }

  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .ids, format: FormatPreset.columnar.title)
    var documents = JSONDocuments(source)
    guard let start = documents.next() else {
      throw ImportError(.unreadable, "there is no JSON document in the file")
    }
    do throws(ReadingFault) {
      var cursor = start
      for key in source.base { _ = try enter(key, &cursor) }
      var ahead = cursor
      if cursor.next() == UInt8(ascii: "[") {
        try readRows(&cursor, table, names: nil)
      } else if try enter("columns", &ahead), ahead.next() == UInt8(ascii: "["),
        try enter("data", &cursor)
      {
        let names = try ahead.value().elements ?? []
        try readRows(&cursor, table, names: names.map { FieldReader.text(of: $0) ?? "" })
      } else {
        let lengths = try readColumns(&cursor, table)
        for (name, length) in lengths where length < table.count {
          reading.remarks.append("column \(name) has \(length) of \(table.count) cells")
        }
      }
    } catch {
      throw error.error(in: source)
    }
    reading.groups = [.init(rows: 0..<table.count)]
    return TableText.linked(reading)
  }

  /// Goes to the value of a key in the object that begins here; returns whether there is one.
  private static func enter(
    _ key: String, _ cursor: inout JSONCursor
  ) throws(ReadingFault) -> Bool {
    guard cursor.next() == UInt8(ascii: "{") else { return false }
    cursor.at += 1
    var isFirst = true
    while try !cursor.closes(isObject: true, isFirst: isFirst) {
      isFirst = false
      if try cursor.key() == key { return true }
      try cursor.skipValue()
    }
    return false
  }

  /// Reads a list of rows; the first one is the head, where there are no names.
  private static func readRows(
    _ cursor: inout JSONCursor, _ table: RecordTable, names: [String]?
  ) throws(ReadingFault) {
    guard cursor.next() == UInt8(ascii: "[") else { throw cursor.fault("expected a list of rows") }
    cursor.at += 1
    var columns = names?.map { table.column($0) }
    var isFirst = true
    while try !cursor.closes(isObject: false, isFirst: isFirst) {
      isFirst = false
      guard let known = columns else {
        columns = (try cursor.value().elements ?? []).map {
          FieldReader.text(of: $0).flatMap { table.column($0) }
        }
        continue
      }
      guard cursor.next() == UInt8(ascii: "[") else { throw cursor.fault("expected a row") }
      cursor.at += 1
      let row = table.add()
      var place = 0
      while try !cursor.closes(isObject: false, isFirst: place == 0) {
        let cell = try cell(&cursor)
        if place < known.count, let column = known[place] { table.set(cell, column, row) }
        place += 1
      }
    }
  }

  /// Reads an object of columns, each one a list, or an object with a cell for each row by its name.
  ///
  /// Returns how many cells each column has.
  private static func readColumns(
    _ cursor: inout JSONCursor, _ table: RecordTable
  ) throws(ReadingFault) -> [(name: String, length: Int)] {
    var lengths: [(name: String, length: Int)] = []
    guard cursor.next() == UInt8(ascii: "{") else { throw cursor.fault("expected an object") }
    cursor.at += 1
    var isFirst = true
    while try !cursor.closes(isObject: true, isFirst: isFirst) {
      isFirst = false
      let name = try cursor.key()
      let byte = cursor.next()
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "["), let column = table.column(name)
      else {
        try cursor.skipValue()
        continue
      }
      cursor.at += 1
      var row = 0
      while try !cursor.closes(isObject: byte == UInt8(ascii: "{"), isFirst: row == 0) {
        if byte == UInt8(ascii: "{") { _ = try cursor.keyRange() }
        let cell = try cell(&cursor)
        while table.count <= row { _ = table.add() }
        table.set(cell, column, row)
        row += 1
      }
      lengths.append((name, row))
    }
    return lengths
  }

  private static func cell(_ cursor: inout JSONCursor) throws(ReadingFault) -> Cell {
    switch cursor.next() {
    case UInt8(ascii: "\""), UInt8(ascii: "["), UInt8(ascii: "{"):
      let offset = cursor.at
      try cursor.skipValue()
      return .json(offset)
    default: return try cursor.word()
    }
  }
}

extension FormatPreset {
  /// A table in JSON, by its columns.
  static let columnar = FormatPreset(
    name: "columns", title: "a table in JSON",
    recognizes: { outline in ColumnarReader.recognizes(outline.document) },
    read: { (source, outline) throws(ImportError) in try ColumnarReader.read(source) })
}
