import Groundwork

/// Works out the expressions of a mapping for the nodes of a forest.
struct FieldReader {
  let forest: Forest

  private var table: RecordTable { forest.table }

  /// Returns what an expression says of a node; null where that is nothing.
  func value(_ expression: MapExpression, of node: Int) -> JSONValue {
    switch expression {
    case .number(let number): return .number(number)
    case .path(let steps): return path(steps, of: node)
    case .coalesce(let first, let second):
      let value = value(first, of: node)
      return isNothing(value) ? self.value(second, of: node) : value
    case .binary(let operation, let left, let right):
      guard let left = number(left, of: node), let right = number(right, of: node) else {
        return .null
      }
      let result =
        switch operation {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        }
      return result.isNaN ? .null : .number(result)
    case .match(let text, let pattern):
      guard let text = self.text(text, of: node), let regex = try? Regex(pattern),
        let match = try? regex.firstMatch(in: text)
      else { return .null }
      let found = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
      return found.map { .string(String($0)) } ?? .null
    case .call(let function, let list):
      let elements = value(list, of: node).elements ?? []
      let numbers = elements.compactMap { number(of: $0) }
      switch function {
      case .count: return value(list, of: node).elements == nil ? .null : .integer(elements.count)
      case .sum: return numbers.isEmpty ? .null : .number(numbers.reduce(0, +))
      case .mean:
        return numbers.isEmpty ? .null : .number(numbers.reduce(0, +) / Double(numbers.count))
      case .last: return elements.last ?? .null
      }
    }
  }

  private func isNothing(_ value: JSONValue) -> Bool {
    if case .string(let text) = value { return text.isEmpty }
    return value == .null
  }

  /// Returns the number that an expression says of a node; nil where it says none.
  func number(_ expression: MapExpression, of node: Int) -> Double? {
    number(of: value(expression, of: node))
  }

  private func number(of value: JSONValue) -> Double? {
    if let text = value.string { return WordText.groupedNumber(of: text) }
    return value.number.flatMap { $0.isNaN ? nil : $0 }
  }

  /// Returns the text that an expression says of a node; nil where it says none.
  func text(_ expression: MapExpression, of node: Int) -> String? {
    Self.text(of: value(expression, of: node))
  }

  /// Returns a value in words: a text as it is, a list or an object as JSON; nil for nothing.
  static func text(of value: JSONValue) -> String? {
    switch value {
    case .null: nil
    case .string(let text): text.isEmpty ? nil : text
    case .number(let number): number.isNaN ? nil : WordText.text(of: number)
    case .whole(let number): String(number)
    case .bool(let truth): truth ? "true" : "false"
    case .array(let elements): elements.isEmpty ? nil : value.text { _ in true }
    case .object(let members): members.isEmpty ? nil : value.text { _ in true }
    }
  }

  /// Returns what an expression says, as a truth; nil where it says none.
  func truth(_ expression: MapExpression, of node: Int) -> Bool? {
    switch value(expression, of: node) {
    case .bool(let truth): truth
    case .number(let number): number.isNaN ? nil : number != 0
    case .string(let text):
      ["true", "yes", "1", "terminal"].contains(text.lowercased())
        ? true : ["false", "no", "0"].contains(text.lowercased()) ? false : nil
    default: nil
    }
  }

  // MARK: - Paths

  private func path(_ steps: [MapExpression.Step], of node: Int) -> JSONValue {
    guard case .key(let first) = steps.first else { return .null }
    if first == "@children" {
      let row = Int(forest.rows[node])
      return table.lists[row].map { .array($0) } ?? .null
    }
    if first == "edge", let edges = forest.edges {
      let row = forest.edgeRows[node]
      return row < 0 ? .null : value(steps.dropFirst(), in: edges, row: Int(row), node)
    }
    if first == "parent", steps.count > 1, table.existing("parent") == nil || hasPlace(steps) {
      let parent = Int(forest.parents[node])
      guard parent >= 0, forest.rows[parent] >= 0 else { return .null }
      return value(steps.dropFirst(), in: table, row: Int(forest.rows[parent]), node)
    }
    let row = forest.rows[node]
    return row < 0 ? .null : value(steps[...], in: table, row: Int(row), node)
  }

  private func hasPlace(_ steps: [MapExpression.Step]) -> Bool {
    steps.contains { $0 == .place }
  }

  /// Follows a path from the column with the longest name that begins it.
  private func value(
    _ steps: ArraySlice<MapExpression.Step>, in table: RecordTable, row: Int, _ node: Int
  ) -> JSONValue {
    var keys: [String] = []
    for step in steps {
      guard case .key(let key) = step else { break }
      keys.append(key)
    }
    while !keys.isEmpty {
      if let column = table.existing(keys.joined(separator: ".")) {
        let cell = table.cell(column, row)
        if !cell.isEmpty || keys.count == 1 {
          return follow(steps.dropFirst(keys.count), in: table.value(cell), node)
        }
      }
      keys.removeLast()
    }
    return .null
  }

  private func follow(
    _ steps: ArraySlice<MapExpression.Step>, in value: JSONValue, _ node: Int
  ) -> JSONValue {
    var value = value
    for step in steps {
      let found: JSONValue?
      switch step {
      case .key(let key): found = value[key]
      case .index(let index): found = element(index, of: value)
      case .place: found = element(forest.place(of: node), of: value)
      }
      guard let found else { return .null }
      value = found
    }
    return value
  }

  private func element(_ index: Int, of value: JSONValue) -> JSONValue? {
    guard let elements = value.elements else { return nil }
    let place = index < 0 ? elements.count + index : index
    return elements.indices.contains(place) ? elements[place] : nil
  }
}
