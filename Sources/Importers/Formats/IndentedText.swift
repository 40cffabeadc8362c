import Groundwork

/// Reads trees that were printed as indented text, with `key=value` pairs in each line: box drawing,
/// dashes, bars, tabs or blanks; or with the depth among the pairs.
enum IndentedText {
  private struct Line {
    var width: Int
    var text: String
    var pairs: [LabelText.Pair]
  }

  private static let numbers: Set<String> = Set(
    [MapField.visits, .sum, .mean, .value].flatMap(\.keys).map { WordText.normalized($0) })

  static func recognizes(_ text: String) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline).prefix(400)
    var found: [Line] = []
    for line in lines { if let line = node(line, like: found.first) { found.append(line) } }
    guard !isYAML(text) else { return false }
    // What is drawn with boxes is a tree without numbers too.
    if found.isEmpty { return lines.count { branch($0) != nil } > 1 }
    guard found.count > 1 else { return found.count == 1 && lines.count < 4 }
    return isIndented(found) || found.allSatisfy { depth(of: $0) != nil }
  }

  /// Whether lines are keys with values, those of children among them, as in YAML.
  static func isYAML(_ text: String) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline).prefix(400).map { $0.trimmingBlanks }
    let keys = lines.count { $0.contains(/^(- +)*['"]?[A-Za-z_][\w ]*['"]?:( |$)/) }
    let isOpen = lines.contains { $0.contains(/^(- +)*['"]?(children|child|kids|nodes)['"]?:$/) }
    return isOpen && keys * 10 >= lines.count * 8
  }

  private static func isIndented(_ lines: [Line]) -> Bool {
    let least = lines.map(\.width).min() ?? 0
    return lines.contains { $0.width > least }
  }

  /// Returns a line that is a node: it holds a number that a search has, and what the first one had.
  private static func node(_ line: Substring, like first: Line?) -> Line? {
    let text = String(line)
    let width = indentation(of: text)
    let payload = String(text.unicodeScalars.dropFirst(width))
    let pairs = LabelText.pairs(of: payload)
    guard
      pairs.contains(where: {
        numbers.contains(WordText.normalized($0.key)) && WordText.number(of: $0.value) != nil
      })
    else { return nil }
    if let first {
      let keys = Set(first.pairs.map(\.key))
      guard pairs.contains(where: { keys.contains($0.key) }) || width > 0 else { return nil }
    }
    return Line(width: width, text: payload, pairs: pairs)
  }

  /// Returns a line that is drawn as a branch: behind blanks and bars stands what leads to a node, and its name.
  private static func branch(_ line: Substring) -> Line? {
    guard line.contains(/^[ \u{a0}\t|│┃]*(?:[├└┣┗╰┝┕]|[|+`\\]--)/) else { return nil }
    let width = indentation(of: String(line))
    let payload = String(line.unicodeScalars.dropFirst(width))
    guard !payload.trimmingBlanks.isEmpty else { return nil }
    return Line(width: width, text: payload, pairs: LabelText.pairs(of: payload))
  }

  /// Returns how many characters of a line only say how deep it stands.
  private static func indentation(of line: String) -> Int {
    let scalars = Array(line.unicodeScalars)
    var width = 0
    while width < scalars.count {
      let scalar = scalars[width]
      let isSign = " \u{a0}\t|+`\\>*•·".unicodeScalars.contains(scalar)
      let isDrawing = 0x2500...0x257f ~= scalar.value
      let isDash =
        scalar == "-"
        && !(width + 1 < scalars.count
          && ("0"..."9" ~= scalars[width + 1] || scalars[width + 1] == "."))
      guard isSign || isDrawing || isDash else { break }
      width += 1
    }
    return width
  }

  private static func depth(of line: Line) -> Int? {
    line.pairs.first { ["depth", "level"].contains($0.key.lowercased()) }.flatMap { Int($0.value) }
  }

  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    var lines: [Line] = []
    var noise = 0
    var start = 0
    // The last line that is no node.
    var before: String?
    while start < source.bytes.count {
      let end = source.endOfLine(from: start)
      let text = WordText.plain(source.text(start..<end))
      defer { if !text.trimmingBlanks.isEmpty { before = text } }
      let branch = branch(text[...])
      if let before, branch != nil, lines.isEmpty, indentation(of: before) == 0 {
        // The root may have no number.
        lines.append(
          Line(width: 0, text: before, pairs: LabelText.pairs(of: before)))
        noise -= 1
      }
      if let line = node(text[...], like: lines.first) ?? branch {
        lines.append(line)
      } else if !text.trimmingBlanks.isEmpty {
        noise += 1
      }
      start = end + 1
    }
    let isIndented = isIndented(lines)
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.indented.title)
    var open: [(width: Int, row: Int)] = []
    for line in lines {
      let width = isIndented ? line.width : depth(of: line) ?? 0
      while let last = open.last, last.width >= width { open.removeLast() }
      if open.isEmpty, let group = reading.groups.indices.last {
        reading.groups[group].rows = reading.groups[group].rows.lowerBound..<table.count
      }
      let row = table.add(parent: open.last?.row ?? -1)
      if open.isEmpty { reading.groups.append(.init(rows: row..<row)) }
      open.append((width, row))
      take(line, into: table, row)
    }
    if let group = reading.groups.indices.last {
      reading.groups[group].rows = reading.groups[group].rows.lowerBound..<table.count
    }
    guard !lines.isEmpty else {
      throw ImportError(.unreadable, "no line holds a node: key=value with visits or a value")
    }
    reading.passOver("lines without a node", noise)
    return reading
  }

  private static func take(_ line: Line, into table: RecordTable, _ row: Int) {
    let rest = LabelText.take(line.text, into: table, row)
    let label = name(in: rest.before)
    if !label.isEmpty { table.set(label, under: "@label", row) }
    table.set(line.text.trimmingBlanks, under: "@rest", row)
  }

  /// Returns the name of a node from what stands before its numbers.
  private static func name(in text: String) -> String {
    var name = text
    for arrow in ["⟶", "->", "→"] {
      if let range = name.firstRange(of: arrow) { name = String(name[..<range.lowerBound]) }
    }
    let scalars = name.unicodeScalars.drop { 0x2080...0x2089 ~= $0.value || $0 == " " }
    let plain = String(String.UnicodeScalarView(scalars)).trimmingPairs.trimmingMarks
    // What names the type of each node says nothing of it.
    return ["Node", "_VNodePP", "_QNodePP", "TreeNode", "MCTSNode"].contains(plain) ? "" : plain
  }
}
