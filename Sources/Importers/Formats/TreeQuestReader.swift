import Groundwork

/// Reads TreeQuest's JSON: visits and sums are those of its finished trials.
///
/// What its viewer displays is text; only scores that trials had count.
enum TreeQuestReader {
  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let document = try wholeDocument(source)
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.treeQuest.title)
    let nodes = document["nodes"]?.elements ?? []
    var rows: [String: Int] = [:]
    for node in nodes {
      guard let id = key(node["id"]) else { continue }
      let row = table.add()
      rows[id] = row
      for name in ["action_from_parent", "state_repr", "status"] {
        if let text = node[name].flatMap(FieldReader.text) { table.set(text, under: name, row) }
      }
      let metrics = node["algo_metrics"]
      for (name, column) in [("prior", "@prior"), ("uct_score", "@uct")] {
        let text = metrics?[name]?["display_value"]?.string ?? ""
        if let number = WordText.number(of: text) { table.set(number, under: column, row) }
      }
      let texts = (metrics?.members ?? []).compactMap { member -> String? in
        guard let text = member.value["display_value"]?.string, text.contains("<") else {
          return nil
        }
        return (member.value["display_name"]?.string ?? member.key) + ": " + plain(text)
      }
      if !texts.isEmpty { table.set(texts.joined(separator: "\n"), under: "explanation", row) }
    }
    for node in nodes {
      guard let row = key(node["id"]).flatMap({ rows[$0] }), let parent = key(node["parent_id"])
      else { continue }
      if let place = rows[parent], place != row {
        table.setParent(place, of: row)
      } else if parent != "-1" {
        throw ImportError(
          .unreadable,
          "TreeQuest JSON, but node \(key(node["id"]) ?? "") names the parent \(parent), which is not there"
        )
      }
    }
    for (number, edge) in (document["edges"]?.elements ?? []).enumerated() {
      for end in ["source", "target"] {
        guard let id = key(edge[end]), rows[id] == nil else { continue }
        throw ImportError(
          .unreadable,
          "TreeQuest JSON, but edge \(number + 1) names node \(id), which is not there")
      }
    }
    reading.steps = count(trials(document, nodes), in: table, rows)
    reading.groups = [.init(rows: 0..<table.count)]
    let pending = (document["trials"]?.elements ?? []).count {
      $0["trial_status"]?.string.map { $0 != "COMPLETE" } ?? false
    }
    if pending > 0 { reading.leaveOut("trials that are not complete", pending) }
    if let algorithm = document["metadata"]?["algorithm"]?.string {
      reading.remarks.append("algorithm: \(algorithm)")
    }
    if document["nodes"]?.elements?.contains(where: { $0["algo_metrics"]?["uct_score"] != nil })
      ?? false
    {
      reading.remarks.append(
        "recorded_uct is what TreeQuest's viewer shows, with c = 1.414 whatever c was")
    }
    return reading
  }

  private static func key(_ value: JSONValue?) -> String? { value.flatMap(FieldReader.text) }

  /// The scores and the nodes that they count for.
  private static func trials(
    _ document: JSONValue, _ nodes: [JSONValue]
  ) -> [(node: String, score: Double)] {
    // A node is the result of one trial: its score is the trial's.
    let finished = nodes.compactMap { node -> (node: String, score: Double, end: String?)? in
      guard let id = key(node["id"]), key(node["parent_id"]) != nil,
        let score = node["score"]?.number, !score.isNaN
      else { return nil }
      let status = node["status"]?.string ?? "COMPLETE"
      return status == "COMPLETE" ? (id, score, node["completed_at"]?.string) : nil
    }
    // Several may run at once; they count from when they end.
    let isTimed = finished.allSatisfy { $0.end != nil }
    let sorted = finished.enumerated().sorted { first, second in
      let (one, other) = (first.element.end ?? "", second.element.end ?? "")
      return isTimed && one != other ? one < other : first.offset < second.offset
    }
    return sorted.map { ($0.element.node, $0.element.score) }
  }

  /// Counts the trials, and returns the moments: one for each of them.
  private static func count(
    _ trials: [(node: String, score: Double)], in table: RecordTable, _ rows: [String: Int]
  ) -> [ForeignReading.Step] {
    var steps: [ForeignReading.Step] = []
    var visits = [Double](repeating: 0, count: table.count)
    var sums = visits
    for (node, score) in trials {
      guard let leaf = rows[node] else { continue }
      table.set(score, under: "@score", leaf)
      var step = ForeignReading.Step(row: leaf, value: score)
      var row = leaf
      // Records that name each other as parents have no end.
      while row >= 0, step.numbers.count < table.count {
        visits[row] += 1
        sums[row] += score
        step.numbers.append(.init(row: row, visits: visits[row], value: sums[row]))
        row = Int(table.parents[row])
      }
      steps.append(step)
    }
    for row in 0..<table.count {
      table.set(visits[row], under: "@visits", row)
      table.set(sums[row], under: "@sum", row)
    }
    // A moment names all nodes on its way: those of a chain of a million would be too many.
    return steps.reduce(0) { $0 + $1.numbers.count } > 50 * (table.count + 1_000) ? [] : steps
  }

  /// Returns a text of HTML lists without its marks.
  private static func plain(_ text: String) -> String {
    text.replacing("<li>", with: "\n- ").replacing(/<[^>]*>/, with: "")
  }
}

/// Reads the one document of a file as a value, or what stands in it at the source's base.
///
/// - Throws: an error with its place where it is broken.
func wholeDocument(_ source: SourceText) throws(ImportError) -> JSONValue {
  var documents = JSONDocuments(source)
  while var cursor = documents.next() {
    do throws(ReadingFault) {
      let document = try cursor.value()
      return source.base.reduce(document) { value, key in value[key] ?? .null }
    } catch {
      throw error.error(in: source)
    }
  }
  throw documents.fault?.error(in: source)
    ?? ImportError(.unreadable, "there is no JSON document in the file")
}
