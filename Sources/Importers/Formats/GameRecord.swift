import Groundwork

/// A game in the Smart Game Format: its nodes with their properties.
struct GameRecord {
  /// A move, or the beginning of the game.
  struct Node {
    /// The node before; -1 at the beginning of a game.
    var parent: Int
    /// How many moves came before.
    var number: Int
    /// The values of each property, by its letters.
    var properties: [String: [String]] = [:]
  }

  /// The nodes in the order of the file.
  private(set) var nodes: [Node] = []
  private let bytes: SourceBytes
  private var at = 0

  /// As many nodes are read.
  private static let most = 1_000_000

  /// Reads all games of a file.
  ///
  /// - Throws: a fault where a value has no end.
  init(_ source: SourceText) throws(ReadingFault) {
    bytes = source.bytes
    var last = -1
    var variations: [Int] = []
    while at < bytes.count, nodes.count < Self.most {
      let byte = bytes[at]
      at += 1
      // What stands outside of games are words of a log.
      if variations.isEmpty, byte != UInt8(ascii: "(") || !beginsGame { continue }
      switch byte {
      case UInt8(ascii: "("): variations.append(last)
      case UInt8(ascii: ")"): last = variations.popLast() ?? -1
      case UInt8(ascii: ";"):
        let number = last >= 0 ? nodes[last].number + 1 : 0
        nodes.append(Node(parent: last, number: number))
        last = nodes.count - 1
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        let name = letters(from: at - 1)
        let values = try values()
        if last >= 0 { nodes[last].properties[name, default: []] += values }
      default: break
      }
    }
  }

  /// Whether the first node of a game follows.
  private var beginsGame: Bool {
    bytes[at...].first { $0 > 0x20 } == UInt8(ascii: ";")
  }

  private mutating func letters(from start: Int) -> String {
    while at < bytes.count, 0x41...0x5a ~= bytes[at] || 0x61...0x7a ~= bytes[at] { at += 1 }
    return String(decoding: bytes[start..<at].filter { $0 < 0x60 }, as: UTF8.self)
  }

  private mutating func values() throws(ReadingFault) -> [String] {
    var values: [String] = []
    while true {
      while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
      guard at < bytes.count, bytes[at] == UInt8(ascii: "[") else { return values }
      let start = at
      at += 1
      var text: [UInt8] = []
      while at < bytes.count, bytes[at] != UInt8(ascii: "]") {
        if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count { at += 1 }
        text.append(bytes[at])
        at += 1
      }
      guard at < bytes.count else {
        throw ReadingFault(offset: start, reason: "the value of a property has no \"]\" at its end")
      }
      at += 1
      values.append(String(decoding: text, as: UTF8.self))
    }
  }

  /// The lines of the board, as the first node says.
  var size: Int {
    nodes.first?.properties["SZ"]?.first.flatMap { Int($0.prefix { $0.isNumber }) } ?? 19
  }

  /// Returns the move of a node as programs write it (`B Q16`); nil where it has none.
  func move(of node: Int) -> String? {
    for player in ["B", "W"] {
      guard let place = nodes[node].properties[player]?.first else { continue }
      let letters = Array(place.utf8)
      guard letters.count == 2, letters.allSatisfy({ 0x61...0x7a ~= $0 }) else {
        return "\(player) pass"
      }
      let (column, row) = (Int(letters[0]) - 0x61, Int(letters[1]) - 0x61)
      if row >= size { return "\(player) pass" }
      // The column I is left out.
      let letter = UInt8(truncatingIfNeeded: 0x41 + column + (column >= 8 ? 1 : 0))
      return "\(player) \(Character(Unicode.Scalar(letter)))\(size - row)"
    }
    return nil
  }
}

