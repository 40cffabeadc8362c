import Groundwork

/// Reads GraphML: nodes, edges, and their data by the names of the keys.
///
/// No entity is expanded but the five of XML and characters by number.
enum GraphMLReader {
  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let (table, edges) = (RecordTable(source), RecordTable(source))
    let reading = ForeignReading(table, link: .ids, format: FormatPreset.graphML.title)
    reading.edges = edges
    var names: [String: String] = [:]
    var current: (table: RecordTable, row: Int)?
    var data: (name: String, start: Int)?
    var drawn: Int?
    var key: (name: String, isOfEdges: Bool)?
    var word: Int?
    var usual: [(name: String, isOfEdges: Bool, word: String)] = []
    var scanner = MarkupScanner(source)
    do throws(ReadingFault) {
      while let tag = try scanner.next() {
        switch (tag.name, tag.isClosing) {
        case ("key", false):
          if let id = tag.attributes["id"] {
            let name = tag.attributes["attr.name"] ?? id
            names[id] = name
            key = tag.isEmpty ? nil : (name, tag.attributes["for"] == "edge")
          }
        case ("key", true): key = nil
        case ("default", false): word = tag.isEmpty ? nil : tag.range.upperBound
        case ("default", true):
          if let key, let word {
            let text = MarkupText.plain(source.text(word..<tag.range.lowerBound)).trimmingBlanks
            usual.append((key.name, key.isOfEdges, text))
          }
          word = nil
        // What yEd draws of a node or an edge.
        case ("NodeLabel", false), ("EdgeLabel", false):
          drawn = tag.isEmpty ? nil : tag.range.upperBound
        case ("NodeLabel", true), ("EdgeLabel", true):
          if let current, let drawn {
            let text = MarkupText.plain(source.text(drawn..<tag.range.lowerBound))
            current.table.set(word: text.trimmingBlanks, under: "label", current.row)
          }
          drawn = nil
        case ("node", false):
          let row = table.add()
          table.set("n:" + (tag.attributes["id"] ?? ""), under: "@id", row)
          current = tag.isEmpty ? nil : (table, row)
        case ("edge", false):
          let row = edges.add()
          for end in ["source", "target"] {
            edges.set("n:" + (tag.attributes[end] ?? ""), under: end, row)
          }
          current = tag.isEmpty ? nil : (edges, row)
        case ("node", true), ("edge", true): current = nil
        case ("data", false):
          let key = tag.attributes["key"] ?? ""
          data = tag.isEmpty ? nil : (names[key] ?? key, tag.range.upperBound)
        case ("data", true):
          let raw = data.map { source.text($0.start..<tag.range.lowerBound) } ?? ""
          if let current, let data, !raw.contains("</") || raw.contains("<![CDATA[") {
            let text = MarkupText.plain(raw)
            current.table.set(word: text.trimmingBlanks, under: data.name, current.row)
          }
          data = nil
        default: break
        }
      }
    } catch {
      throw error.error(in: source)
    }
    for (name, isOfEdges, word) in usual {
      let all = isOfEdges ? edges : table
      for row in 0..<all.count { all.set(word: word, under: name, row) }
    }
    reading.groups = [.init(rows: 0..<table.count, edges: 0..<edges.count)]
    return reading
  }
}
