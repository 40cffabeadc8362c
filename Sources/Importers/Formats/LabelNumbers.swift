import Groundwork

/// Numbers that records have in a label alone, as `N=40` in what a drawing shows.
enum LabelNumbers {
  /// The columns that are looked at.
  private static let labels = ["label", "title", "text", "name", "tooltip", "html", "description"]
  private static let numbers = Set(
    [MapField.visits, .sum, .mean, .value].flatMap(\.keys).map { WordText.normalized($0) })
  /// As many records are looked at.
  private static let most = 200

  /// Makes columns of the numbers in labels, where records have no others.
  ///
  /// O(records).
  static func derive(_ table: RecordTable) {
    let hasNumbers = table.names.contains { name in
      let key = name.split(separator: ".").last.map { WordText.normalized($0) } ?? ""
      return numbers.contains(key)
    }
    guard table.count > 0, !hasNumbers else { return }
    for label in labels {
      guard let column = table.existing(label), holdsNumbers(table, column) else { continue }
      for row in 0..<table.count {
        guard let text = table.text(table.cell(column, row)) else { continue }
        for line in lines(of: text) { LabelText.take(line, into: table, row) }
      }
      return
    }
  }

  private static func holdsNumbers(_ table: RecordTable, _ column: Int) -> Bool {
    let texts = (0..<min(table.count, most)).compactMap { table.text(table.cell(column, $0)) }
    let found = texts.count { text in
      lines(of: text).contains { line in
        LabelText.pairs(of: line).contains {
          numbers.contains(WordText.normalized($0.key)) && WordText.number(of: $0.value) != nil
        }
      }
    }
    return found > 1 && found * 2 >= texts.count
  }

  /// The lines of a label, whose marks are left out.
  private static func lines(of text: String) -> [String] {
    text.replacing(/<br ?\/?>/, with: "\n").replacing(/<[^>]*>/, with: "")
      .split(whereSeparator: \.isNewline).map { String($0) }
  }
}
