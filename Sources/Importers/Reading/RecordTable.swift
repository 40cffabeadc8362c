import Groundwork

/// Records of a file as columns: a column for each path of keys, a cell for each record.
///
/// What the five shapes of trees have in common: a reader fills it, the mapping says what its columns
/// mean. 8 bytes a cell; texts, lists and objects of JSON stay in the file.
final class RecordTable {
  /// The text that cells refer to.
  let source: SourceText
  /// The paths of the columns (`value.N`), in the order in which they were met.
  private(set) var names: [String] = []
  private var places: [String: Int] = [:]
  private var columns: [[UInt64]] = []
  /// Texts that do not stand in the file as they are.
  private var texts: [String] = []
  /// How many records there are.
  private(set) var count = 0
  /// The record that each one stands in, where the shape says so: -1 for none.
  private(set) var parents: [Int32] = []
  /// Where each record begins, in bytes.
  private(set) var offsets: [Int] = []

  /// Lists that stand nowhere in the file, by their records.
  var lists: [Int: [JSONValue]] = [:]

  /// Records that are no nodes.
  var dropped: Set<Int> = []

  /// As many columns are kept: what else a record holds can be named by a path.
  static let mostColumns = 160

  /// The key of a record in the object that it stands in.
  static let keyColumn = "@key"

  init(_ source: SourceText) { self.source = source }

  /// Adds a record without cells and returns its number.
  @inline(__always)
  func add(parent: Int = -1, at offset: Int = 0) -> Int {
    parents.append(Int32(truncatingIfNeeded: parent))
    offsets.append(offset)
    count += 1
    return count - 1
  }

  /// Forgets the newest records.
  func truncate(to newCount: Int) {
    parents.removeLast(max(0, parents.count - newCount))
    offsets.removeLast(max(0, offsets.count - newCount))
    for index in columns.indices where columns[index].count > newCount {
      columns[index].removeLast(max(0, columns[index].count - newCount))
    }
    count = newCount
  }

  /// Returns the column of a path, a new one if there is none; nil where no more are kept.
  func column(_ name: String) -> Int? {
    if let place = places[name] { return place }
    guard names.count < Self.mostColumns else { return nil }
    places[name] = names.count
    names.append(name)
    columns.append([])
    return names.count - 1
  }

  /// Gives a record its parent.
  func setParent(_ parent: Int, of row: Int) { parents[row] = Int32(parent) }

  /// Gives a column another name.
  func rename(_ column: Int, to name: String) {
    places[names[column]] = nil
    names[column] = name
    places[name] = column
  }

  /// Returns the column of a path; nil where there is none.
  func existing(_ name: String) -> Int? { places[name] }

  /// Sets a cell; of a key that is there twice the first one counts.
  @inline(__always)
  func set(_ cell: Cell, _ column: Int, _ row: Int) {
    let length = columns[column].count
    if length == row {
      columns[column].append(cell.bits)
    } else if length < row {
      pad(column, to: row)
      columns[column].append(cell.bits)
    } else if columns[column][row] == Cell.missing.bits {
      columns[column][row] = cell.bits
    }
  }

  /// Sets a cell again.
  func replace(_ cell: Cell, _ column: Int, _ row: Int) {
    pad(column, to: row + 1)
    columns[column][row] = cell.bits
  }

  @inline(never)
  private func pad(_ column: Int, to length: Int) {
    let missing = max(0, length - columns[column].count)
    columns[column].append(contentsOf: repeatElement(Cell.missing.bits, count: missing))
  }

  /// Sets a text under a path.
  func set(_ text: String, under name: String, _ row: Int) {
    guard let column = column(name) else { return }
    set(store(text), column, row)
  }

  /// Sets a number under a path.
  func set(_ number: Double, under name: String, _ row: Int) {
    guard let column = column(name) else { return }
    set(.number(number), column, row)
  }

  /// Sets what a word says under a path: a number, nothing, a truth or a text.
  func set(word: String, under name: String, _ row: Int) {
    guard let column = column(name) else { return }
    set(WordText.cell(of: word) ?? store(word), column, row)
  }

  /// Keeps a text and returns the cell that stands for it.
  func store(_ text: String) -> Cell {
    texts.append(text)
    return .stored(texts.count - 1)
  }

  /// Returns a cell.
  @inline(__always)
  func cell(_ column: Int, _ row: Int) -> Cell {
    let cells = columns[column]
    return row < cells.count ? Cell(bits: cells[row]) : .missing
  }

  // MARK: - What cells mean

  /// Returns the number in a cell, of a text one that is written as a number; nil for any other.
  func number(_ cell: Cell) -> Double? {
    switch cell.content {
    case .number(let number): number
    case .bool, .missing, .null: nil
    case .range, .stored: text(cell).flatMap { Double($0) }
    case .json(let offset):
      source.bytes[offset] == UInt8(ascii: "\"")
        ? text(cell).flatMap { WordText.number(of: $0) } : nil
    }
  }

  /// Returns the text in a cell; a number is written out, lists and objects are none.
  func text(_ cell: Cell) -> String? {
    switch cell.content {
    case .missing, .null: nil
    case .number(let number): WordText.text(of: number)
    case .bool(let truth): truth ? "true" : "false"
    case .range(let range): source.text(range)
    case .stored(let place): texts[place]
    case .json(let offset):
      source.bytes[offset] == UInt8(ascii: "\"") ? string(at: offset) : nil
    }
  }

  private func string(at offset: Int) -> String? {
    var cursor = JSONCursor(source.bytes, at: offset)
    do throws(ReadingFault) { return try cursor.string() } catch { return nil }
  }

  /// Whether a cell is a text that is no number.
  func isText(_ cell: Cell) -> Bool {
    switch cell.content {
    case .range(let range): Double(source.text(range)) == nil
    case .stored: true
    case .json(let offset): source.bytes[offset] == UInt8(ascii: "\"")
    case .missing, .null, .number, .bool: false
    }
  }

  /// Whether a cell is a list of JSON.
  func isList(_ cell: Cell) -> Bool {
    if case .json(let offset) = cell.content { return source.bytes[offset] == UInt8(ascii: "[") }
    return false
  }

  /// Returns a cell as a value, lists and objects with all that is in them.
  func value(_ cell: Cell) -> JSONValue {
    switch cell.content {
    case .missing, .null: return .null
    case .number(let number): return .number(number)
    case .bool(let truth): return .bool(truth)
    case .range, .stored: return text(cell).map { .string($0) } ?? .null
    case .json(let offset):
      var cursor = JSONCursor(source.bytes, at: offset)
      do throws(ReadingFault) { return try cursor.value() } catch { return .null }
    }
  }
}
