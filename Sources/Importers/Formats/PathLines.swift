import Groundwork

/// Reads lines that begin, behind a prefix of a logger, with the path of moves to a node:
/// `dd,pp: N=4, W=2.563, Q=0.64075`.
enum PathLines {
  private static func parts(of line: Substring) -> (path: [String], rest: Substring)? {
    guard let colon = line.firstRange(of: ": N=") ?? line.firstRange(of: ": N:") else { return nil }
    let before = line[..<colon.lowerBound]
    let start =
      before.lastIndex { $0 == " " || $0 == "\t" || $0 == "]" }
      .map { before.index(after: $0) } ?? before.startIndex
    let path = before[start...].split(separator: ",", omittingEmptySubsequences: false).map {
      String($0)
    }
    guard !path.isEmpty,
      path.allSatisfy({ word in
        !word.isEmpty && word.count < 24
          && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
      })
    else { return nil }
    return (path, line[line.index(colon.lowerBound, offsetBy: 2)...])
  }

  static func recognizes(_ text: String) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline).prefix(200)
    let paths = lines.compactMap { parts(of: $0) }
    return paths.count * 2 >= lines.count && paths.contains { $0.path.count > 1 }
      && paths.contains { $0.path.count == 1 }
  }

  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.phoenixGo.title)
    let root = table.add()
    var rows: [[String]: Int] = [[]: root]
    var lines = 0
    var missing = 0
    let text = WordText.plain(source.text(0..<source.bytes.count))
    for line in text.split(whereSeparator: \.isNewline) {
      guard let (path, rest) = parts(of: line) else {
        lines += 1
        continue
      }
      for length in 1...path.count {
        let part = Array(path.prefix(length))
        if rows[part] != nil { continue }
        let parent = rows[Array(part.dropLast())] ?? root
        let row = table.add(parent: parent)
        rows[part] = row
        table.set(path[length - 1], under: "@label", row)
        if length < path.count { missing += 1 }
      }
      if let row = rows[path] { LabelText.take(String(rest), into: table, row) }
    }
    // A node may have come before the line that is about it.
    reading.passOver("lines without a node", lines)
    if missing > 0 {
      reading.remarks.append("nodes without a line of their own were met \(missing) times")
    }
    reading.remarks.append("the root has no line: its visits and value are not in the file")
    reading.groups = [.init(rows: 0..<table.count)]
    return reading
  }
}
