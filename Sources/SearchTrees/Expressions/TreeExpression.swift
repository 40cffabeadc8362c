/// A question that can be asked of a node or of a search: `N > 1000 and Q < 0.4`, `Q - P`.
///
/// One language for filters, breakpoints, columns and lessons. What is written is checked once, against
/// what a tree has; ``ExpressionEvaluator`` answers it for one node, ``TreeFilter`` for all of them.
public struct TreeExpression: Hashable, Sendable {
  /// Where an expression stands.
  public enum Grammar: Hashable, Sendable {
    /// There is a node at hand, which functions of a node are about unless they are given another.
    case node
    /// There is none, as in lessons, and only words and the signs of arithmetic join.
    case lesson
  }

  /// What an expression comes to.
  public enum Kind: String, Hashable, Sendable {
    case number
    case condition
    case text
    case node
  }

  /// What was typed.
  ///
  /// Untrusted text.
  public let text: String
  let meaning: CheckedExpression

  /// Reads an expression.
  ///
  /// - Throws: an error where it cannot be read or asks for something that the tree does not have.
  public init(
    _ text: String, _ names: ExpressionNames, _ grammar: Grammar = .node
  ) throws(ExpressionError) {
    let syntax = try ExpressionParser.parse(text, grammar)
    self.text = text
    meaning = try ExpressionChecker(names: names, grammar: grammar).meaning(of: syntax)
  }

  /// Reads a condition; a `!` before all of it and a space turn it round, to what is known to be false.
  ///
  /// - Throws: an error as above, and where it is no condition.
  public init(condition text: String, _ names: ExpressionNames) throws(ExpressionError) {
    let inverted = Self.inverted(text)
    let checker = ExpressionChecker(names: names, grammar: .node)
    do {
      let syntax = try ExpressionParser.parse(inverted.map { String($0.rest) } ?? text, .node)
      let truth = try checker.condition(syntax)
      self.text = text
      meaning = .truth(inverted == nil ? truth : .not(truth))
    } catch {
      let before = inverted?.length ?? 0
      throw ExpressionError(column: error.column + before, reason: error.reason)
    }
  }

  /// Finds out whether a condition can be read, whatever tree it is about.
  ///
  /// - Throws: an error where it cannot; names are not looked at.
  public static func checkSyntax(ofCondition text: String) throws(ExpressionError) {
    let inverted = inverted(text)
    do {
      _ = try ExpressionParser.parse(inverted.map { String($0.rest) } ?? text, .node)
    } catch {
      throw ExpressionError(
        column: error.column + (inverted?.length ?? 0), reason: error.reason)
    }
  }

  /// Finds out whether an expression can be read, whatever tree it is about.
  ///
  /// - Throws: an error where it cannot; names are not looked at.
  public static func checkSyntax(of text: String) throws(ExpressionError) {
    _ = try ExpressionParser.parse(text, .node)
  }

  /// Returns a condition as a part of another one: in brackets, and turned round by a word.
  public static func bracketed(condition text: String) -> String {
    inverted(text).map { "not (\($0.rest))" } ?? "(\(text))"
  }

  /// The rest of a condition that is turned round as a whole, and the characters before it.
  private static func inverted(_ text: String) -> (rest: Substring, length: Int)? {
    let blanks = text.prefix { $0.isWhitespace }.count
    let rest = text.dropFirst(blanks)
    guard rest.first == "!", rest.dropFirst().first?.isWhitespace == true else { return nil }
    return (rest.dropFirst(2), blanks + 2)
  }

  private init(text: String, _ truth: TruthTerm) {
    self.text = text
    meaning = .truth(truth)
  }

  /// Looks for words in the action, the rationale, the note and the state of a node: a regular expression
  /// where there are signs of one, smart case.
  public init(finding words: String) {
    let texts: [NodeText] = [.rationale, .note, .text]
    self.init(
      text: words,
      texts.reduce(.matches(.action, of: .here, words)) {
        .or($0, .matches($1, of: .here, words))
      })
  }

  /// Looks for an action, as a whole.
  public init(action: String) { self.init(text: action, .isText(.action, of: .here, action)) }

  /// Looks for nodes among whose children a recorded choice did not take the highest score.
  static let pickNotHighest = TreeExpression(text: "", .isPickLower(at: .here))

  /// Looks for nodes of which something is known that contradicts itself.
  static let contradiction = TreeExpression(text: "", .isContradicted(.here))

  /// What it comes to.
  public var kind: Kind {
    switch meaning {
    case .number: .number
    case .truth: .condition
    case .text: .text
    case .node: .node
    }
  }
}
