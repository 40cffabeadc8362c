import Groundwork

/// Reads GML: `graph [ node [ id 0 label "a" ] edge [ source 0 target 1 ] ]`.
///
/// Lists within a node or an edge become columns `list.key`. Iterative: O(n) in the bytes.
struct GMLReader {
  private enum Token: Equatable {
    case word(String)
    case text(String)
    case open, close, end
  }

  /// A list that is open.
  private struct Frame {
    /// What the columns of its keys begin with; nil for a list of which nothing is kept.
    var prefix: String?
    /// The record of a node or an edge in which it stands.
    var row: Int?
    var isEdge = false
    var isGraph = false
    var start: Int
  }

  private let source: SourceText
  private let table: RecordTable
  private let edges: RecordTable
  private let reading: ForeignReading
  private var at = 0
  private var start = 0
  private var token = Token.end

  static func recognizes(_ text: String) -> Bool {
    WordText.holds(text, "graph") && text.contains(/(?:^|\n)\s*graph\s*\[/)
      && text.contains(/\bnode\s*\[/)
  }

  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    var reader = GMLReader(source)
    do throws(ReadingFault) { try reader.readGraphs() } catch { throw error.error(in: source) }
    return reader.reading
  }

  private init(_ source: SourceText) {
    self.source = source
    table = RecordTable(source)
    edges = RecordTable(source)
    reading = ForeignReading(table, link: .ids, format: FormatPreset.gml.title)
    reading.edges = edges
  }

  private mutating func readGraphs() throws(ReadingFault) {
    var open: [Frame] = []
    var first = (nodes: 0, edges: 0)
    try advance()
    while token != .end {
      if token == .close {
        guard let frame = open.popLast() else { throw expected("a key") }
        if frame.isGraph {
          reading.groups.append(
            .init(rows: first.nodes..<table.count, edges: first.edges..<edges.count))
          first = (table.count, edges.count)
        }
        try advance()
        continue
      }
      guard case .word(let key) = token else { throw expected("a key") }
      let place = start
      try advance()
      switch token {
      case .open:
        open.append(list(key, in: open.last, at: place))
      case .word(let value), .text(let value):
        take(key, value, in: open.last)
      case .close, .end: throw expected("a value for \"\(key.prefix(30))\"")
      }
      try advance()
    }
    if let frame = open.last, !source.isCut {
      throw ReadingFault(offset: frame.start, reason: "\"[\" has no \"]\" at its end")
    }
    if open.contains(where: { $0.isGraph }) {
      reading.groups.append(
        .init(rows: first.nodes..<table.count, edges: first.edges..<edges.count))
    }
  }

  private func expected(_ what: String) -> ReadingFault {
    let found =
      switch token {
      case .end: ", but the file ends here"
      case .open: ", not \"[\""
      case .close: ", not \"]\""
      case .word(let word), .text(let word): ", not \"\(word.prefix(30))\""
      }
    return ReadingFault(offset: start, reason: "expected \(what)\(found)")
  }

  /// Opens a list: a node or an edge of a graph, or one that stands in them.
  private func list(_ key: String, in outer: Frame?, at place: Int) -> Frame {
    let low = key.lowercased()
    if let outer, let row = outer.row, let prefix = outer.prefix {
      return Frame(prefix: prefix + key + ".", row: row, isEdge: outer.isEdge, start: place)
    }
    if outer?.isGraph ?? false, low == "node" || low == "edge" {
      let row = low == "edge" ? edges.add() : table.add()
      return Frame(prefix: "", row: row, isEdge: low == "edge", start: place)
    }
    return Frame(prefix: nil, isGraph: outer == nil && low == "graph", start: place)
  }

  private func take(_ key: String, _ value: String, in frame: Frame?) {
    guard let frame, let row = frame.row, let prefix = frame.prefix else { return }
    (frame.isEdge ? edges : table).set(word: value, under: prefix + key, row)
  }

  // MARK: - Tokens

  private mutating func advance() throws(ReadingFault) {
    let bytes = source.bytes
    while at < bytes.count, bytes[at] <= 0x20 || bytes[at] == UInt8(ascii: "#") {
      at = bytes[at] <= 0x20 ? at + 1 : source.endOfLine(from: at)
    }
    start = at
    guard at < bytes.count else {
      token = .end
      return
    }
    switch bytes[at] {
    case UInt8(ascii: "["):
      at += 1
      token = .open
    case UInt8(ascii: "]"):
      at += 1
      token = .close
    case UInt8(ascii: "\""):
      guard let end = bytes[(at + 1)...].firstIndex(of: UInt8(ascii: "\"")) else {
        throw ReadingFault(offset: at, reason: "a text in quotes has no end")
      }
      token = .text(MarkupText.plain(source.text(at + 1..<end)))
      at = end + 1
    default:
      while at < bytes.count, bytes[at] > 0x20, bytes[at] != UInt8(ascii: "["),
        bytes[at] != UInt8(ascii: "]")
      { at += 1 }
      token = .word(source.text(start..<at))
    }
  }
}
