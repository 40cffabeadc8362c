import Groundwork

/// The names of both ends of an edge.
enum EdgeEnds {
  /// Takes the columns of `data`, in which Cytoscape has all of a record, for those of the record; those of
  /// edges that say their ends themselves are left as they are.
  static func unwrap(_ table: RecordTable) {
    let saysEnds = JSONShape.edgeKeys.contains { table.existing($0.target) != nil }
    guard !saysEnds else { return }
    for (column, name) in table.names.enumerated() where name.hasPrefix("data.") {
      let inner = String(name.dropFirst(5))
      if table.existing(inner) == nil { table.rename(column, to: inner) }
    }
  }

  /// Gives the columns of both ends their usual names.
  static func name(in table: RecordTable) {
    guard table.existing("source") == nil || table.existing("target") == nil else { return }
    for ends in JSONShape.edgeKeys {
      guard let source = table.existing(ends.source), let target = table.existing(ends.target)
      else { continue }
      table.rename(source, to: "source")
      table.rename(target, to: "target")
      return
    }
  }
}
