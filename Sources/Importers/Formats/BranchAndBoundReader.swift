import Groundwork

/// Reads VBC, in which solvers of integer programs write their tree as it grows: no visits, but bounds.
enum BranchAndBoundReader {
  static func recognizes(_ text: String) -> Bool {
    if WordText.holds(text, "#TYPE: COMPLETE TREE"), text.contains(/(?m)^#TYPE: COMPLETE TREE/) {
      return true
    }
    // Some writers leave the head out.
    let lines = text.split(maxSplits: 200, whereSeparator: \.isNewline).prefix(200).filter {
      $0.utf8.dropFirst(2).first == UInt8(ascii: ":")
    }
    return lines.contains { $0.contains(#/^\d\d:\d\d:\d\d\.\d\d N \d+ \d+ \d+ *$/#) }
      && lines.contains { $0.contains(#/^\d\d:\d\d:\d\d\.\d\d [IPLUA] /#) }
  }

  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.branchAndBound.title)
    guard let bound = table.column("bound"), let label = table.column("@label"),
      let text = table.column("@text")
    else { return reading }
    var rows: [Int: Int] = [:]
    var start = 0
    var others = 0
    while start < source.bytes.count {
      let end = source.endOfLine(from: start)
      let line = source.text(start..<end)
      defer { start = end + 1 }
      if line.hasPrefix("#") { continue }
      let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true)
      guard words.count > 2, words[0].allSatisfy({ $0.isNumber || $0 == ":" || $0 == "." }) else {
        if words.count > 0 { others += 1 }
        continue
      }
      switch words[1] {
      case "N":
        let ends = line.split(separator: " ").dropFirst(2).compactMap { Int($0) }
        guard ends.count > 1, rows[ends[1]] == nil else { continue }
        let row = table.add(parent: rows[ends[0]] ?? -1)
        rows[ends[1]] = row
        reading.steps.append(.init(row: row))
      case "I":
        guard let number = Int(words[2]), let row = rows[number], words.count > 3 else { continue }
        let facts = words[3].replacing("\\n", with: "\n").replacing("\\i", with: "\n")
          .replacing("\\t", with: " ")
        table.replace(table.store(facts.trimmingBlanks), text, row)
        for fact in facts.split(separator: "\n") {
          let parts = fact.split(separator: ":", maxSplits: 1).map(\.trimmingBlanks)
          guard parts.count == 2, parts[1] != "-" else { continue }
          if parts[0] == "var" { table.replace(table.store(parts[1]), label, row) }
          if parts[0] == "bound", let number = WordText.number(of: parts[1]), abs(number) < 1e20 {
            if table.cell(bound, row) == .number(number) { continue }
            table.replace(.number(number), bound, row)
            reading.steps.append(.init(row: row, numbers: [.init(row: row, statistic: number)]))
          }
        }
      default: break
      }
    }
    if others > 0 { reading.passOver("lines that are not known", others) }
    reading.remarks.append(
      "branch and bound: no visits; nodes and bounds come as in the file, texts are the final ones")
    reading.groups = [.init(rows: 0..<table.count)]
    return reading
  }
}
