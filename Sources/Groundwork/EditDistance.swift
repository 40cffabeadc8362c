/// How far words are apart, to guess what somebody meant.
public enum EditDistance {
  /// Returns how many letters must be put in, taken out or changed, or neighbours exchanged, to make one
  /// word of the other (optimal string alignment); upper and lower case are the same.
  ///
  /// O(n * m) in the letters.
  public static func between(_ first: String, _ second: String) -> Int {
    let second = Array(second.lowercased())
    var row = Array(0...second.count)
    var (above, lastLetter) = (row, Character(" "))
    for (index, letter) in first.lowercased().enumerated() {
      let old = row
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let change = diagonal + (letter == second[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, row[column] + 1, diagonal + 1)
        if index > 0, column > 0, letter == second[column - 1], lastLetter == second[column] {
          row[column + 1] = min(row[column + 1], above[column - 1] + 1)
        }
      }
      (above, lastLetter) = (old, letter)
    }
    return row[second.count]
  }

  /// Returns the name that `word` is most likely a slip of: the nearest one, if at most half of its
  /// letters must change; of equally near ones the first.
  public static func nearest(to word: String, among names: [String]) -> String? {
    // Nobody mistypes a name into something much longer, and the work grows with both lengths.
    guard word.count <= 64 else { return nil }
    return names.map { (name: $0, edits: between(word, $0)) }
      .filter { $0.edits <= max(1, $0.name.count / 2) && $0.edits < $0.name.count }
      .min { $0.edits < $1.edits }?.name
  }
}
