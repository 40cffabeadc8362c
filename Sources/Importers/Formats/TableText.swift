import Groundwork

/// Reads tables: CSV, TSV, or with semicolons and decimal commas.
enum TableText {
  /// Whether the first line names columns of a tree, and the second one has as many cells.
  static func recognizes(_ text: String) -> Bool { head(of: text) != nil }

  /// As many lines may stand before the head.
  private static let mostBefore = 30

  /// Returns how many lines that are not empty stand before the head, and what separates its cells.
  private static func head(of text: String) -> (before: Int, separator: UInt8)? {
    let all = text.split(maxSplits: mostRows, whereSeparator: \.isNewline)
    let lines = all.prefix(mostBefore).map { Array($0.utf8) }
    for place in lines.indices where place + 1 < all.count {
      if let separator = separator(ofHead: lines[place][...]) { return (place, separator) }
      if let separator = separator(ofHead: lines[place][...], before: all[(place + 1)...]) {
        return (place, separator)
      }
    }
    return nil
  }

  /// As many rows are looked at to find out whether a column holds paths.
  private static let mostRows = 2_000

  /// Returns what separates the cells of a head that names a path, where the rows below hold some of a tree.
  private static func separator(
    ofHead line: ArraySlice<UInt8>, before rows: ArraySlice<Substring>
  ) -> UInt8? {
    for separator in separators {
      let head = cells(of: line, separator)
      guard head.count > 1, let place = PathTable.place(in: head) else { continue }
      // The last line may be cut.
      let paths = rows.dropLast(rows.count > 100 ? 1 : 0).compactMap { row in
        let cells = cells(of: Array(row.utf8)[...], separator)
        return cells.count == head.count ? cells[place] : nil
      }
      if PathTable.areNested(paths) { return separator }
    }
    return nil
  }

  private static let separators = [
    UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"),
  ]

  private static func separator(ofHead line: ArraySlice<UInt8>) -> UInt8? {
    for separator in separators {
      let head = cells(of: line, separator)
      guard head.count > 1 else { continue }
      if areOfTree(head) { return separator }
    }
    return nil
  }

  /// Whether columns say the ids of nodes and of their parents, or both ends of edges.
  static func areOfTree(_ head: [String]) -> Bool {
    let keys = Set(head.map { WordText.normalized($0) })
    func has(_ field: MapField) -> Bool {
      field.keys.contains { keys.contains(WordText.normalized($0)) }
    }
    let hasEnds = JSONShape.edgeKeys.contains {
      keys.contains($0.source) && keys.contains($0.target)
    }
    // The index of a table of pandas has no name.
    let hasBranches =
      BranchColumns.keys(in: head) != nil && !keys.isDisjoint(with: JSONShape.statisticKeys)
    return (has(.id) || head.first == "") && has(.parent) || hasEnds || hasBranches
      || JSONShape.arePlaces(head)
  }

  private static func cells<Bytes: RandomAccessCollection<UInt8>>(
    of line: Bytes, _ separator: UInt8
  ) -> [String] where Bytes.Index == Int {
    var cells: [String] = []
    var index = line.startIndex
    while true {
      let cell = cell(line, &index, separator)
      cells.append(String(decoding: cell, as: UTF8.self))
      guard index < line.endIndex else { return cells }
      index += 1
      if index == line.endIndex {
        cells.append("")
        return cells
      }
    }
  }

