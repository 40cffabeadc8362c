/// What the cells of a column are, counted.
struct ColumnProfile {
  /// The column's path (`value.N`), with `edge.` before those of edges.
  let path: String
  /// The last key of the path.
  let key: String
  /// How many keys the path has.
  let depth: Int
  /// How many cells hold anything.
  private(set) var known = 0
  private(set) var numbers = 0
  private(set) var texts = 0
  private(set) var truths = 0
  private(set) var lists = 0
  /// Numbers below zero.
  private(set) var negative = 0
  /// Whether two cells differ.
  private(set) var varies = false

  /// As many records are looked at.
  private static let most = 20_000

  init(_ table: RecordTable, _ column: Int, isEdge: Bool) {
    let name = table.names[column]
    path = isEdge ? "edge." + name : name
    key = name.split(separator: ".").last.map { String($0) } ?? name
    depth = name.count { $0 == "." } + 1
    // Of a long file records from everywhere.
    let step = max(1, table.count / Self.most)
    var first: Cell?
    var row = 0
    while row < table.count {
      let cell = table.cell(column, row)
      row += step
      if cell.isEmpty { continue }
      if let offset = cell.offset { table.source.bytes.visit(offset) }
      known += 1
      if let first { if first != cell { varies = true } } else { first = cell }
      if cell.isNumber {
        numbers += 1
        if let number = table.number(cell), number < 0 { negative += 1 }
      } else if case .bool = cell.content {
        truths += 1
      } else if table.isList(cell) {
        lists += 1
      } else if table.isText(cell) {
        if let number = table.number(cell) {
          numbers += 1
          if number < 0 { negative += 1 }
        } else if !WordText.nothing.contains(table.text(cell)?.lowercased() ?? "") {
          texts += 1
        } else {
          known -= 1
        }
      } else if table.number(cell) != nil {
        numbers += 1
      }
    }
  }

  /// Whether so many cells are of a kind that the column is.
  func isMostly(_ count: Int) -> Bool { known > 0 && Double(count) >= 0.95 * Double(known) }

  var isNumeric: Bool { isMostly(numbers) }
  var isText: Bool { isMostly(texts + numbers) && texts > 0 }
  var isObject: Bool { isMostly(known - numbers - texts - truths - lists) && known > 0 }
}
