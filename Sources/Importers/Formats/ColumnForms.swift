import Groundwork

/// Trees whose nodes are the places of arrays: D3Trees.jl and mctx.
enum ColumnForms {
  // MARK: - D3Trees.jl

  static func isD3(_ value: JSONValue) -> Bool {
    guard let children = value["children"]?.elements, let first = children.first else {
      return false
    }
    return first.elements != nil && value["text"]?.elements?.count ?? -1 > 0
  }

  static func readD3(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let text = source.text(0..<source.bytes.count)
    let document: JSONValue
    if let found = text.utf8.firstRange(of: "treeData = {".utf8) {
      let start = text.utf8.distance(from: text.utf8.startIndex, to: found.upperBound) - 1
      var cursor = JSONCursor(source.bytes, at: start)
      do throws(ReadingFault) {
        document = try cursor.value()
      } catch {
        throw error.error(in: source)
      }
    } else {
      document = try wholeDocument(source)
    }
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.d3Trees.title)
    let children = document["children"]?.elements ?? []
    let texts = document["text"]?.elements ?? []
    let tips = document["tooltip"]?.elements ?? []
    for place in 0..<max(children.count, texts.count) {
      let row = table.add()
      let text = place < texts.count ? texts[place].string ?? "" : ""
      let lines = text.split(separator: "\n").map { String($0) }
      table.set(lines.first ?? "", under: "@label", row)
      let tip = place < tips.count ? tips[place].string ?? "" : ""
      table.set(tip.isEmpty ? lines.first ?? "" : tip, under: "@text", row)
      for line in lines { LabelText.take(line, into: table, row) }
    }
    var order = [Int](0..<table.count)
    var seen = Set<Int>()
    var children2: [Int] = []
    for (place, list) in children.enumerated() {
      for child in list.elements ?? [] {
        guard let child = child.integer, child != place, 0..<table.count ~= child,
          table.parents[child] < 0, seen.insert(child).inserted
        else {
          reading.leaveOut("further edges")
          continue
        }
        table.setParent(place, of: child)
        children2.append(child)
      }
    }
    cutCycles(in: table, reading)
    // Siblings stand in the order of their parents' lists.
    order = order.filter { !seen.contains($0) } + children2
    reading.order = order
    reading.groups = [.init(rows: 0..<table.count)]
    let more = (document["unexpanded_children"]?.members ?? []).count
    if more > 0 { reading.remarks.append("\(more) nodes have children that are not in the file") }
    return reading
  }

  /// Cuts the first edge of each cycle.
  private static func cutCycles(in table: RecordTable, _ reading: ForeignReading) {
    var walks = [Int](repeating: 0, count: table.count)
    for start in 0..<table.count {
      var node = start
      while node >= 0, walks[node] == 0 {
        walks[node] = start + 1
        node = Int(table.parents[node])
      }
      guard node >= 0, walks[node] == start + 1 else { continue }
      table.setParent(-1, of: node)
      reading.leaveOut("edges that close a cycle")
    }
  }

  // MARK: - mctx

  static func readMctx(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let document = try wholeDocument(source)
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.mctx.title)
    func batches(_ name: String, depth: Int) -> [JSONValue] {
      let value = document[name]?.elements ?? []
      var first = value.first
      for _ in 1..<depth { first = first?.elements?.first }
      // Without a batch there is one list less around it.
      return first?.elements != nil ? value : [document[name] ?? .null]
    }
    let visits = batches("node_visits", depth: 1)
    let edges = [
      "children_index", "children_visits", "children_rewards", "children_discounts",
      "children_values", "children_prior_logits",
    ].map { batches($0, depth: 2) }
    var isAlternating = true
    for batch in visits.indices {
      let start = table.count
      let count = visits[batch].elements?.count ?? 0
      func number(_ list: [JSONValue], _ place: Int) -> Double? {
        guard batch < list.count, let elements = list[batch].elements, place < elements.count else {
          return nil
        }
        return elements[place].number
      }
      let values = batches("node_values", depth: 1)
      let raw = batches("raw_values", depth: 1)
      var rows = [Int](repeating: -1, count: count)
      func edge(_ kind: Int, _ node: Int) -> [JSONValue] {
        guard batch < edges[kind].count, let list = edges[kind][batch].elements, node < list.count
        else { return [] }
        return list[node].elements ?? []
      }
      guard count > 0 else { continue }
      rows[0] = table.add()
      number(visits, 0).map { table.set($0, under: "visits", rows[0]) }
      number(values, 0).map { table.set($0, under: "q", rows[0]) }
      number(raw, 0).map { table.set($0, under: "raw_value", rows[0]) }
      // Nodes come after their parents, as each one is made by a simulation that ends at it.
      for node in 0..<count where rows[node] >= 0 {
        let logits = edge(5, node).map { $0.number ?? -.infinity }
        let most = logits.max() ?? 0
        let total = logits.reduce(0) { $0 + exponential($1 - most) }
        for (action, child) in edge(0, node).enumerated() {
          guard let child = child.integer, 0..<count ~= child, rows[child] < 0 else { continue }
          let row = table.add(parent: rows[node])
          rows[child] = row
          table.set(Double(action), under: "action", row)
          func value(_ kind: Int) -> Double? {
            let list = edge(kind, node)
            return action < list.count ? list[action].number : nil
          }
          value(1).map { table.set($0, under: "visits", row) }
          if let child = value(4) {
            let discount = value(3) ?? 1
            if discount > 0 { isAlternating = false }
            table.set((value(2) ?? 0) + discount * child, under: "q", row)
          }
          value(2).map { table.set($0, under: "reward", row) }
          number(raw, child).map { table.set($0, under: "raw_value", row) }
          if total > 0, action < logits.count {
            table.set(exponential(logits[action] - most) / total, under: "prior", row)
          }
        }
      }
      reading.groups.append(.init(rows: start..<table.count))
    }
    reading.fixedView = isAlternating ? .mover : .root
    return reading
  }

  /// e to the power of a number that is at most 0.
  private static func exponential(_ power: Double) -> Double { Exponential.of(power) }
}
