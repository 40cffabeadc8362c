import Groundwork

/// Records of a file as columns: a column for each path of keys, a cell for each record.
///
/// What the five shapes of trees have in common: a reader fills it, the mapping says what its columns
/// mean. 8 bytes a cell; texts, lists and objects of JSON stay in the file.
@safe
final class RecordTable {
  /// The text that cells refer to.
  let source: SourceText
  /// The paths of the columns (`value.N`), in the order in which they were met.
  private(set) var names: [String] = []
  private var places: [String: Int] = [:]
  /// The cells in pieces of as many rows: those of all columns for the first rows, then for the next; nil
  /// where nothing is known of any of the rows.
  private var pieces: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>
  /// The memory that pieces are cut from, and what is left of the newest.
  private var blocks: [UnsafeMutablePointer<UInt64>] = unsafe []
  private var rest = 0
  /// How many cells the newest block has; each is twice as large as the one before, up to the largest.
  private var blockCells = 0
  private static let largestBlock = 8 << 20 / MemoryLayout<UInt64>.stride
  /// How many rows there is room for in the list of pieces.
  private var capacity = 0
  /// Texts that do not stand in the file as they are.
  private var texts: [String] = []
  /// How many records there are.
  private(set) var count = 0
  /// The record that each one stands in, where the shape says so: -1 for none.
  private(set) var parents: [Int32] = []
  /// Lists that stand nowhere in the file, by their records.
  var lists: [Int: [JSONValue]] = [:]

  /// Records that are no nodes.
  var dropped: Set<Int> = []

  /// As many columns are kept: what else a record holds can be named by a path.
  static let mostColumns = 160

  /// The key of a record in the object that it stands in.
  static let keyColumn = "@key"

  private static let pieceRows = 4_096

  init(_ source: SourceText) {
    self.source = source
    unsafe pieces = .allocate(capacity: 0)
  }

  deinit {
    for place in unsafe blocks.indices { unsafe blocks[place].deallocate() }
    unsafe pieces.deallocate()
  }

  /// Adds a record without cells and returns its number.
  @inline(__always)
  func add(parent: Int = -1) -> Int {
    parents.append(Int32(truncatingIfNeeded: parent))
    count += 1
    if count > capacity { grow() }
    return count - 1
  }

  @inline(never)
  private func grow() {
    let old = capacity / Self.pieceRows * Self.mostColumns
    capacity = max(Self.pieceRows, capacity * 2)
    let new = capacity / Self.pieceRows * Self.mostColumns
    let list = UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>.allocate(capacity: new)
    unsafe list.moveInitialize(from: pieces, count: old)
    unsafe (list + old).initialize(repeating: nil, count: max(0, new - old))
    unsafe pieces.deallocate()
    unsafe pieces = list
  }

  /// Forgets the newest records.
  func truncate(to newCount: Int) {
    for row in min(newCount, count)..<count {
      for column in names.indices where cell(column, row).bits != Cell.missing.bits {
        replace(.missing, column, row)
      }
    }
    parents.removeLast(max(0, parents.count - newCount))
    count = min(count, newCount)
  }

  /// Returns the column of a path, a new one if there is none; nil where no more are kept.
  func column(_ name: String) -> Int? {
    if let place = places[name] { return place }
    guard names.count < Self.mostColumns else { return nil }
    places[name] = names.count
    names.append(name)
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
    let place = unsafe place(column, row)
    if unsafe place.pointee == Cell.missing.bits { unsafe place.pointee = cell.bits }
  }

  /// Sets a cell again.
  func replace(_ cell: Cell, _ column: Int, _ row: Int) {
    unsafe place(column, row).pointee = cell.bits
  }

  /// Where a cell is kept.
  @inline(__always)
  private func place(_ column: Int, _ row: Int) -> UnsafeMutablePointer<UInt64> {
    precondition(
      UInt(bitPattern: row) < UInt(bitPattern: count)
        && UInt(bitPattern: column) < UInt(Self.mostColumns), "no such cell")
    let piece = row / Self.pieceRows &* Self.mostColumns &+ column
    let cells = unsafe pieces[piece] ?? newPiece(piece)
    return unsafe cells + row % Self.pieceRows
  }

  @inline(never)
  private func newPiece(_ piece: Int) -> UnsafeMutablePointer<UInt64> {
    if rest == 0 { addBlock() }
    rest -= Self.pieceRows
    let cells = unsafe blocks[blocks.count - 1] + rest
    unsafe cells.initialize(repeating: Cell.missing.bits, count: Self.pieceRows)
    unsafe pieces[piece] = cells
    return unsafe cells
  }

  private func addBlock() {
    blockCells = min(max(Self.pieceRows, blockCells * 2), Self.largestBlock)
    let bytes = blockCells * MemoryLayout<UInt64>.stride
    let alignment = bytes < LargePages.size ? MemoryLayout<UInt64>.alignment : LargePages.size
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
    if bytes >= LargePages.size { unsafe LargePages.ask(memory, bytes) }
    unsafe blocks.append(memory.bindMemory(to: UInt64.self, capacity: blockCells))
    rest = blockCells
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
    guard UInt(bitPattern: row) < UInt(bitPattern: count),
      UInt(bitPattern: column) < UInt(Self.mostColumns)
    else { return .missing }
    let piece = row / Self.pieceRows &* Self.mostColumns &+ column
    guard let cells = unsafe pieces[piece] else { return .missing }
    return Cell(bits: unsafe cells[row % Self.pieceRows])
  }

  // MARK: - What cells mean

  /// Returns the number in a cell, of a text one that is written as a number; nil for any other.
  func number(_ cell: Cell) -> Double? {
    switch cell.content {
    case .number(let number): number
    case .bool, .missing, .null: nil
    case .range, .stored: text(cell).flatMap { Double($0) ?? WordText.groupedNumber(of: $0) }
    case .json(let offset):
      source.bytes[offset] == UInt8(ascii: "\"")
        ? text(cell).flatMap { WordText.groupedNumber(of: $0) } : nil
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

  /// Returns where in the file a text stands that is not empty, all printable ASCII without quotes and
  /// backslashes; nil for any other cell.
  @inline(__always)
  func copied(_ cell: Cell) -> Range<Int>? {
    let range: Range<Int>
    switch cell.content {
    case .range(let place): range = place
    case .json(let offset):
      guard source.bytes[offset] == UInt8(ascii: "\"") else { return nil }
      var cursor = JSONCursor(source.bytes, at: offset)
      guard let place = cursor.plainString() else { return nil }
      range = place
    default: return nil
    }
    guard !range.isEmpty, JSONCursor(source.bytes).isPlain(range) else { return nil }
    return range
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
