/// What is done at a terminal, written down: keys, texts and commands, and where the screen is to be shown.
///
/// A text, a step a line; empty lines and what follows `#` at the beginning of a line mean nothing:
///
/// - `size 80x24`: the size of the screen
/// - `theme dark`: the colours
/// - `keys j j l Enter`: keys in the notation of the help page, a blank between them
/// - `type some words`: characters, as they are
/// - `:simulate 100`: a command, as typed after `:` and entered
/// - `wait`: until what runs stands still
/// - `dump`, `dump ansi`, `dump styles`: shows the screen, as text, with colours, or its looks by name; a name
///   may follow
public struct ScreenScript: Hashable, Sendable {
  /// One step.
  public enum Step: Hashable, Sendable {
    /// The screen has another size from here on.
    case size(Size)
    /// The colours are those of a theme from here on.
    case theme(ThemeName)
    /// A key is pressed.
    case key(Key)
    /// Nothing is done until what runs stands still.
    case wait
    /// The screen is shown.
    case dump(Format, name: String)
  }

  /// How a screen is shown.
  public enum Format: String, CaseIterable, Hashable, Sendable {
    /// Its characters.
    case text
    /// Its characters with their colours, as a terminal takes them.
    case ansi
    /// The looks of its parts, by the names of the roles.
    case styles
  }

  /// A line that means nothing.
  public struct Problem: Error, Hashable, Sendable {
    /// Its number, from 1.
    public let line: Int
    /// What is wrong with it, and what is accepted.
    ///
    /// May hold untrusted text.
    public let reason: String
  }

  /// The steps in order, each with the number of its line.
  public private(set) var steps: [(line: Int, step: Step)] = []

  /// Makes a script of steps.
  public init(_ steps: [Step]) { self.steps = steps.enumerated().map { ($0 + 1, $1) } }

  /// Reads a text; O(its length).
  public init(reading text: String) throws(Problem) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      for step in try Self.steps(of: String(line), number: index + 1) {
        steps.append((index + 1, step))
      }
    }
  }

  /// Returns whether both do the same.
  public static func == (first: ScreenScript, second: ScreenScript) -> Bool {
    first.steps.map(\.step) == second.steps.map(\.step)
  }
  /// Adds the steps.
  public func hash(into hasher: inout Hasher) { hasher.combine(steps.map(\.step)) }

  private static func steps(of line: String, number: Int) throws(Problem) -> [Step] {
    let trimmed = line.drop { $0 == " " || $0 == "\t" }
    guard let first = trimmed.first, first != "#" else { return [] }
    if first == ":" {
      return characters(":") + characters(trimmed.dropFirst()) + [.key(Key(.enter))]
    }
    let parts = trimmed.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let rest = parts.count > 1 ? String(parts[1]) : ""
    let words = rest.split(separator: " ").map(String.init)
    func problem(_ reason: String) -> Problem { Problem(line: number, reason: reason) }
    switch parts[0] {
    case "keys":
      return try words.map { word throws(Problem) in
        guard let key = Key(notation: word) else {
          throw problem("\"\(word)\" is no key: a character, or as in ^D, Space, Enter, F5, S-Tab")
        }
        return .key(key)
      }
    case "type": return characters(rest)
    case "wait" where words.isEmpty: return [.wait]
    case "size":
      let numbers = rest.split(separator: "x").compactMap { Int($0) }
      guard numbers.count == 2, (1...1000).contains(numbers[0]), (1...1000).contains(numbers[1])
      else { throw problem("a size is COLUMNSxROWS, as 80x24, each 1 to 1000") }
      return [.size(Size(width: numbers[0], height: numbers[1]))]
    case "theme":
      guard let theme = ThemeName(rawValue: rest) else {
        let names = ThemeName.allCases.map(\.rawValue).joined(separator: ", ")
        throw problem("there is no theme \"\(rest)\"; accepted are \(names)")
      }
      return [.theme(theme)]
    case "dump":
      let format = words.first.flatMap(Format.init)
      return [
        .dump(
          format ?? .text,
          name: (format == nil ? words : Array(words.dropFirst())).joined(separator: " "))
      ]
    default:
      throw problem(
        "\"\(parts[0])\" is no step; there are size, theme, keys, type, wait, dump, and : before a "
          + "command")
    }
  }

  private static func characters(_ text: some StringProtocol) -> [Step] {
    text.unicodeScalars.map { .key(Key($0)) }
  }
}
