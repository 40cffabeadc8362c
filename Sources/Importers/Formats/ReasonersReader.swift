import Groundwork

/// Reads the logs of the visualizer of llm-reasoners: a snapshot of the whole tree an iteration, or one.
enum ReasonersReader {
  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let document = try wholeDocument(source)
    let table = RecordTable(source)
    let edges = RecordTable(source)
    let reading = ForeignReading(table, link: .ids, format: FormatPreset.reasoners.title)
    reading.edges = edges
    for name in ["source", "target"] { _ = edges.column(name) }
    for log in document["logs"]?.elements ?? [] {
      let start = (table.count, edges.count)
      var expanded: Set<String> = []
      for member in log["nodes"]?.members ?? [] {
        let node = member.value
        let row = table.add()
        let id = FieldReader.text(of: node["id"] ?? .string(member.key)) ?? member.key
        table.set(word: id, under: "id", row)
        let data = node["data"]?.members ?? []
        if !data.isEmpty { expanded.insert(id) }
        let text = text(of: data)
        if !text.isEmpty { table.set(text, under: "@text", row) }
        for item in data where !counters.contains(WordText.normalized(item.key)) {
          if let number = item.value.number, !number.isNaN {
            table.set(number, under: "data." + item.key, row)
          }
        }
      }
      for member in log["edges"]?.members ?? [] {
        take(member.value, edges, isExpanded: { expanded.contains($0) })
      }
      reading.groups.append(
        .init(rows: start.0..<table.count, edges: start.1..<edges.count, facts: .null))
    }
    copyValues(to: table, from: edges, reading.groups)
    reading.areKeysOfStates = true
    reading.areSnapshots = reading.groups.count > 1
    reading.remarks.append("not in the file: visits, actions, scores of selection")
    return reading
  }

  /// What of a state only says how deep it lies: it stands in the state, and is no number to compare.
  private static let counters: Set<String> = ["step", "stepidx", "depth", "timestep"]

  private static func take(
    _ edge: JSONValue, _ edges: RecordTable, isExpanded: (String) -> Bool
  ) {
    guard let source = edge["source"].flatMap(FieldReader.text),
      let target = edge["target"].flatMap(FieldReader.text)
    else { return }
    let row = edges.add()
    edges.set(word: source, under: "source", row)
    edges.set(word: target, under: "target", row)
    for item in edge["data"]?.members ?? [] {
      guard let text = FieldReader.text(of: item.value) else { continue }
      if item.key == "Q" {
        // Of a node that was not expanded the library has no Q, and shows its fast reward.
        edges.set(word: text, under: isExpanded(target) ? "@q" : "@fast", row)
      } else {
        edges.set(word: text, under: "data." + item.key, row)
      }
    }
  }

  /// A node's value stands on the edge into it.
  private static func copyValues(
    to table: RecordTable, from edges: RecordTable, _ groups: [ForeignReading.Group]
  ) {
    guard let target = edges.existing("target"), let id = table.existing("id") else { return }
    for group in groups {
      var rows: [String: Int] = [:]
      for row in group.rows { rows[table.text(table.cell(id, row)) ?? ""] = row }
      for edge in group.edges {
        guard let row = rows[edges.text(edges.cell(target, edge)) ?? ""] else { continue }
        for name in ["@q", "@fast"] {
          guard let column = edges.existing(name),
            let number = edges.number(edges.cell(column, edge))
          else { continue }
          table.set(number, under: name, row)
        }
      }
    }
  }

  /// Returns the state that a node's data holds, one entry a line.
  private static func text(of data: [JSONValue.Member]) -> String {
    let parts = data.compactMap { item -> String? in
      guard let text = FieldReader.text(of: item.value) else { return nil }
      if text.utf8.count > 2_000,
        text.hasPrefix("data:image") || text.hasPrefix("iVBOR")
          || text.hasPrefix("/9j/")
      {
        return "\(item.key): a picture of \(NumberText.bytes(text.utf8.count))"
      }
      return "\(item.key): \(text)"
    }
    let line = parts.joined(separator: ", ")
    return line.utf8.count < 100 ? line : parts.joined(separator: "\n")
  }
}