  private static func cell<Bytes: RandomAccessCollection<UInt8>>(
    _ line: Bytes, _ index: inout Int, _ separator: UInt8
  ) -> [UInt8] where Bytes.Index == Int {
    var cell: [UInt8] = []
    var isQuoted = false
    while index < line.endIndex {
      let byte = line[index]
      if byte == UInt8(ascii: "\"") {
        if isQuoted, index + 1 < line.endIndex, line[index + 1] == byte {
          cell.append(byte)
          index += 1
        } else {
          isQuoted.toggle()
        }
      } else if !isQuoted, byte == separator || byte == 0x0a {
        break
      } else if byte != 0x0d {
        cell.append(byte)
      }
      index += 1
    }
    return cell
  }

  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let bytes = source.bytes
    let beginning = source.text(0..<min(bytes.count, 64 << 10))
    guard let (before, separator) = head(of: beginning) else {
      throw ImportError(
        .unreadable, line: 1, column: 1, "a head with an id and a parent is expected")
    }
    let table = RecordTable(source)
    let reading = ForeignReading(
      table, link: .ids,
      format: separator == UInt8(ascii: "\t") ? "a table (TSV)" : "a table (CSV)")
    // A tab may stand before the head: the first column has no name.
    var start = bytes.firstIndex { $0 > 0x20 || $0 == 0x09 } ?? 0
    for _ in 0..<before {
      start = source.endOfLine(from: start) + 1
      while start < bytes.count, bytes[start] <= 0x20, bytes[start] != 0x09 { start += 1 }
    }
    reading.passOver("lines that are no rows", before)
    let headEnd = source.endOfLine(from: start)
    let names = cells(of: bytes[start..<headEnd], separator).map { name in
      name.drop { $0 == "#" || $0 == " " }.trimmingBlanks
    }
    let isIndex = names.first == "" && !hasID(names)
    let columns = names.enumerated().map { place, name in
      table.column(
        !name.isEmpty ? name : place == 0 && isIndex ? "id" : "column \(place + 1)")
    }
    let hasCommas = separator == UInt8(ascii: ";")
    start = headEnd + 1
    var line = 1
    let rulerEnd = max(start, source.endOfLine(from: start))
    if isRuler(bytes[min(start, bytes.count)..<min(rulerEnd, bytes.count)]) {
      start = rulerEnd + 1
      line += 1
    }
    var noise = 0
    var uneven: (count: Int, line: Int) = (0, 0)
    var cursor = JSONCursor(bytes)
    while start < bytes.count {
      line += 1
      // The line of a log has no cells.
      if columns.count > 2, !isRow(bytes, start, separator) {
        let end = source.endOfLine(from: start)
        if bytes[start..<end].contains(where: { $0 > 0x20 }) { noise += 1 }
        start = end + 1
        continue
      }
      let row = table.count
      var place = 0
      var index = start
      var isEmpty = true
      while true {
        let cell = quickCell(&cursor, &index, separator, hasCommas, table)
        if place < columns.count, let column = columns[place], cell.bits != Cell.missing.bits {
          if isEmpty {
            _ = table.add()
            isEmpty = false
          }
          table.set(cell, column, row)
        }
        place += 1
        guard index < bytes.count, bytes[index] == separator else { break }
        index += 1
      }
      if !isEmpty, place != columns.count {
        uneven = (uneven.count + 1, uneven.line == 0 ? line : uneven.line)
      }
      start = index + 1
    }
    reading.passOver("lines that are no rows", noise)
    if uneven.count > 0 {
      reading.remarks.append(
        "\(uneven.count) rows have another number of cells than the head, the first in line \(uneven.line)"
      )
    }
    reading.groups = [.init(rows: 0..<table.count)]
    return linked(reading)
  }

  /// A table without ids, of edges alone: nodes are what they name.
  static func linked(_ reading: ForeignReading) -> ForeignReading {
    let table = reading.table
    PathTable.link(reading)
    if reading.link == .parents { return reading }
    BranchColumns.link(reading)
    let hasEnds = JSONShape.edgeKeys.contains { ends in
      table.existing(ends.source) != nil && table.existing(ends.target) != nil
    }
    guard !hasID(table.names), hasEnds else { return reading }
    EdgeEnds.name(in: table)
    let nodes = ForeignReading(RecordTable(table.source), link: .ids, format: "a table of edges")
    nodes.edges = table
    nodes.remarks = reading.remarks
    nodes.groups = [.init(rows: 0..<0, edges: 0..<table.count)]
    return nodes
  }

  private static func hasID(_ names: [String]) -> Bool {
    MapField.id.keys.contains { key in
      names.contains { WordText.normalized($0) == WordText.normalized(key) }
    }
  }

  /// Whether a line has a separator.
  @inline(__always)
  private static func isRow(_ bytes: SourceBytes, _ start: Int, _ separator: UInt8) -> Bool {
    var place = start
    while place < bytes.count, bytes[place] != 0x0a {
      if bytes[place] == separator || bytes[place] == UInt8(ascii: "\"") { return true }
      place += 1
    }
    return false
  }

  /// Whether a line is the one below the head of a table in Markdown.
  private static func isRuler(_ line: Slice<SourceBytes>) -> Bool {
    line.contains(UInt8(ascii: "-")) && line.allSatisfy { "|-: \r".utf8.contains($0) }
  }

  /// Reads one cell, without the blanks round it, and stops at the separator or the end of the line.
  @inline(__always)
  private static func quickCell(
    _ cursor: inout JSONCursor, _ index: inout Int, _ separator: UInt8, _ hasCommas: Bool,
    _ table: RecordTable
  ) -> Cell {
    let bytes = cursor.bytes
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    let start = index
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      if let range = plainQuoted(bytes, &index, separator) { return .range(range) }
      let text = String(decoding: cell(bytes, &index, separator), as: UTF8.self)
      return WordText.cell(of: text) ?? table.store(text)
    }
    while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0a { index += 1 }
    var end = index
    while end > start, bytes[end - 1] == 0x0d || bytes[end - 1] == 0x20 { end -= 1 }
    if end == start { return .missing }
    let first = bytes[start]
    let isNumber =
      0x30...0x39 ~= first || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
      || first == UInt8(ascii: ".")
    if isNumber {
      (cursor.at, cursor.end) = (start, end)
      do throws(ReadingFault) {
        let cell = try cursor.word()
        if cursor.at == end { return cell }
      } catch {
        // A text that begins like a number.
      }
    }
    if isNumber || end - start <= 9 && mayBeWord(first) {
      var word = String(decoding: bytes[start..<end], as: UTF8.self)
      if hasCommas, isNumber { word = word.replacing(",", with: ".") }
      if let cell = WordText.cell(of: word) { return cell }
    }
    return end - start <= Cell.longestRange
      ? .range(start..<end) : table.store(String(decoding: bytes[start..<end], as: UTF8.self))
  }

  /// Reads a cell in quotes that holds a text as it stands there, and no word that may be a number or nothing;
  /// nil, and nothing is read, where it is anything else.
  private static func plainQuoted(
    _ bytes: SourceBytes, _ index: inout Int, _ separator: UInt8
  ) -> Range<Int>? {
    let start = index + 1
    guard start < bytes.count, bytes[start] >= UInt8(ascii: ":") else { return nil }
    var end = start
    let limit = min(bytes.count, start + Cell.longestRange)
    while end < limit, bytes[end] != UInt8(ascii: "\""), bytes[end] != 0x0d { end += 1 }
    guard end < limit, bytes[end] == UInt8(ascii: "\""), end - start > WordText.longestNothing
    else { return nil }
    let next = end + 1
    guard next == bytes.count || bytes[next] == separator || bytes[next] == 0x0a else { return nil }
    index = next
    return start..<end
  }

  /// Whether a word of that first letter may be nothing, a truth or infinity.
  private static func mayBeWord(_ first: UInt8) -> Bool {
    switch first | 0x20 {
    case UInt8(ascii: "n"), UInt8(ascii: "u"), UInt8(ascii: "t"), UInt8(ascii: "f"),
      UInt8(ascii: "i"), UInt8(ascii: "?"):
      true
    default: first == UInt8(ascii: "?")
    }
  }
}
