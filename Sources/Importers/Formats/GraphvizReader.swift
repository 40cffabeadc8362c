import Groundwork

/// Reads graphs of Graphviz: statements of nodes and edges; statistics stand in labels.
///
/// A node that is defined again with another label is another node of the same id: the edges into the
/// id, in their order, belong to the definitions in theirs.
struct GraphvizReader {
  enum Token: Equatable {
    case word(String)
    case sign(UInt8)
    case arrow
    case end
  }

  let source: SourceText
  private let table: RecordTable
  private let edges: RecordTable
  var at: Int
  var token = Token.end
  var start = 0
  /// The records of each id, one for each label.
  private var records: [String: [Int]] = [:]
  private var labels: [Int: String] = [:]
  /// How many edges lead into each id so far.
  private var arrivals: [String: Int] = [:]
  private var pending: [(source: (String, Int), target: (String, Int), row: Int)] = []

  /// Whether treetop exported it, and the root says so.
  private var isExport = false
  /// The attributes by which a node is drawn.
  private static let drawing: Set<String> = [
    "label", "shape", "style", "penwidth", "peripheries", "fontname", "tooltip",
  ]

  private init(_ source: SourceText) {
    self.source = source
    table = RecordTable(source)
    edges = RecordTable(source)
    at = Self.start(of: source)
  }

