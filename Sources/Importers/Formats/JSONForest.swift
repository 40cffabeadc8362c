import Groundwork

/// Reads the trees of JSON documents by their shape.
struct JSONForest {
  private let source: SourceText
  private let outline: FileOutline
  let reading: ForeignReading
  let table: RecordTable

  private init(
    _ source: SourceText, _ outline: FileOutline, link: ForeignReading.Link, _ name: String
  ) {
    self.source = source
    self.outline = outline
    table = RecordTable(source)
    reading = ForeignReading(table, link: link, format: name)
  }

  /// Reads all trees of a file; nil where it holds none in JSON.
  ///
  /// - Throws: an error where the first document is broken.
  static func read(
    _ source: SourceText, _ outline: FileOutline
  ) throws(ImportError) -> ForeignReading? {
    if areRecordLines(outline.lines) {
      let forest = JSONForest(source, outline, link: .ids, "records in JSON Lines")
      return try forest.readLines()
    }
    guard let tree = outline.tree else { return nil }
    let link: ForeignReading.Link =
      switch tree.shape {
      case .nested, .branches, .actions, .tagged: .parents
      case .records, .keyed, .pathed, .graph, .adjacency, .elements: .ids
      }
    let forest = JSONForest(source, outline, link: link, tree.shape.title)
    return try forest.readDocuments(tree.path, tree.shape)
  }

  /// Whether each line is a record, and not a tree.
  private static func areRecordLines(_ lines: [JSONValue]) -> Bool {
    guard lines.count > 1 else { return false }
    let records = lines.count { JSONShape.isRecord($0) && JSONShape(of: $0) == nil }
    return records * 2 >= lines.count || PathTable.areRecords(lines)
      // Of nodes without children nobody knows whether ids or objects would stand there.
      || records > 0 && lines.allSatisfy { JSONShape.isRecord($0) } && JSONShape.areLinked(lines)
  }

  private func readLines() throws(ImportError) -> ForeignReading {
    var documents = JSONDocuments(source)
    let records = RecordReader(table, .none)
    while var cursor = documents.next() {
      let before = table.count
      do throws(ReadingFault) {
        _ = try records.read(&cursor)
        documents.accept(cursor)
      } catch {
        table.truncate(to: before)
        documents.refuse(error)
      }
    }
    reading.groups = [.init(rows: 0..<table.count)]
    return try finished(documents)
  }

  private func readDocuments(
    _ path: JSONShape.Path, _ shape: JSONShape
  ) throws(ImportError) -> ForeignReading {
    var documents = JSONDocuments(source)
    let records = RecordReader(table, shape.childKeys)
    if shape.hasEdges { reading.edges = RecordTable(source) }
    let edges = reading.edges.map { RecordReader($0, .none) }
    var empty = 0
    while var cursor = documents.next() {
      let before = (table.count, reading.edges?.count ?? 0)
      do throws(ReadingFault) {
        var facts: [JSONValue.Member] = []
        let groups = reading.groups.count
        let found = try documentTrees(&cursor, path[...], shape, records, edges, &facts)
        if !found { empty += 1 }
        documents.accept(cursor)
        for group in groups..<reading.groups.count { reading.groups[group].facts = .object(facts) }
      } catch {
        if source.isCut, keepBeginning(since: before) { break }
        table.truncate(to: before.0)
        reading.edges?.truncate(to: before.1)
        reading.groups.removeAll { $0.rows.upperBound > before.0 }
        documents.refuse(error)
      }
    }
    reading.passOver("documents without a tree", empty)
    if case .tagged = shape { linkTags() }
    if case .pathed = shape { PathTable.link(reading, by: RecordTable.keyColumn) }
    if shape.hasEdges, table.existing("id") == nil { EdgeEnds.unwrap(table) }
    return try finished(documents)
  }

  /// Keeps what was read of a document of which only the beginning is there; returns whether there is any.
  private func keepBeginning(since before: (rows: Int, edges: Int)) -> Bool {
    let rows = max(before.rows, reading.groups.last?.rows.upperBound ?? 0)..<table.count
    let edges = max(before.edges, reading.groups.last?.edges.upperBound ?? 0)
    if !rows.isEmpty {
      reading.groups.append(.init(rows: rows, edges: edges..<(reading.edges?.count ?? 0)))
    }
    return !reading.groups.isEmpty
  }