/// Reads games with what programs said of their positions: KaTrain's `KT` and Lizzie's `LZ`, a tree for each
/// position; or Sabaki's `SBKV` and q5Go's `QKGV`, a value for each move.
enum GameRecordReader {
  static func recognizes(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "(")) && text.utf8.contains(UInt8(ascii: ";"))
      && text.utf8.contains(UInt8(ascii: "["))
      && text.contains(#/(^|\n)[^\n\[]{0,200}?\(\s*;\s*[A-Z]+\s*\[/#)
  }

  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let record: GameRecord
    do throws(ReadingFault) {
      record = try GameRecord(source)
    } catch {
      throw error.error(in: source)
    }
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.gameRecord.title)
    for (place, node) in record.nodes.enumerated() {
      let start = table.count
      if let blobs = node.properties["KT"] {
        addKaTrain(blobs, table, reading)
      } else if let text = (node.properties["LZ"] ?? node.properties["LZ2"])?.first {
        addLizzie(text, table)
        reading.fixedView = .mover
      }
      guard table.count > start else { continue }
      let move = record.move(of: place).map { " " + $0 } ?? ""
      reading.groups.append(
        .init(
          rows: start..<table.count,
          facts: ["name": .string("position after move \(node.number)" + move)]))
    }
    if table.count == 0 { addValues(record, table, reading) }
    guard table.count > 0 else {
      throw ImportError(
        .unreadable,
        "a game record (SGF) without analysis; KT, LZ, SBKV and QKGV are read, and minigo's tables")
    }
    return reading
  }

  // MARK: - A tree for each position

  private static func addKaTrain(
    _ blobs: [String], _ table: RecordTable, _ reading: ForeignReading
  ) {
    for blob in blobs {
      guard let bytes = Base64.decoded(blob).flatMap({ Gzip.inflated($0) }),
        bytes.first == UInt8(ascii: "{")
      else { continue }
      var cursor = JSONCursor(SourceBytes(bytes))
      guard let document = try? cursor.value() else { continue }
      let root = table.add()
      number(document["root"], ["visits", "winrate", "scoreLead"], table, root)
      for member in document["moves"]?.members ?? [] {
        let move = member.value
        let row = table.add(parent: root)
        table.set(member.key, under: "@label", row)
        number(move, ["visits", "winrate", "prior", "lcb", "scoreLead"], table, row)
        chain(move["pv"]?.elements?.compactMap { $0.string } ?? [], below: row, table)
      }
      reading.fixedView = .root
      return
    }
    reading.passOver("analyses that cannot be unpacked")
  }

  private static func number(
    _ value: JSONValue?, _ keys: [String], _ table: RecordTable, _ row: Int
  ) {
    for key in keys { value?[key]?.number.map { table.set($0, under: key, row) } }
  }

  /// Adds a line of play behind its first move, which is the node's own.
  private static func chain(_ moves: [String], below row: Int, _ table: RecordTable) {
    var parent = row
    for move in moves.dropFirst() {
      parent = table.add(parent: parent)
      table.set(move, under: "@label", parent)
    }
  }

  /// The first line says the engine, the percent for the player who moved here and the visits, rounded; the
  /// second one the moves.
  private static func addLizzie(_ text: String, _ table: RecordTable) {
    let lines = text.split(whereSeparator: \.isNewline)
    let head = lines.first.map { $0.split(separator: " ") } ?? []
    let root = table.add()
    if head.count > 2 {
      if let percent = Double(head[1]) { table.set(part(percent), under: "winrate", root) }
      let isThousands = head[2].lowercased().hasSuffix("k")
      if let visits = Double(head[2].filter { $0.isNumber || $0 == "." }) {
        table.set(isThousands ? (visits * 1_000).rounded() : visits, under: "visits", root)
      }
    }
    let moves = lines.dropFirst().joined(separator: " ")
    for part in (" " + moves).split(separator: " info ") {
      let words = part.split(separator: " ").map { String($0) }.drop { $0 == "info" }
      guard words.first == "move", words.count > 1 else { continue }
      let list = Array(words)
      let row = table.add(parent: root)
      table.set(list[1], under: "@label", row)
      func word(_ key: String) -> Double? {
        guard let place = list.firstIndex(of: key), place + 1 < list.count else { return nil }
        return Double(list[place + 1])
      }
      word("visits").map { table.set($0, under: "visits", row) }
      for key in ["winrate", "prior", "lcb"] {
        // Ten thousandths, or parts of one.
        word(key).map { table.set($0 > 1 ? $0 / 10_000 : $0, under: key, row) }
      }
      let line = list.firstIndex(of: "pv").map { Array(list[($0 + 1)...]) } ?? []
      chain(line, below: row, table)
    }
  }

  /// A percentage, of at most four decimals, as a part of one: 55.3 is .553, and not what division makes of it.
  private static func part(_ percent: Double) -> Double { (percent * 1e4).rounded() / 1e6 }

  // MARK: - A value for each move

  private static func addValues(
    _ record: GameRecord, _ table: RecordTable, _ reading: ForeignReading
  ) {
    let isValued = record.nodes.contains {
      $0.properties["SBKV"] != nil || $0.properties["QKGV"] != nil || $0.properties["QLZV"] != nil
    }
    guard isValued else { return }
    for (place, node) in record.nodes.enumerated() {
      let row = table.add(parent: node.parent)
      if let move = record.move(of: place) { table.set(move, under: "@label", row) }
      if let percent = node.properties["SBKV"]?.first.flatMap({ Double($0) }) {
        table.set(part(percent), under: "winrate", row)
      }
      if let score = node.properties["SBKS"]?.first.flatMap({ Double($0) }) {
        table.set(score, under: "scoreLead", row)
      }
      let words = (node.properties["QKGV"] ?? node.properties["QLZV"])?.first?
        .split(separator: ":", omittingEmptySubsequences: false)
      if let words, words.count > 1 {
        // Visits of an analysis of its own at each move: no visits of one search.
        table.set(word: String(words[0]), under: "analysis_visits", row)
        table.set(word: String(words[1]), under: "winrate", row)
        if words.count > 3 { table.set(word: String(words[3]), under: "scoreLead", row) }
      }
    }
    reading.fixedView = .root
    reading.groups = [.init(rows: 0..<table.count)]
    reading.remarks.append("the game and its variations, with the value of each position for Black")
  }
}
