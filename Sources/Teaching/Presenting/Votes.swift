/// A show of hands: how many were for each option.
struct Votes: Hashable {
  /// Why what was typed is no count.
  struct Unreadable: Error, Hashable {
    var reason: String
  }

  /// The counts, by letter.
  var counts: [Character: Int] = [:]

  /// All of them.
  var total: Int { counts.values.reduce(0, +) }

  /// Reads `a 3 b 18`, also `a3 b18` and `a=3, b=18`, or the numbers alone in the order of the options.
  init(_ text: String, for letters: [Character]) throws(Unreadable) {
    let expected = "expected how many were for each, as in \"\(Self.example(letters))\""
    var letter: Character?
    var place = 0
    var hasLetters = false
    var rest = text.lowercased()[...]
    while let first = rest.first {
      if first.isASCII, first.isNumber {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest[digits.endIndex...]
        guard let count = Int(digits), count <= 100_000 else {
          throw Unreadable(reason: "\(digits) is too many; \(expected)")
        }
        let target: Character
        if let letter {
          target = letter
        } else if !hasLetters, letters.indices.contains(place) {
          target = letters[place]
        } else {
          throw Unreadable(reason: "for what are \(digits)? \(expected)")
        }
        guard counts.updateValue(count, forKey: target) == nil else {
          throw Unreadable(reason: "\(target) stands there twice; \(expected)")
        }
        place += 1
        letter = nil
      } else if letters.contains(first), letter == nil, hasLetters || place == 0 {
        letter = first
        hasLetters = true
        rest.removeFirst()
      } else if first.isWhitespace || "=:,;".contains(first) {
        rest.removeFirst()
      } else {
        throw Unreadable(reason: "\"\(first)\" is no option here; \(expected)")
      }
    }
    if let letter { throw Unreadable(reason: "how many are for \(letter)? \(expected)") }
    if counts.isEmpty { throw Unreadable(reason: expected) }
  }

  /// What can be typed, for some letters.
  static func example(_ letters: [Character]) -> String {
    zip(letters, [3, 18, 7, 2, 1, 4]).map { "\($0) \($1)" }.joined(separator: " ")
  }
}
