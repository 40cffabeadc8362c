import Groundwork

/// Edges that do not stand in a list of their own.
extension JSONForest {
  /// Reads a list of nodes and edges, each with its `data`.
  func readElements(
    _ cursor: inout JSONCursor, _ records: RecordReader, _ edges: RecordReader?
  ) throws(ReadingFault) {
    guard let edgeTable = reading.edges, cursor.next() == UInt8(ascii: "[") else {
      return try cursor.skipValue()
    }
    cursor.at += 1
    var isFirst = true
    while try !cursor.closes(isObject: false, isFirst: isFirst) {
      isFirst = false
      guard cursor.next() == UInt8(ascii: "{") else {
        try cursor.skipValue()
        continue
      }
      var ahead = cursor
      if JSONShape.isEdgeElement(try ahead.value(depth: 3)) {
        _ = try edges?.read(&cursor)
      } else {
        _ = try records.read(&cursor)
      }
    }
    EdgeEnds.unwrap(table)
    EdgeEnds.unwrap(edgeTable)
    EdgeEnds.name(in: edgeTable)
  }

  /// Reads a list of edges for each node, in the order of the nodes; `first` is the record of the first one.
  ///
  /// Of a graph without directions each edge stands in both lists: the first one counts.
  func readAdjacency(
    _ cursor: inout JSONCursor, _ edges: RecordReader?, first: Int
  ) throws(ReadingFault) {
    guard let edges, let edgeTable = reading.edges, cursor.next() == UInt8(ascii: "[") else {
      return try cursor.skipValue()
    }
    cursor.at += 1
    var node = first
    var seen: Set<[Identity]> = []
    while try !cursor.closes(isObject: false, isFirst: node == first) {
      if cursor.next() == UInt8(ascii: "[") {
        cursor.at += 1
        let source =
          table.existing("id").map { table.cell($0, node) } ?? .number(Double(node - first))
        var isFirst = true
        while try !cursor.closes(isObject: false, isFirst: isFirst) {
          isFirst = false
          guard cursor.next() == UInt8(ascii: "{") else {
            try cursor.skipValue()
            continue
          }
          let row = try edges.read(&cursor)
          guard let from = Identity(source, of: table),
            let column = edgeTable.existing("id") ?? edgeTable.existing("target"),
            let to = Identity(edgeTable.cell(column, row), of: edgeTable),
            !seen.contains([to, from])
          else {
            edgeTable.truncate(to: row)
            continue
          }
          seen.insert([from, to])
          if let column = edgeTable.column("source") { edgeTable.set(source, column, row) }
        }
      } else {
        try cursor.skipValue()
      }
      node += 1
    }
    if let column = edgeTable.existing("id"), edgeTable.existing("target") == nil {
      edgeTable.rename(column, to: "target")
    }
  }
}
