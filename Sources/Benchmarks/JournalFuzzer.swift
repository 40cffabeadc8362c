import Groundwork
import Journals

/// Reads lines of journals that were damaged at random, as events and as values, and compares the two.
struct JournalFuzzer {
  private let seconds: Double
  private let seed: UInt64
  private var random: RandomSource
  private var reader = JournalReader()
  private var accepted = 0

  init(_ arguments: inout Arguments) throws {
    seconds = try arguments.number("seconds", default: 10)
    seed = try arguments.number("seed", default: 1)
    try arguments.finish()
    random = RandomSource(seed: seed)
    reader.statisticCount = 2
  }

  /// Lines that hold every key and every kind of value.
  private static let lines = [
    #"{"type":"search","version":1,"root":{"id":0,"text":"a"},"statistics":["visits","mean"]}"#,
    #"{"type":"expand","node":0,"children":[{"id":1,"action":"left \"\u00e9\"","prior":0.5,"#
      + #""terminal":false},{"id":2,"action":4,"prior":1e-3}],"codes":[3,4],"unexpanded":2}"#,
    #"{"type":"evaluate","node":1,"value":-0.8125,"terminal":true,"rationale":"\ud83d\ude00 na"}"#,
    #"{"type":"evaluate","node":9007199254740993,"value":[1,-1.5E+2],"parts":[{"raw":[]}]}"#,
    #"{"type":"backup","iteration":1,"branch":2,"path":[0,1],"stats":[[0,1,0.8],[1,12,1e2]]}"#,
    #"{"type":"select","iteration":2,"node":0,"chosen":null,"candidates":[{"terms":{"Q":0.8}}]}"#,
    #"{"chosen":18446744073709551615,"node":12345678901234567,"type":"select"}"#,
    #" { "type" : "stats" , "stats" : [ [ 1 , 0.30000000000000004 , 2 ] , [ 7, 1e22, 0 ] ] } "#,
    #"{"type":"edit","by":"user","node":3,"set":{"prior":0.25,"note":"no","banned":true}}"#,
    #"{"type":"unheard of","node":{},"":null,"iteration":[[[[false]]]]}"#,
  ].map { Array($0.utf8) }

  private static let pieces = [
    "\"", "\\", "\\u", "\\ud83d", "\\u0000", "{", "}", "[", "]", ",", ":", "null", "-1", "0",
    "1e400", "NaN",
    "-Infinity", "00", "1.", "e9", "99999999999999999999", "1.5", "\"type\":\"expand\",",
    "\"type\":\"log\",",
    "\"id\":5,", "\"node\":7,", "\"value\":1e309,", "\u{feff}", "\0", "\u{7f}", "\r", "é",
    "[[[[[[[[",
  ].map { Array($0.utf8) }

  /// Goes on until the time is up, and stops at the first disagreement.
  mutating func run() throws {
    var cases = 0
    var event = JournalLine()
    let start = Clocks.monotonic
    while Clocks.monotonic - start < seconds {
      for _ in 0..<100 {
        var line = Self.lines[Int(random.below(UInt32(Self.lines.count)))]
        for _ in 0..<random.below(5) { damage(&line) }
        if let reason = disagreement(about: line, &event) {
          throw Arguments.Mistake(
            reason:
              "seed \(seed), case \(cases): \(reason)\n\(String(decoding: line, as: UTF8.self))")
        }
        cases += 1
      }
    }
    var result = Line()
    result.add("seed", Int(clamping: seed))
    result.add("cases", cases)
    result.add("accepted", accepted)
    result.add("cases_s", Double(cases) / (Clocks.monotonic - start), places: 0)
    result.print()
  }

  private mutating func damage(_ line: inout [UInt8]) {
    guard !line.isEmpty else { return }
    let place = Int(random.below(UInt32(line.count)))
    let end = min(line.count, place + Int(random.below(24)))
    switch random.below(8) {
    case 0: line[place] ^= 1 << UInt8(random.below(8))
    case 1: line[place] = UInt8(truncatingIfNeeded: random.next() >> 32)
    case 2: line.remove(at: place)
    case 3: line.removeSubrange(place..<end)
    case 4: line.insert(contentsOf: line[place..<end], at: Int(random.below(UInt32(line.count))))
    case 5 where random.below(8) == 0: line.removeSubrange(place...)
    case 6 where random.below(64) == 0:
      let brackets: [UInt8] = random.below(2) == 0 ? [0x5b] : Array("{\"a\":".utf8)
      line.insert(contentsOf: (0..<random.below(1_200)).flatMap { _ in brackets }, at: place)
    default:
      let piece = Self.pieces[Int(random.below(UInt32(Self.pieces.count)))]
      line.insert(contentsOf: piece, at: place)
    }
  }

  /// Reads a line both ways; returns in what they differ.
  private mutating func disagreement(about line: [UInt8], _ event: inout JournalLine) -> String? {
    let value = try? JournalReader.value(of: line.span)
    do {
      try reader.read(line.span, at: 0, into: &event)
    } catch {
      return error.column < 1 || error.column > line.count + 1 ? "column \(error.column)" : nil
    }
    accepted += 1
    guard let value else { return "an event, but no value" }
    let type = value["type"]?.string
    if event.kind != .unknown, type != "\(event.kind)" { return "the type" }
    if let node = event.node, !agrees(value["node"], node) { return "the node" }
    if let chosen = event.chosen, !agrees(value["chosen"], chosen) { return "the choice" }
    if let number = event.value, value["value"]?.number?.bitPattern != number.bitPattern {
      return "the value"
    }
    if let iteration = event.iteration, !agrees(value["iteration"], UInt64(iteration)) {
      return "the iteration"
    }
    return disagreement(of: value, event, in: line)
  }

  private func disagreement(
    of value: JSONValue, _ event: borrowing JournalLine, in line: [UInt8]
  ) -> String? {
    if event.kind == .expand {
      let children = value["children"]?.elements ?? []
      guard children.count == event.children.count else { return "the number of children" }
      for (index, child) in children.enumerated() {
        let ours = event.children[index]
        if !agrees(child["id"], ours.id) { return "the id of child \(index)" }
        if ours.prior.isFinite, child["prior"]?.number.map(Float.init) != ours.prior {
          return "a prior"
        }
        guard ours.action != .none else { continue }
        let range = ours.action.offset..<ours.action.offset + ours.action.length
        let text = JournalReader.text(line.span.extracting(range))
        if let action = child["action"]?.string, action != text { return "an action" }
      }
    }
    if event.kind == .backup, value["path"]?.elements?.count != event.path.count {
      return "the path"
    }
    if event.kind == .backup || event.kind == .stats {
      let rows = value["stats"]?.elements?.compactMap(\.elements) ?? []
      guard rows.count == event.statIDs.count else { return "the number of rows" }
      for (index, row) in rows.enumerated() {
        let numbers = (0..<2).map { event.statNumbers[2 * index + $0] }
        let said = row.dropFirst().map { $0 == .null ? .nan : $0.number }
        let isSame = said.count == 2 && zip(said, numbers).allSatisfy { agrees($0, $1) }
        if !isSame || !agrees(row.first, event.statIDs[index]) {
          return "row \(index)"
        }
      }
    }
    return nil
  }

  /// Compares an id with the number that a value holds.
  private func agrees(_ value: JSONValue?, _ id: UInt64) -> Bool { value?.id == id }

  /// Compares two numbers to the last bit; what is not known is NaN.
  private func agrees(_ said: Double?, _ read: Double) -> Bool {
    guard let said else { return false }
    return said.bitPattern == read.bitPattern || (said.isNaN && read.isNaN)
  }
}