  private func finished(_ documents: JSONDocuments) throws(ImportError) -> ForeignReading {
    if table.count == 0, reading.edges?.count ?? 0 == 0, let fault = documents.fault {
      throw fault.error(in: source)
    }
    if reading.link == .ids { PathTable.link(reading) }
    BranchColumns.link(reading)
    reading.passOver("lines that are not JSON", documents.noise)
    // What is cut is broken at its end.
    if source.isCut { return reading }
    reading.leaveOut("documents that are broken", documents.broken)
    if let fault = documents.fault { reading.remarks.append(fault.error(in: source).words) }
    return reading
  }

  // MARK: - One document

  /// Goes to the tree of a document and reads it, and the rest of the document; returns whether there is
  /// one.
  ///
  /// `facts` becomes what stands beside it: a question, an answer, constants.
  private func documentTrees(
    _ cursor: inout JSONCursor, _ path: ArraySlice<String>, _ shape: JSONShape,
    _ records: RecordReader, _ edges: RecordReader?, _ facts: inout [JSONValue.Member]
  ) throws(ReadingFault) -> Bool {
    let byte = cursor.next()
    guard let key = path.first else { return try readTree(&cursor, shape, records, edges) }
    guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else {
      try cursor.skipValue()
      return false
    }
    let isObject = byte == UInt8(ascii: "{")
    cursor.at += 1
    var isFirst = true
    var found = false
    while try !cursor.closes(isObject: isObject, isFirst: isFirst) {
      isFirst = false
      if isObject {
        let name = try cursor.key()
        if name == key, !found {
          found = try documentTrees(&cursor, path.dropFirst(), shape, records, edges, &facts)
        } else {
          try fact(name, &cursor, &facts)
        }
      } else {
        found = try documentTrees(&cursor, path, shape, records, edges, &facts) || found
      }
    }
    return found
  }

  private func readTree(
    _ cursor: inout JSONCursor, _ shape: JSONShape, _ records: RecordReader,
    _ edges: RecordReader?
  ) throws(ReadingFault) -> Bool {
    let byte = cursor.next()
    let first = (table.count, reading.edges?.count ?? 0)
    guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else {
      try cursor.skipValue()
      return false
    }
    switch shape {
    case .nested, .branches, .actions:
      if byte == UInt8(ascii: "[") { return try readList(&cursor, shape, records, edges) }
      _ = try records.read(&cursor)
    case .records:
      try readItems(&cursor, records)
    case .keyed, .tagged, .pathed:
      if byte == UInt8(ascii: "[") { return try readList(&cursor, shape, records, edges) }
      try readItems(&cursor, records)
    case .elements: try readElements(&cursor, records, edges)
    case .graph(let nodesKey, let edgesKey), .adjacency(let nodesKey, let edgesKey):
      if byte == UInt8(ascii: "[") { return try readList(&cursor, shape, records, edges) }
      cursor.at += 1
      var isFirst = true
      var isDirected: Bool?
      while try !cursor.closes(isObject: true, isFirst: isFirst) {
        isFirst = false
        let key = try cursor.key()
        _ = cursor.next()
        if key == nodesKey {
          try readItems(&cursor, records)
        } else if key == edgesKey, edges != nil {
          if case .adjacency = shape {
            try readAdjacency(&cursor, edges, first: first.0)
          } else {
            try readEdges(&cursor, edges)
          }
        } else if key == "directed" {
          isDirected = try cursor.value().bool
        } else {
          try cursor.skipValue()
        }
      }
      if case .adjacency = shape { dropMirrored(from: first.1, isDirected: isDirected) }
    }
    reading.groups.append(
      .init(rows: first.0..<table.count, edges: first.1..<(reading.edges?.count ?? 0)))
    return table.count > first.0 || reading.edges?.count ?? 0 > first.1
  }

