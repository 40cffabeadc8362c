import Groundwork

/// Reads the JSON of MCTSr (MathBlackBox): answers are the ids, and make a graph rather than a tree.
enum MCTSrReader {
  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .ids, format: FormatPreset.mctsr.title)
    var documents = JSONDocuments(source)
    while var cursor = documents.next() {
      do throws(ReadingFault) {
        let value = source.base.reduce(try cursor.value()) { $0[$1] ?? .null }
        documents.accept(cursor)
        for document in value.elements ?? [value] { take(document, reading) }
      } catch {
        documents.refuse(error)
      }
    }
    if table.count == 0, let fault = documents.fault { throw fault.error(in: source) }
    reading.leaveOut("documents that are broken", documents.broken)
    reading.passOver("lines that are not JSON", documents.noise)
    reading.remarks.append("not in the file: visits; rewards are how many an answer was given")
    return reading
  }

  private static func take(_ document: JSONValue, _ reading: ForeignReading) {
    let table = reading.table
    let start = table.count
    var answers: [String] = []
    var known: Set<String> = []
    func add(_ text: String) { if known.insert(text).inserted { answers.append(text) } }
    for answer in document["answers_list"]?.elements ?? [] {
      if let text = answer.string { add(text) }
    }
    // Python writes None as a key as "null".
    for member in document["fathers"]?.members ?? [] where member.key != "null" { add(member.key) }
    for answer in answers {
      let row = table.add()
      table.set(answer, under: "@id", row)
      if let father = document["fathers"]?[answer]?.string {
        table.set(father, under: "@parent", row)
      }
      let children = document["childs"]?[answer]?.elements ?? []
      if !children.isEmpty, let column = table.column("@children") {
        table.set(children: children, column, row)
      }
      let rewards = document["to_explore_reward"]?[answer]?.elements?.compactMap(\.number) ?? []
      if let least = rewards.min() {
        let mean = rewards.reduce(0, +) / Double(rewards.count)
        table.set(Double(rewards.count), under: "@rewards", row)
        table.set((least + mean) / 2, under: "@q", row)
      }
      if let ucb = document["ucb_bank"]?[answer]?.number { table.set(ucb, under: "@ucb", row) }
      let hints = document["hints_bank"]?[answer]
      if let hint = hints?.string ?? hints?.elements?.last?.string {
        table.set(hint, under: "@hint", row)
      }
    }
    var facts: [JSONValue.Member] = []
    for key in ["query", "ground_truth"] {
      if let value = document[key] { facts.append(.init(key, value)) }
    }
    reading.groups.append(.init(rows: start..<table.count, facts: .object(facts)))
  }
}

extension RecordTable {
  /// Sets a list of ids, which stands nowhere in the file as it is.
  func set(children: [JSONValue], _ column: Int, _ row: Int) {
    lists[row] = children
    set(store(""), column, row)
  }
}
