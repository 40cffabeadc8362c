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
  func readAdjacency(
    _ cursor: inout JSONCursor, _ edges: RecordReader?, first: Int
  ) throws(ReadingFault) {
    guard let edges, let edgeTable = reading.edges, cursor.next() == UInt8(ascii: "[") else {
      return try cursor.skipValue()
    }
    cursor.at += 1
    var node = first
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

  /// Drops edges, from one on, of a graph without directions: each stands in the lists of both its ends, and the
  /// first one counts.
  ///
  /// A graph that does not say what it is has none where each of its edges leads back too.
  func dropMirrored(from first: Int, isDirected: Bool?) {
    guard isDirected != true, let table = reading.edges, let source = table.existing("source"),
      let target = table.existing("target")
    else { return }
    let ends = (first..<table.count).map { row in
      [source, target].map { Identity(table.cell($0, row), of: table) }
    }
    let all = Set(ends)
    guard isDirected == false || ends.allSatisfy({ all.contains($0.reversed()) }) else { return }
    var kept: Set<[Identity?]> = []
    for (place, pair) in ends.enumerated() {
      if pair[0] != pair[1], kept.contains(pair.reversed()) {
        table.replace(.missing, source, first + place)
      } else {
        kept.insert(pair)
      }
    }
  }
}
