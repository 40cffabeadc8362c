import Groundwork

/// Which commands a word may mean, the likeliest first.
enum CommandMatch {
  /// Returns the commands that a typed word may mean: by name, by the beginnings of the words of a name
  /// (`rs` for run-simulations), by what a name or its help holds, and only where nothing of that fits by
  /// letters in their order or by the nearest name.
  ///
  /// O(commands).
  static func matching(_ word: String, among commands: [Command]) -> [Command] {
    guard !word.isEmpty else { return commands }
    var ranks: [[Command]] = Array(repeating: [], count: 5)
    for command in commands {
      let name = command.name.rawValue
      if name == word {
        ranks[0].append(command)
      } else if name.hasPrefix(word) {
        ranks[1].append(command)
      } else if isMadeOfBeginnings(word[...], name.split(separator: "-")[...]) {
        ranks[2].append(command)
      } else if name.contains(word) {
        ranks[3].append(command)
      } else if command.help.lowercased().contains(word) {
        ranks[4].append(command)
      }
    }
    let found = ranks.flatMap(\.self)
    if !found.isEmpty { return found }
    let ordered = commands.filter { hasInOrder(word, $0.name.rawValue) }
      .sorted { $0.name.rawValue.count < $1.name.rawValue.count }
    if word.count > 1, !ordered.isEmpty { return ordered }
    guard word.count > 2,
      let near = EditDistance.nearest(to: word, among: commands.map(\.name.rawValue)),
      EditDistance.between(word, near) <= max(1, word.count / 4)
    else { return [] }
    return commands.filter { $0.name.rawValue == near }
  }

  /// Whether a text is beginnings of some of the words, in their order; a hyphen may part them.
  private static func isMadeOfBeginnings(_ text: Substring, _ words: ArraySlice<Substring>) -> Bool
  {
    if text.isEmpty { return true }
    if text.first == "-" { return isMadeOfBeginnings(text.dropFirst(), words) }
    for index in words.indices {
      let shared = zip(text, words[index]).prefix { $0 == $1 }.count
      guard shared > 0 else { continue }
      for length in stride(from: shared, to: 0, by: -1)
      where isMadeOfBeginnings(text.dropFirst(length), words[(index + 1)...]) {
        return true
      }
    }
    return false
  }

  /// Whether the letters of a word stand in a name in their order.
  private static func hasInOrder(_ word: String, _ name: String) -> Bool {
    var rest = name[...]
    for letter in word {
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: place)...]
    }
    return true
  }
}
