/// A screen with the looks that the sequences of a terminal (SGR) give its cells.
///
/// Two are equal where they look alike: of a blank only what is drawn on it counts.
struct ColouredText: Equatable {
  struct Cell: Hashable {
    var character: Character
    /// The codes of bold, dim, underline and reverse.
    var looks: Set<Int>
    /// The colour of 256; nil is the terminal's own.
    var colour: Int?
  }

  private(set) var rows: [[Cell]] = []

  /// Reads lines; a look goes on from one to the next until another one is said.
  init(_ text: String) {
    var looks: Set<Int> = []
    var colour: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var row: [Cell] = []
      var rest = line[...]
      while let next = rest.first {
        rest = rest.dropFirst()
        guard next == "\u{1B}" else {
          let isBlank = next == " "
          row.append(
            Cell(
              character: next, looks: isBlank ? looks.intersection([4, 7]) : looks,
              colour: isBlank && !looks.contains(7) ? nil : colour))
          continue
        }
        let end = rest.firstIndex { $0.isLetter } ?? rest.endIndex
        let codes = rest[..<end].dropFirst().split(separator: ";", omittingEmptySubsequences: false)
        if end < rest.endIndex, rest[end] == "m" {
          Self.take(codes.map { Int($0) ?? 0 }, &looks, &colour)
        }
        rest = rest[end...].dropFirst()
      }
      while let last = row.last, last.character == " ", last.looks.isEmpty { row.removeLast() }
      rows.append(row)
    }
    while rows.last?.isEmpty == true { rows.removeLast() }
  }

  /// The characters alone.
  var text: String { rows.map { row in String(row.map(\.character)) }.joined(separator: "\n") }

  private static func take(_ codes: [Int], _ looks: inout Set<Int>, _ colour: inout Int?) {
    var place = 0
    while place < codes.count {
      switch codes[place] {
      case 0: (looks, colour) = ([], nil)
      case 1, 2, 4, 7: looks.insert(codes[place])
      case 22: looks.subtract([1, 2])
      case 24: looks.remove(4)
      case 27: looks.remove(7)
      case 30...37: colour = codes[place] - 30
      case 90...97: colour = codes[place] - 82
      case 39: colour = nil
      case 38, 48:
        if codes[place] == 38, place + 2 < codes.count { colour = codes[place + 2] }
        place += 2
      default: break
      }
      place += 1
    }
  }

  /// Where two differ first, in words.
  static func difference(_ old: ColouredText, _ new: ColouredText) -> String {
    for row in 0..<max(old.rows.count, new.rows.count) {
      let before = row < old.rows.count ? old.rows[row] : []
      let after = row < new.rows.count ? new.rows[row] : []
      for column in 0..<max(before.count, after.count) {
        let one = column < before.count ? before[column] : nil
        let other = column < after.count ? after[column] : nil
        if one != other {
          return "row \(row), column \(column): \(words(one)) and \(words(other))"
        }
      }
    }
    return "nowhere"
  }

  private static func words(_ cell: Cell?) -> String {
    guard let cell else { return "nothing" }
    return "\"\(cell.character)\" \(cell.looks.sorted()) \(cell.colour.map { "\($0)" } ?? "own")"
  }
}
