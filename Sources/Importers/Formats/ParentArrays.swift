import Groundwork

/// Trees whose statistics of children stand in arrays of the parent: TamaGo and AiZynthFinder.
enum ParentArrays {
  static func tamaGo(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let document = try wholeDocument(source)
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.tamaGo.title)
    let nodes = document["tree"]?["node"]?.elements ?? []
    let root = document["tree"]?["current_root"]?.integer ?? document["tree"]?["root"]?.integer ?? 0
    guard nodes.indices.contains(root) else {
      throw ImportError(.unreadable, "a TamaGo tree, but its root \(root) is not there")
    }
    let size = document["board_size"]?.integer
    let first = table.add()
    nodes[root]["node_visits"]?.number.map { table.set($0, under: "visits", first) }
    nodes[root]["node_value_sum"]?.number.map { table.set($0, under: "sum", first) }
    nodes[root]["raw_value"]?.number.map { table.set($0, under: "raw_value", first) }
    var open = [(node: root, row: first)]
    var seen: Set<Int> = [root]
    while let (node, row) = open.popLast() {
      let value = nodes[node]
      let count = value["num_children"]?.integer ?? value["action"]?.elements?.count ?? 0
      func number(_ key: String, _ place: Int) -> Double? {
        guard let list = value[key]?.elements, list.indices.contains(place) else { return nil }
        return list[place].number
      }
      for place in 0..<min(max(0, count), value["action"]?.elements?.count ?? 0) {
        let child = table.add(parent: row)
        if let action = number("action", place) {
          table.set(coordinate(Int(action), size), under: "action", child)
        }
        number("children_visits", place).map { table.set($0, under: "visits", child) }
        number("children_value_sum", place).map { table.set($0, under: "sum", child) }
        number("children_policy", place).map { table.set($0, under: "prior", child) }
        guard let next = number("children_index", place).flatMap({ Int(exactly: $0) }),
          nodes.indices.contains(next)
        else { continue }
        guard seen.insert(next).inserted else {
          reading.leaveOut("further edges")
          continue
        }
        nodes[next]["raw_value"]?.number.map { table.set($0, under: "raw_value", child) }
        open.append((next, child))
      }
    }
    reading.groups = [.init(rows: 0..<table.count)]
    return reading
  }

  /// TamaGo numbers points of a board with a border around it.
  private static func coordinate(_ point: Int, _ size: Int?) -> String {
    guard point > 0, let size, size > 0, size < 26 else { return point == 0 ? "pass" : "\(point)" }
    let width = size + 2
    let (y, x) = (point / width, point % width)
    guard 1...size ~= x, 1...size ~= y else { return "\(point)" }
    let letters = Array("ABCDEFGHJKLMNOPQRSTUVWXYZ")
    return "\(letters[x - 1])\(size + 1 - y)"
  }

  static func aiZynth(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let document = try wholeDocument(source)
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.aiZynth.title)
    let top = document["tree"] ?? document
    let smiles = molecules(document)
    let first = table.add()
    table.set(state(top, smiles), under: "text", first)
    var open = [(node: top, row: first)]
    while let (node, row) = open.popLast() {
      let actions = node["children_actions"]?.elements ?? []
      let children = node["children"]?.elements ?? []
      let visits = node["children_visitations"]?.elements ?? []
      for place in 0..<max(visits.count, children.count) {
        let child = table.add(parent: row)
        func number(_ key: String) -> Double? {
          guard let list = node[key]?.elements, list.indices.contains(place) else { return nil }
          return list[place].number
        }
        number("children_visitations").map { table.set($0, under: "visits", child) }
        number("children_values").map { table.set($0, under: "sum", child) }
        number("children_priors").map { table.set($0, under: "prior", child) }
        if actions.indices.contains(place) {
          let action = actions[place]
          let name = action["reaction_smiles"] ?? action["smiles"] ?? action["smarts"] ?? action
          if let text = FieldReader.text(of: name) { table.set(text, under: "action", child) }
        }
        if children.indices.contains(place), children[place].members != nil {
          table.set(state(children[place], smiles), under: "text", child)
          open.append((children[place], child))
        }
      }
    }
    reading.groups = [.init(rows: 0..<table.count)]
    reading.remarks.append(
      "visits begin at 1, with the prior as their value; the root's are not in the file")
    return reading
  }

  private static func molecules(_ document: JSONValue) -> [String] {
    (document["molecules"]?.elements ?? []).map { $0["smiles"]?.string ?? $0.string ?? "" }
  }

  private static func state(_ node: JSONValue, _ smiles: [String]) -> String {
    let ids = node["state"]?["mols"]?.elements ?? []
    return ids.map { id in
      id.integer.flatMap { smiles.indices.contains($0) ? smiles[$0] : nil }
        ?? FieldReader.text(of: id).map { "molecule \($0)" } ?? ""
    }.joined(separator: " + ")
  }
}