  /// Reads a list of trees.
  private func readList(
    _ cursor: inout JSONCursor, _ shape: JSONShape, _ records: RecordReader,
    _ edges: RecordReader?
  ) throws(ReadingFault) -> Bool {
    cursor.at += 1
    var isFirst = true
    var found = false
    while try !cursor.closes(isObject: false, isFirst: isFirst) {
      isFirst = false
      if cursor.next() == UInt8(ascii: "{") {
        found = try readTree(&cursor, shape, records, edges) || found
      } else {
        try cursor.skipValue()
      }
    }
    return found
  }

  /// Reads the records of a list, or of an object by their keys; a text or number stands for a record
  /// with only an id.
  func readItems(
    _ cursor: inout JSONCursor, _ records: RecordReader
  ) throws(ReadingFault) {
    let isObject = cursor.next() == UInt8(ascii: "{")
    cursor.at += 1
    var isFirst = true
    while try !cursor.closes(isObject: isObject, isFirst: isFirst) {
      isFirst = false
      var name: Cell?
      if isObject { name = .json(try cursor.keyRange().lowerBound - 1) }
      let byte = cursor.next()
      if byte == UInt8(ascii: "{") {
        _ = try records.read(&cursor, named: name)
      } else if byte == UInt8(ascii: "\"") {
        let row = table.add()
        if let column = table.column("id") { table.set(.json(cursor.at), column, row) }
        _ = try cursor.skipString()
      } else {
        try cursor.skipValue()
      }
    }
  }

  /// Reads edges; one may be a list of both ends, with an object of what is said of it behind them.
  private func readEdges(
    _ cursor: inout JSONCursor, _ edges: RecordReader?
  ) throws(ReadingFault) {
    guard let table = reading.edges else { return try cursor.skipValue() }
    let isObject = cursor.next() == UInt8(ascii: "{")
    cursor.at += 1
    var isFirst = true
    while try !cursor.closes(isObject: isObject, isFirst: isFirst) {
      isFirst = false
      if isObject { _ = try cursor.keyRange() }
      switch cursor.next() {
      case UInt8(ascii: "{"): _ = try edges?.read(&cursor)
      case UInt8(ascii: "["):
        let row = table.add()
        let ends = try cursor.value().elements ?? []
        for (name, end) in zip(["source", "target"], ends) {
          if let text = FieldReader.text(of: end) { table.set(word: text, under: name, row) }
        }
        for fact in ends.dropFirst(2).first?.members ?? [] {
          guard let text = FieldReader.text(of: fact.value) else { continue }
          table.set(word: text, under: fact.key, row)
        }
      default: try cursor.skipValue()
      }
    }
    EdgeEnds.unwrap(table)
    EdgeEnds.name(in: table)
  }

  // MARK: - What stands beside the tree

  /// As many facts are kept of a document.
  private static let mostFacts = 64

  /// Keeps a text or number that stands beside a tree; passes over all else.
  private func fact(
    _ name: String, _ cursor: inout JSONCursor, _ facts: inout [JSONValue.Member]
  ) throws(ReadingFault) {
    let byte = cursor.next()
    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || facts.count >= Self.mostFacts {
      try cursor.skipValue()
    } else {
      facts.append(.init(name, try cursor.value()))
    }
  }

  // MARK: - Tags

  /// Gives the records their parents by their tags, and brings siblings into the order of their numbers.
  private func linkTags() {
    guard let key = table.existing(RecordTable.keyColumn) else { return }
    var order: [Int] = []
    let names = (0..<table.count).map { table.text(table.cell(key, $0)) ?? "" }
    for group in reading.groups {
      let keys = group.rows.map { row in
        (numbers: names[row].split(separator: ".").map { Int($0) ?? 0 }, row: row)
      }
      order += keys.sorted { first, second in
        first.numbers.lexicographicallyPrecedes(second.numbers)
      }.map(\.row)
      let rows = Dictionary(group.rows.map { (names[$0], $0) }) { first, _ in first }
      for row in group.rows {
        var tag = names[row]
        while let parent = JSONShape.parent(ofTag: tag) {
          tag = parent
          guard let place = rows[parent] else { continue }
          table.setParent(place, of: row)
          break
        }
      }
    }
    reading.order = order
  }
}
