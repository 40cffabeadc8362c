/// A field of a mapping as a text or truth of many nodes, its column looked up once.
struct FieldColumn {
  private let reader: FieldReader
  private let expression: MapExpression
  private let column: (table: RecordTable, place: Int, isEdge: Bool)?

  /// Looks a field up; nil where the mapping does not have it.
  init?(_ expression: MapExpression?, _ reader: FieldReader) {
    guard let expression else { return nil }
    self.expression = expression
    self.reader = reader
    column = reader.column(of: expression).map { ($0.0, $0.1, $0.isEdge) }
  }

  /// The cell of a node; nil where the expression is more than a column.
  private func cell(_ node: Int) -> Cell? {
    guard let column else { return nil }
    let row = column.isEdge ? reader.forest.edgeRows[node] : reader.forest.rows[node]
    return row < 0 ? .missing : column.table.cell(column.place, Int(row))
  }

  /// Returns the text of a node; nil where there is none.
  func text(of node: Int) -> String? {
    guard let column, let cell = cell(node) else { return reader.text(expression, of: node) }
    if cell.isEmpty { return nil }
    if let text = column.table.text(cell) { return text.isEmpty ? nil : text }
    return FieldReader.text(of: column.table.value(cell))
  }

  /// Returns where in the file the text of a node stands, if it stands there as it would in an event:
  /// printable ASCII without quotes and backslashes.
  @inline(__always)
  func copied(of node: Int) -> Range<Int>? {
    guard let column else { return nil }
    let row = column.isEdge ? reader.forest.edgeRows[node] : reader.forest.rows[node]
    if row < 0 { return nil }
    return column.table.copied(column.table.cell(column.place, Int(row)))
  }

  /// Lets the system take back pages of the file that were passed on the way to the text of a node.
  func visit(_ node: Int) {
    if let column, let offset = cell(node)?.offset { column.table.source.bytes.visit(offset) }
  }

  /// Looks at the cells of some nodes, and at the first bytes of texts, all at once; lets the system take back
  /// pages of the file that were passed.
  ///
  /// Returns what nobody wants.
  func lookAhead(_ nodes: ArraySlice<Int32>) -> Int {
    guard let column else { return 0 }
    let forest = reader.forest
    let bytes = column.table.source.bytes
    var seen = 0
    var last = 0
    for node in nodes {
      let row = column.isEdge ? forest.edgeRows[Int(node)] : forest.rows[Int(node)]
      if row < 0 { continue }
      guard let offset = column.table.cell(column.place, Int(row)).offset else { continue }
      seen &+= Int(bytes[offset])
      last = offset
    }
    if last > 0 { bytes.visit(last) }
    return seen
  }

  /// Returns the truth of a node; nil where none is said.
  func truth(of node: Int) -> Bool? {
    guard let cell = cell(node) else { return reader.truth(expression, of: node) }
    switch cell.content {
    case .bool(let truth): return truth
    case .missing, .null: return nil
    default: return reader.truth(expression, of: node)
    }
  }
}

extension FieldReader {
  /// Returns the number that an expression says of each node; NaN where it says none.
  ///
  /// `sentinels` are numbers that say so. O(nodes).
  func numbers(_ expression: MapExpression?, sentinels: [Double] = []) -> [Double] {
    var numbers = [Double](filling: forest.count, with: .nan)
    guard let expression else { return numbers }
    if let (table, column, isEdge) = column(of: expression) {
      let rows = isEdge ? forest.edgeRows : forest.rows
      for node in 0..<forest.count where rows[node] >= 0 {
        let cell = table.cell(column, Int(rows[node]))
        if cell.isNumber {
          numbers[node] = Double(bitPattern: cell.bits)
        } else if let number = table.number(cell) {
          numbers[node] = number
        }
      }
    } else {
      for node in 0..<forest.count {
        if let number = number(expression, of: node) { numbers[node] = number }
      }
    }
    if !sentinels.isEmpty {
      for node in 0..<forest.count where sentinels.contains(numbers[node]) { numbers[node] = .nan }
    }
    return numbers
  }

  /// Returns the column that an expression names, if it is nothing but one.
  func column(of expression: MapExpression) -> (RecordTable, Int, isEdge: Bool)? {
    guard case .path(let steps) = expression else { return nil }
    var keys: [String] = []
    for step in steps {
      guard case .key(let key) = step else { return nil }
      keys.append(key)
    }
    if keys.first == "edge", let edges = forest.edges {
      return edges.existing(keys.dropFirst().joined(separator: ".")).map { (edges, $0, true) }
    }
    return forest.table.existing(keys.joined(separator: ".")).map { (forest.table, $0, false) }
  }
}
