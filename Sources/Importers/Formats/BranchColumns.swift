import Groundwork

/// Records that name their children in columns of their own: `left` and `right`.
enum BranchColumns {
  private static let pairs = JSONShape.branchKeys.filter { $0.count > 1 }.map { keys in
    keys.map { WordText.normalized($0) }
  }
  /// The names of all such columns.
  static let all = Set(pairs.joined())

  /// Returns the names among some that are those of children; nil where there are not two of a kind.
  static func keys(in names: [String]) -> [String]? {
    for pair in pairs {
      let found = names.filter { pair.contains(WordText.normalized($0)) }
      if found.count > 1 { return found }
    }
    return nil
  }

  /// Makes edges of such columns, where records say nothing else of their parents or children.
  ///
  /// O(records).
  static func link(_ reading: ForeignReading) {
    let table = reading.table
    let names = Set(table.names.map { WordText.normalized($0) })
    guard reading.link == .ids, reading.edges == nil, let keys = keys(in: table.names),
      !has(.parent, names), !has(.children, names)
    else { return }
    let edges = RecordTable(table.source)
    let id = MapField.id.keys.lazy.compactMap { table.existing($0) }.first
    let action = has(.action, names) ? nil : edges.column("action")
    guard let source = edges.column("source"), let target = edges.column("target") else { return }
    for place in reading.groups.indices {
      let first = edges.count
      let rows = reading.groups[place].rows
      for row in rows {
        for key in keys {
          guard let column = table.existing(key), case let cell = table.cell(column, row),
            let child = Identity(cell, of: table), child.words != "-1"
          else { continue }
          let edge = edges.add()
          edges.set(
            id.map { table.cell($0, row) } ?? .number(Double(row - rows.lowerBound)), source, edge)
          edges.set(cell, target, edge)
          if let action { edges.set(edges.store(key), action, edge) }
        }
      }
      reading.groups[place].edges = first..<edges.count
    }
    reading.edges = edges
  }

  private static func has(_ field: MapField, _ names: Set<String>) -> Bool {
    field.keys.contains { names.contains(WordText.normalized($0)) }
  }
}
