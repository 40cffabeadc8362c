import Groundwork

/// Reads rStar's `.tree` files: dashes for the depth, numbers in brackets, text behind.
enum RStarReader {
  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.rStar.title)
    let pattern =
      /^(-*)(\[\[?)\s*(\(T\) )?(.*?): Q: (\S+); N: (\S+); V: (\S+); UCT: ([^\]\s]+)\]\]?\s?(.*)$/
    var open: [(depth: Int, row: Int)] = []
    var texts: [Int: [String]] = [:]
    var start = 0
    var noise = 0
    while start < source.bytes.count {
      let end = source.endOfLine(from: start)
      let line = WordText.plain(source.text(start..<end)).replacing("\r", with: "")
      defer { start = end + 1 }
      guard let match = line.wholeMatch(of: pattern) else {
        if let last = open.last, !line.trimmingBlanks.isEmpty {
          texts[last.row, default: []].append(line.trimmingBlanks)
        } else if !line.trimmingBlanks.isEmpty {
          noise += 1
        }
        continue
      }
      let depth = match.1.count
      while let last = open.last, last.depth >= depth { open.removeLast() }
      if open.isEmpty { close(reading, table) }
      let row = table.add(parent: open.last?.row ?? -1)
      if open.isEmpty { reading.groups.append(ForeignReading.Group(rows: row..<row)) }
      open.append((depth, row))
      for (name, word) in [("Q", match.5), ("N", match.6), ("V", match.7), ("UCT", match.8)] {
        table.set(word: String(word), under: name, row)
      }
      table.set(word: match.3 == nil ? "false" : "true", under: "@terminal", row)
      texts[row] = [String(match.9)]
    }
    close(reading, table)
    for (row, lines) in texts { table.set(lines.joined(separator: "\n"), under: "@rest", row) }
    reading.passOver("lines without a node", noise)
    reading.remarks.append("recorded_uct was computed with the weight of that rollout")
    return reading
  }

  private static func close(_ reading: ForeignReading, _ table: RecordTable) {
    guard let last = reading.groups.indices.last else { return }
    reading.groups[last].rows = reading.groups[last].rows.lowerBound..<table.count
  }
}