  /// Returns where the first graph begins: behind what a program printed before it, which is passed over.
  private static func start(of source: SourceText) -> Int {
    var start = 0
    while start < source.bytes.count {
      let end = source.endOfLine(from: start)
      let line = source.text(start..<min(end, start + 40)).lowercased().drop { $0.isWhitespace }
      if ["strict", "digraph", "graph"].contains(where: { line.hasPrefix($0) }) { return start }
      start = end + 1
    }
    return 0
  }

  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    var reader = GraphvizReader(source)
    do throws(ReadingFault) {
      try reader.readGraphs()
    } catch {
      throw error.error(in: source)
    }
    return reader.finished()
  }

  private func finished() -> ForeignReading {
    let reading = ForeignReading(table, link: .ids, format: FormatPreset.graphviz.title)
    reading.edges = edges
    for (id, rows) in records {
      for (number, row) in rows.enumerated() {
        table.set(Self.name(id, number), under: "@id", row)
      }
    }
    let isAccessed = table.existing("Access sequence") != nil
    for (source, target, row) in pending {
      func name(_ end: (id: String, number: Int)) -> String {
        Self.name(end.id, min(end.number, max(0, (records[end.id]?.count ?? 1) - 1)))
      }
      edges.set(name(source), under: "source", row)
      edges.set(name(target), under: "target", row)
      // ReST-MCTS* labels its edges with numbers of its own.
      if isAccessed, let column = edges.existing("@label") { edges.replace(.null, column, row) }
    }
    reading.groups = [.init(rows: 0..<table.count, edges: 0..<edges.count)]
    return reading
  }

  private static func name(_ id: String, _ number: Int) -> String {
    number == 0 ? "n:" + id : "n:\(id)#\(number + 1)"
  }

  // MARK: - Statements

  private mutating func readGraphs() throws(ReadingFault) {
    try advance()
    var isFirst = true
    while token != .end {
      while case .word = token { try advance() }
      // What follows the last graph may be lines of a log.
      if !isFirst, token != .sign(UInt8(ascii: "{")) { return }
      isFirst = false
      guard token == .sign(UInt8(ascii: "{")) else {
        throw ReadingFault(offset: start, reason: "\"{\" is expected, which begins the graph")
      }
      try advance()
      try statements()
    }
  }

  /// Reads statements up to the bracket that ends them all.
  private mutating func statements() throws(ReadingFault) {
    var open = 1
    while open > 0 {
      switch token {
      case .end:
        throw ReadingFault(offset: at, reason: "the graph has no \"}\" at its end")
      case .sign(UInt8(ascii: "}")):
        open -= 1
        try advance()
      case .sign(UInt8(ascii: "{")):
        open += 1
        try advance()
      case .word(let word): try statement(word)
      case .sign(UInt8(ascii: "[")): _ = try attributes()
      default: try advance()
      }
    }
  }

  private mutating func statement(_ word: String) throws(ReadingFault) {
    let place = start
    try advance()
    let low = word.lowercased()
    if ["graph", "node", "edge"].contains(low), token == .sign(UInt8(ascii: "[")) {
      _ = try attributes()
      return
    }
    if low == "subgraph" {
      if case .word = token { try advance() }
      return
    }
    if token == .sign(UInt8(ascii: "=")) {
      try advance()
      if case .word = token { try advance() }
      return
    }
    try skipPort()
    guard token == .arrow else {
      let attributes = token == .sign(UInt8(ascii: "[")) ? try attributes() : [:]
      define(word, attributes, at: place)
      return
    }
    var groups: [[String]] = [[word]]
    while token == .arrow {
      try advance()
      groups.append(try ends())
    }
    let attributes = token == .sign(UInt8(ascii: "[")) ? try attributes() : [:]
    for (sources, targets) in zip(groups, groups.dropFirst()) {
      for source in sources {
        for target in targets { connect(source, target, attributes, at: place) }
      }
    }
  }

  /// Reads the end of an edge: a node, or several in brackets.
  private mutating func ends() throws(ReadingFault) -> [String] {
    if case .word(let word) = token {
      try advance()
      try skipPort()
      return [word]
    }
    guard token == .sign(UInt8(ascii: "{")) else {
      throw ReadingFault(offset: start, reason: "a node is expected at the end of an edge")
    }
    try advance()
    var ends: [String] = []
    while token != .sign(UInt8(ascii: "}")), token != .end {
      if case .word(let word) = token { ends.append(word) }
      try advance()
    }
    try advance()
    return ends
  }

  private mutating func skipPort() throws(ReadingFault) {
    while token == .sign(UInt8(ascii: ":")) {
      try advance()
      if case .word = token { try advance() }
    }
  }

  private mutating func attributes() throws(ReadingFault) -> [String: String] {
    var attributes: [String: String] = [:]
    while token == .sign(UInt8(ascii: "[")) {
      try advance()
      while token != .sign(UInt8(ascii: "]")) {
        guard token != .end else {
          throw ReadingFault(offset: at, reason: "the attributes have no \"]\" at their end")
        }
        guard case .word(let key) = token else {
          try advance()
          continue
        }
        try advance()
        guard token == .sign(UInt8(ascii: "=")) else { continue }
        try advance()
        if case .word(let value) = token {
          attributes[key.lowercased()] = value
          try advance()
        }
      }
      try advance()
    }
    return attributes
  }

  // MARK: - Records

  private mutating func define(_ id: String, _ attributes: [String: String], at place: Int) {
    let label = attributes["label"] ?? attributes["xlabel"]
    let known = records[id] ?? []
    if let row = known.last, label == nil || labels[row] == nil || labels[row] == label {
      take(label, attributes, row)
      return
    }
    let row = table.add()
    records[id, default: []].append(row)
    take(label, attributes, row)
  }

  private mutating func take(_ label: String?, _ attributes: [String: String], _ row: Int) {
    if attributes["exported_by"] == "treetop" { isExport = true }
    guard !isExport else {
      // Its labels are for the eye; what they say stands beside them whole.
      for (key, word) in attributes where !Self.drawing.contains(key) {
        table.set(word: word, under: key, row)
      }
      return
    }
    for key in ["visits", "n", "q", "w", "value", "prior", "p", "reward"] {
      if let word = attributes[key] { table.set(word: word, under: key, row) }
    }
    guard let label, labels[row] == nil else { return }
    labels[row] = label
    GraphvizLabel.take(label, into: table, row)
  }

  private mutating func connect(
    _ source: String, _ target: String, _ attributes: [String: String], at place: Int
  ) {
    for id in [source, target] where records[id] == nil {
      let row = table.add()
      records[id] = [row]
      table.set(id, under: "@name", row)
    }
    let row = edges.add()
    if !isExport, let label = attributes["label"] { GraphvizLabel.take(label, into: edges, row) }
    let arrival = arrivals[target] ?? 0
    arrivals[target] = arrival + 1
    pending.append(((source, max(0, (records[source]?.count ?? 1) - 1)), (target, arrival), row))
  }
}
