import Groundwork

/// What programs that play games print: the children of a root, and lines of play.
enum GameLines {
  /// Splits a text into lines, and hands over each one without escape sequences.
  private static func lines(_ source: SourceText) -> [String] {
    WordText.plain(source.text(0..<source.bytes.count)).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).map { String($0) }
  }

  private static func finish(_ reading: ForeignReading, _ start: Int) {
    guard reading.table.count > start else { return }
    reading.groups.append(.init(rows: start..<reading.table.count))
  }

  // MARK: - OpenSpiel

  /// Blocks of a node and its children; a block whose first line is a child of the one before belongs
  /// below it.
  static func openSpiel(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: "text printed by OpenSpiel")
    let pattern = /^\s*(\S+): player: (-?\d+), prior: +(\S+), value: +(\S+), sims: +(\d+)(.*)$/
    var start = 0
    var head: Int?
    var names: [String: Int] = [:]
    var others = 0
    var isNew = true
    var mover: Substring?
    for line in lines(source) {
      guard let match = line.wholeMatch(of: pattern) else {
        if !line.trimmingBlanks.isEmpty { others += 1 }
        isNew = true
        continue
      }
      let name = String(match.1)
      if isNew {
        isNew = false
        mover = nil
        if let known = names[name], !["None", "none"].contains(name) {
          head = known
          continue
        }
        // A line alone, of another child, tells nothing of its parent.
        finish(reading, start)
        start = table.count
        names = [:]
        head = nil
      }
      // A node that was printed alone stands among them, and is of another level.
      if head != nil, let mover, mover != match.2 {
        others += 1
        continue
      }
      if head != nil { mover = match.2 }
      let row = table.add(parent: head ?? -1)
      if head == nil { head = row }
      if !["None", "none"].contains(name) { table.set(name, under: "@label", row) }
      if names[name] == nil { names[name] = row }
      for (key, word) in [
        ("player", match.2), ("prior", match.3), ("value", match.4), ("sims", match.5),
      ] {
        table.set(word: String(word).replacing(",", with: ""), under: key, row)
      }
      LabelText.take(String(match.6), into: table, row)
    }
    finish(reading, start)
    reading.passOver("lines without a node", others)
    reading.remarks.append("printed are the children of the root, and those of the best one")
    return reading
  }

  // MARK: - Chess engines

  static func lc0(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: "verbose statistics of lc0")
    let pattern = #/^.*info string (\S+) +\( *\d+ *\) N: +(\d+) (.*)$/#
    var block: [(name: String, visits: String, rest: String)] = []
    for line in lines(source) {
      guard let match = line.wholeMatch(of: pattern) else { continue }
      block.append((String(match.1), String(match.2), String(match.3)))
      guard match.1 == "node" else { continue }
      let start = table.count
      let root = table.add()
      for (name, visits, rest) in block {
        let row = name == "node" ? root : table.add(parent: root)
        if name != "node" { table.set(name, under: "@label", row) }
        table.set(word: visits, under: "N", row)
        for pair in rest.matches(of: /\((\w+): +(-?[.\d]+)(%?)\)/) {
          guard let number = Double(String(pair.2)) else { continue }
          // The Q of a move without visits is what a first visit is expected to be worth.
          let name = pair.1 == "Q" && visits == "0" ? "first_play" : String(pair.1)
          table.set(pair.3 == "%" ? number / 100 : number, under: name, row)
        }
      }
      block = []
      finish(reading, start)
    }
    reading.areSnapshots = reading.groups.count > 1
    reading.remarks.append("printed are the moves at the root alone")
    return reading
  }

  static func uci(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: "lines of a UCI engine")
    var newest: [Int: [String]] = [:]
    for line in lines(source) {
      let words = line.split(separator: " ").map { String($0) }
      guard words.first == "info", words.contains("pv"), words.contains("score") else { continue }
      let number = value(of: "multipv", in: words).flatMap { Int($0) } ?? 1
      newest[number] = words
    }
    let root = table.add()
    for number in newest.keys.sorted() {
      guard let words = newest[number], let place = words.firstIndex(of: "pv"),
        let score = words.firstIndex(of: "score"), score + 2 < words.count
      else { continue }
      var parent = root
      for (step, move) in words[(place + 1)...].enumerated() {
        parent = table.add(parent: parent)
        table.set(move, under: "@label", parent)
        guard step == 0 else { continue }
        for key in ["depth", "nodes"] {
          if let word = value(of: key, in: words) { table.set(word: word, under: key, parent) }
        }
        if words[score + 1] == "cp", let pawns = Double(words[score + 2]) {
          table.set(pawns / 100, under: "@score", parent)
        } else if words[score + 1] == "mate" {
          table.set(word: words[score + 2], under: "mate_in", parent)
        }
      }
    }
    finish(reading, 0)
    reading.remarks.append("scores in pawns, of the newest line of each move; there are no visits")
    return reading
  }

  private static func value(of key: String, in words: [String]) -> String? {
    guard let place = words.firstIndex(of: key), place + 1 < words.count else { return nil }
    return words[place + 1]
  }

  // MARK: - Go engines

  /// `V` is the value for the mover in percent, `N` the prior.
  static func leelaZero(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: "text printed by Leela Zero")
    let pattern =
      /^\s*(\S+) -> +(\d+) \(V: +([.\d]+)%\)(?: \(LCB: +([-.\d]+)%\))? \(N: +([.\d]+)%\) PV: (.*)$/
    var start = 0
    var root: Int?
    for line in lines(source) {
      if let match = line.wholeMatch(of: pattern) {
        let parent = root ?? table.add()
        if root == nil { (root, start) = (parent, parent) }
        let row = table.add(parent: parent)
        table.set(word: String(match.2), under: "@visits", row)
        percent(match.3, "@value", table, row)
        percent(match.5, "@prior", table, row)
        if let bound = match.4 { percent(bound, "@lcb", table, row) }
        chain(String(match.6).split(separator: " ").map { String($0) }, from: row, table)
      } else if let root2 = root, let match = line.firstMatch(of: #/^(\d+) visits, /#) {
        table.set(word: String(match.1), under: "@visits", root2)
        finish(reading, start)
        root = nil
      }
    }
    if root != nil { finish(reading, start) }
    reading.remarks.append("printed are the moves at the root, each with its line")
    return reading
  }

  private static func percent(
    _ word: Substring, _ name: String, _ table: RecordTable, _ row: Int
  ) {
    if let number = Double(String(word)) { table.set(number / 100, under: name, row) }
  }

  /// Adds a line of play; its first move is the node's own.
  private static func chain(_ moves: [String], from row: Int, _ table: RecordTable) {
    var parent = row
    for (place, move) in moves.enumerated() {
      if place > 0 { parent = table.add(parent: parent) }
      table.set(move, under: "@label", parent)
    }
  }

  static func leelaAnalysis(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: "an lz-analyze line")
    for line in lines(source) where line.contains("info move ") {
      let start = table.count
      let root = table.add()
      for part in (" " + line).split(separator: " info ") {
        let words = part.split(separator: " ").map { String($0) }.drop { $0 == "info" }
        guard words.first == "move" else { continue }
        let list = Array(words)
        let row = table.add(parent: root)
        for key in ["visits", "scoreLead"] {
          if let word = value(of: key, in: list) { table.set(word: word, under: key, row) }
        }
        for key in ["winrate", "prior", "lcb"] {
          guard let number = value(of: key, in: list).flatMap({ Double($0) }) else { continue }
          // Ten thousandths, or with KataGo parts of one.
          let name = key == "winrate" ? "@value" : "@" + key
          table.set(number > 1 ? number / 10_000 : number, under: name, row)
        }
        let line = list.firstIndex(of: "pv").map { Array(list[($0 + 1)...]) } ?? []
        chain(line.isEmpty ? [value(of: "move", in: list) ?? ""] : line, from: row, table)
      }
      finish(reading, start)
    }
    reading.areSnapshots = reading.groups.count > 1
    reading.isViewOpen = true
    return reading
  }

  static func minigo(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: "a table in a minigo comment")
    var columns: [String] = []
    var start = 0
    var root = -1
    for line in lines(source) {
      if line.contains(/move *: +action +Q/) {
        finish(reading, start)
        start = table.count
        root = table.add()
        columns = line.split(separator: " ").map { String($0) }.filter { $0 != ":" && $0 != "move" }
        continue
      }
      let parts = line.split(separator: ":", maxSplits: 1)
      let words = parts.count == 2 ? parts[1].split(separator: " ").map { String($0) } : []
      guard root >= 0, words.count == columns.count else { continue }
      let row = table.add(parent: root)
      table.set(parts[0].trimmingBlanks, under: "@label", row)
      for (name, word) in zip(columns, words) {
        table.set(word: word.replacing("])", with: ""), under: name, row)
      }
    }
    finish(reading, start)
    return reading
  }
}
