import Groundwork

/// The names that an expression may use of a tree: those of the language, and those of the search.
public struct ExpressionNames: Hashable, Sendable {
  /// The declared statistics, by the place of each number in a row.
  public var statistics: [String]
  /// The terms of the selection score; those of an expression that is not about a tree at hand are empty.
  public var terms: [String]
  /// The parts of rewards, as far as they are known.
  public var parts: [String]
  /// What the search does not know of any node, by the name in the language, and why.
  public var unknown: [String: String]
  /// What was remembered under a name of its own.
  public var remembered: [String: Remembered] = [:]

  /// A number or a node that has a name.
  public enum Remembered: Hashable, Sendable {
    case number(Double)
    case node(NodeID)
  }

  /// Whether the language has a word of this name, so that nothing can be remembered under it.
  public static func isTaken(_ name: String) -> Bool {
    ExpressionLanguage.words.contains { $0.name == name } || ["and", "or", "not"].contains(name)
  }

  /// Names what a tree has.
  public init(
    statistics: [String] = [], terms: [String] = [], parts: [String] = [],
    unknown: [String: String] = [:]
  ) {
    self.statistics = statistics
    self.terms = terms
    self.parts = parts
    self.unknown = unknown
  }

  /// A name with what it means in a few words.
  public struct Entry: Hashable, Sendable {
    /// As it is written, with brackets behind the name of a function.
    public var name: String
    /// What it is.
    ///
    /// May hold untrusted text.
    public var meaning: String

    /// Names something that may be written.
    public init(name: String, meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// The names that a word at the end of `text` may become, the word left out where it is one already.
  public func completions(
    of text: String, _ grammar: TreeExpression.Grammar = .node
  ) -> [Entry] {
    // Between quotes nothing is a name.
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isEscaped
    }
    if isQuoted { return [] }
    let word = Self.lastWord(of: text)
    guard !word.isEmpty else { return [] }
    return entries(grammar).filter {
      $0.name.lowercased().hasPrefix(word.lowercased()) && $0.name != word
    }
  }

  /// The beginning of a name at the end of a text; empty where there is none.
  public static func lastWord(of text: String) -> String {
    let word = String(
      text.reversed().prefix { ExpressionLexer.continuesName($0) }.reversed())
    return word.first.map(ExpressionLexer.beginsName) == true ? word : ""
  }

  /// All names, those of the language first.
  public func entries(_ grammar: TreeExpression.Grammar = .node) -> [Entry] {
    let own = ExpressionLanguage.words.filter { $0.isIn(grammar) && unknown[$0.name] == nil }
      .map { Entry(name: $0.name + ($0.takesArguments(grammar) ? "(" : ""), meaning: $0.meaning) }
    guard grammar == .node else { return own }
    let known = Set(ExpressionLanguage.words.map(\.name))
    let others =
      statistics.map { Entry(name: $0, meaning: "statistic of the search") }
      + terms.map { Entry(name: $0, meaning: "term of the score") }
      + parts.map { Entry(name: $0, meaning: "part of the reward") }
    return own + others.filter { !known.contains($0.name) && Self.isWord($0.name) }
  }

  /// The names that the language itself has, which win over those of a search.
  public static var languageNames: Set<String> { Set(ExpressionLanguage.words.map(\.name)) }

  /// Whether a name can be written as it is.
  public static func isWord(_ name: String) -> Bool {
    name.first.map(ExpressionLexer.beginsName) == true
      && name.allSatisfy(ExpressionLexer.continuesName)
  }

  /// What to write instead of a name that there is none of.
  func advice(insteadOf name: String, _ grammar: TreeExpression.Grammar) -> String {
    let names = entries(grammar).map {
      $0.name.hasSuffix("(") ? String($0.name.dropLast()) : $0.name
    }
    if let same = names.first(where: { $0.lowercased() == name.lowercased() }) {
      return "did you mean \(same)?"
    }
    if let near = EditDistance.nearest(to: name, among: names) { return "did you mean \(near)?" }
    return "there are \(names.prefix(8).joined(separator: " ")) and more"
  }
}
