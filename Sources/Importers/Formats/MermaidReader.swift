import Groundwork

/// Reads flow charts of Mermaid, by themselves or in Markdown: `graph TD; A[root N=4] -->|e4| B`.
struct MermaidReader {
  private let table: RecordTable
  private let edges: RecordTable
  private let reading: ForeignReading
  private var rows: [String: Int] = [:]
  private var labels: Set<Int> = []
  /// Statements that are not known: how many, and where the first one stands.
  private var unknown: (count: Int, offset: Int) = (0, 0)

  static func recognizes(_ text: String) -> Bool {
    (WordText.holds(text, "graph") || WordText.holds(text, "flowchart"))
      && text.split(whereSeparator: \.isNewline).prefix(400).contains { isHead($0) }
  }

  /// Whether a line begins a chart: its kind and its direction.
  private static func isHead(_ line: Substring) -> Bool {
    line.contains(/^\s*(?:graph|flowchart)(?:-elk)?\s+(?:TD|TB|BT|RL|LR)\s*(?:;|$|%%)/)
  }

  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    var reader = MermaidReader(source)
    reader.readLines(source)
    if reader.unknown.count > 0 {
      let place = source.place(of: reader.unknown.offset)
      guard reader.table.count > 0 else {
        throw ImportError(
          .unreadable, line: place.line, column: place.column,
          "expected a node or an edge of Mermaid, as A[\"root N=4\"] --> B")
      }
      reader.reading.leaveOut("statements that are not known", reader.unknown.count)
      reader.reading.remarks.append(
        "the first statement that is not known: \(place.line):\(place.column)")
    }
    return reader.reading
  }

  private init(_ source: SourceText) {
    table = RecordTable(source)
    edges = RecordTable(source)
    reading = ForeignReading(table, link: .ids, format: FormatPreset.mermaid.title)
    reading.edges = edges
  }

  private mutating func readLines(_ source: SourceText) {
    var start = 0
    var isOpen = false
    var first = (nodes: 0, edges: 0)
    var noise = 0
    func finish(_ first: (nodes: Int, edges: Int)) {
      if table.count > first.nodes {
        reading.groups.append(
          .init(rows: first.nodes..<table.count, edges: first.edges..<edges.count))
      }
    }
    while start < source.bytes.count {
      let end = source.endOfLine(from: start)
      defer { start = end + 1 }
      let line = source.text(start..<end)
      let plain = line.trimmingBlanks
      if Self.isHead(line[...]) {
        finish(first)
        (isOpen, first, rows) = (true, (table.count, edges.count), [:])
        if let rest = line.firstIndex(of: ";") {
          readStatements(String(line[rest...]), at: start + line[..<rest].utf8.count)
        }
      } else if isOpen, plain.hasPrefix("```") {
        isOpen = false
      } else if isOpen {
        readStatements(line, at: start)
      } else if !plain.isEmpty {
        noise += 1
      }
    }
    finish(first)
    reading.passOver("lines that are no chart", noise)
  }

  // MARK: - Statements

  /// The first words of statements that say how a chart is drawn.
  private static let drawing: Set<String> = [
    "style", "linkStyle", "classDef", "class", "click", "subgraph", "end", "direction", "accTitle",
    "accDescr", "accTitle:", "accDescr:", "title",
  ]

  private mutating func readStatements(_ line: String, at offset: Int) {
    var scanner = MermaidScanner(line)
    while true {
      scanner.skipBlanks()
      if scanner.isAtEnd || scanner.takes("%%") { return }
      if scanner.takes(";") { continue }
      if let word = scanner.peekWord(), Self.drawing.contains(word) {
        // The statement ends with its line: what is drawn may hold semicolons.
        return
      }
      let place = scanner.at
      guard readChain(&scanner) else {
        if unknown.count == 0 { unknown.offset = offset + scanner.bytes(before: place) }
        unknown.count += 1
        scanner.skipStatement()
        continue
      }
    }
  }

  /// Reads nodes and the edges between them; returns whether all of the statement was known.
  private mutating func readChain(_ scanner: inout MermaidScanner) -> Bool {
    guard var sources = readGroup(&scanner) else { return false }
    while true {
      scanner.skipBlanks()
      if scanner.isAtEnd || scanner.isAt(";") || scanner.isAt("%%") { return true }
      guard let label = scanner.link(), let targets = readGroup(&scanner) else { return false }
      for source in sources {
        for target in targets {
          let row = edges.add()
          edges.set(source, under: "source", row)
          edges.set(target, under: "target", row)
          if !label.isEmpty { GraphvizLabel.take(Self.plain(label), into: edges, row) }
        }
      }
      sources = targets
    }
  }

  /// Reads nodes with `&` between them; returns their ids.
  private mutating func readGroup(_ scanner: inout MermaidScanner) -> [String]? {
    var ids: [String] = []
    repeat {
      scanner.skipBlanks()
      guard let (id, label) = scanner.node() else { return nil }
      ids.append("n:" + id)
      define(id, label)
      scanner.skipBlanks()
    } while scanner.takes("&")
    return ids
  }

  private mutating func define(_ id: String, _ label: String?) {
    let row: Int
    if let known = rows[id] {
      row = known
    } else {
      row = table.add()
      rows[id] = row
      table.set("n:" + id, under: "@id", row)
      table.set(id, under: "@name", row)
    }
    if let label, labels.insert(row).inserted {
      GraphvizLabel.take(Self.plain(label), into: table, row)
    }
  }

  /// The text of a label, without what marks its parts.
  private static func plain(_ label: String) -> String {
    let lines = label.replacing(/<br\s*\/?>|\\n/, with: "\n").replacing(
      /<\/?[A-Za-z][^>]*>/, with: "")
    let codes = lines.replacing(/#(\d+|\w+);/) { match in
      let name = String(match.1)
      return "&" + (name.allSatisfy(\.isNumber) ? "#" : "") + name + ";"
    }
    return MarkupText.plain(codes)
  }
}
