import Groundwork

/// Records that have neither ids nor parents, and say where each stands by its path: `a/b/c`, `0.1.2`,
/// `["a", "b"]`.
enum PathTable {
  /// What the path of a node is called.
  static let keys: Set<String> = [
    "path", "nodepath", "actionpath", "movepath", "actions", "actionsequence", "moves",
    "movesequence", "prefix", "history", "trajectory",
  ]

  /// What may stand between the steps of a path; the first that fits best counts.
  private static let separators = [
    "/", " -> ", "->", " > ", ">", " | ", "|", ";", ",", " ", ".", "-", "_",
  ]

  /// As many paths are looked at to find what stands between their steps.
  private static let mostLooked = 2_000

  /// Whether some paths are those of a tree: most of them lead on from another one.
  static func areNested(_ paths: [String]) -> Bool { separator(of: paths) != nil }

  /// Whether some objects are records of that kind: they hold a path, and a number that a search has.
  static func areRecords(_ values: [JSONValue]) -> Bool {
    guard values.allSatisfy({ JSONShape.hasStatistics($0) }) else { return false }
    return areNested(values.compactMap { path(of: $0) })
  }

  private static func path(of value: JSONValue) -> String? {
    (value.members ?? []).first { keys.contains(WordText.normalized($0.key)) }
      .flatMap { FieldReader.text(of: $0.value) ?? "" }
  }

  /// Whether the columns of a table name a path and numbers that a search has; returns the place of the path.
  static func place(in head: [String]) -> Int? {
    let names = head.map { WordText.normalized($0) }
    guard names.contains(where: { JSONShape.statisticKeys.contains($0) }) else { return nil }
    return names.firstIndex { keys.contains($0) }
  }

  /// Returns what stands between the steps of most paths; nil where few lead on from another one.
  private static func separator(of paths: [String]) -> String? {
    guard paths.count > 1 else { return nil }
    var best: (separator: String, count: Int)?
    for separator in separators {
      let all = paths.prefix(mostLooked).map { steps(of: $0, separator) }
      let known = Set(all)
      guard known.count == all.count else { continue }
      let deep = all.filter { $0.count > 1 }
      let led = deep.count { steps in
        (1..<steps.count).contains { known.contains(Array(steps.prefix($0))) }
      }
      if led > best?.count ?? 0, led * 2 >= deep.count { best = (separator, led) }
    }
    return best?.separator
  }

  /// The steps of a path; what Python or JSON prints of a list is one too.
  private static func steps(of path: String, _ separator: String) -> [String] {
    var text = path.trimmingBlanks
    var separator = separator
    let isList =
      text.hasPrefix("[") && text.hasSuffix("]") || text.hasPrefix("(") && text.hasSuffix(")")
    if isList {
      text = String(text.dropFirst().dropLast())
      separator = ","
    }
    return text.split(separator: separator, omittingEmptySubsequences: true).compactMap { step in
      let word = isList ? step.trimmingBlanks.trimmingQuotes : String(step)
      return word.isEmpty ? nil : word
    }
  }

  /// Gives the records of a table their parents by their paths, where they have paths and no parents.
  ///
  /// Steps that no record is about become records without numbers. O(n) in the lengths of the paths.
  ///
  /// - Parameter name: the column of the paths; nil where it is known by its name.
  static func link(_ reading: ForeignReading, by name: String? = nil) {
    let table = reading.table
    guard
      let name = name ?? table.names.first(where: { keys.contains(WordText.normalized($0)) }),
      let column = table.existing(name), !hasParents(table)
    else { return }
    func path(_ row: Int) -> String {
      let cell = table.cell(column, row)
      return table.text(cell) ?? FieldReader.text(of: table.value(cell)) ?? ""
    }
    let sample = (reading.groups.first?.rows ?? 0..<0).prefix(mostLooked).map { path($0) }
    guard let separator = separator(of: sample) else { return }
    let hasAction = MapField.action.keys.contains { key in
      table.names.contains { WordText.normalized($0) == WordText.normalized(key) }
    }
    let label = hasAction ? nil : table.column("action")
    var groups: [ForeignReading.Group] = []
    var order: [Int] = []
    var missing = 0
    for group in reading.groups {
      var rows: [[String]: Int] = [:]
      var ways: [(row: Int, steps: [String])] = []
      for row in group.rows {
        let steps = steps(of: path(row), separator)
        if rows[steps] == nil { rows[steps] = row }
        ways.append((row, steps))
      }
      // Records come into their places; what is missing is added behind all of them.
      var added: [Int] = []
      func record(_ steps: [String]) -> Int {
        if let row = rows[steps] { return row }
        let row = table.add()
        rows[steps] = row
        added.append(row)
        ways.append((row, steps))
        missing += 1
        return row
      }
      let heads = ways.count { $0.steps.count < 2 }
      let hasRoot = rows[[]] != nil || heads == 1
      var place = 0
      while place < ways.count {
        let (row, steps) = ways[place]
        place += 1
        if let label, let last = steps.last { table.set(table.store(last), label, row) }
        if steps.isEmpty || steps.count == 1 && rows[[]] == nil && hasRoot { continue }
        table.setParent(record(Array(steps.dropLast())), of: row)
      }
      order += Array(group.rows) + added
      var linked = group
      linked.rows = order.count - group.rows.count - added.count..<order.count
      groups.append(linked)
    }
    reading.link = .parents
    reading.order = order
    reading.groups = groups
    if missing > 0 {
      reading.remarks.append(
        "\(missing) steps of paths have no record of their own: their numbers are not in the file")
    }
  }

  /// Whether records name their parents, or both ends of edges.
  private static func hasParents(_ table: RecordTable) -> Bool {
    let names = Set(table.names.map { WordText.normalized($0) })
    return MapField.parent.keys.contains { names.contains(WordText.normalized($0)) }
      || JSONShape.edgeKeys.contains { names.contains($0.source) && names.contains($0.target) }
  }
}

extension String {
  /// Without the quotes round it.
  fileprivate var trimmingQuotes: String {
    guard count > 1, let first, first == last, first == "'" || first == "\"" else { return self }
    return String(dropFirst().dropLast())
  }
}
