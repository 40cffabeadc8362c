/// The words of the language, each in one place: what it takes, where it may stand, what it means.
struct ExpressionLanguage {
  /// What a word stands for.
  enum Meaning: Hashable, Sendable {
    case number(NodeNumber)
    case bonus
    case score(isRecorded: Bool)
    case condition(NodeCondition)
    case text(NodeText)
    case search(SearchNumber)
    case planValid
    case truth(Bool)
    case root
    case last
    case best
    case pick
    case top
    case margin
    case flip(isAbove: Bool)
    case term
    case statistic
    case part(PartNumber)
    case function(NumberFunction)
    case least
    case greatest
    case known
  }

  /// Where a word takes the node that it is about.
  enum Argument: Hashable, Sendable {
    /// Nowhere: it is about the search.
    case none
    /// In brackets, or where a node is at hand without any.
    case node
    /// Only where a node is at hand, with or without brackets.
    case nodeAtHand
    /// In brackets always.
    case required
  }

  /// A word.
  struct Word: Hashable, Sendable {
    var name: String
    var stands: Meaning
    var argument: Argument
    var meaning: String

    init(_ name: String, _ stands: Meaning, _ argument: Argument, _ meaning: String) {
      self.name = name
      self.stands = stands
      self.argument = argument
      self.meaning = meaning
    }

    /// Whether a grammar has it.
    func isIn(_ grammar: TreeExpression.Grammar) -> Bool {
      switch (grammar, argument) {
      case (.node, _): !stands.isOfLessons && (stands != .search(.depth) || name != "depth")
      case (.lesson, .nodeAtHand): false
      case (.lesson, _): name != "tree_depth"
      }
    }

    func takesArguments(_ grammar: TreeExpression.Grammar) -> Bool {
      argument == .required || (argument == .node && grammar == .lesson)
    }
  }

  /// All words, in the order in which they are offered.
  static let words: [Word] = ofNodes + ofSearches + functions

  private static let ofNodes: [Word] = [
    Word("N", .number(.visits), .node, "visits"),
    Word("Q", .number(.value), .node, "mean value, or the exact one"),
    Word("U", .bonus, .node, "bonus: the score less Q, for the next choice"),
    Word("P", .number(.prior), .node, "prior, or estimated reward"),
    Word("score", .score(isRecorded: false), .node, "selection score, for the next choice"),
    Word("sum", .number(.sum), .node, "sum of what was backed up"),
    Word("depth", .number(.depth), .nodeAtHand, "steps from the root"),
    Word("children", .number(.children), .node, "number of child nodes"),
    Word("share", .number(.share), .nodeAtHand, "part of the visits of its family"),
    Word("age", .number(.age), .nodeAtHand, "simulations since the last visit"),
    Word("terminal", .condition(.terminal), .nodeAtHand, "the episode ends there"),
    Word("ended", .condition(.terminal), .node, "the episode ends there"),
    Word("proven", .condition(.proven), .node, "its value is proven"),
    Word("exact", .condition(.exact), .node, "its value is proven or pinned"),
    Word("banned", .condition(.banned), .node, "selection must not enter it"),
    Word("onpath", .condition(.onPath), .node, "on the path of the last simulation"),
    Word("onbest", .condition(.onBest), .nodeAtHand, "on the best line"),
    Word("action", .text(.action), .nodeAtHand, "text: the action that leads there"),
    Word("text", .text(.text), .nodeAtHand, "text: its state"),
    Word("rationale", .text(.rationale), .nodeAtHand, "text: why it was rewarded so"),
    Word("note", .text(.note), .nodeAtHand, "text: what a person wrote on it"),
    Word("kind", .text(.kind), .nodeAtHand, "text: what kind of node the recording says it is"),
    Word("stat", .statistic, .required, "stat(\"NAME\"): a declared statistic"),
    Word("term", .term, .required, "term(\"NAME\"): a term of the score"),
    Word("scored", .score(isRecorded: true), .node, "score that a recording holds"),
  ]

  private static let ofSearches: [Word] = [
    Word("pick", .pick, .required, "pick(NODE): the child that selection would take"),
    Word("top", .top, .required, "top(NODE, \"Q\"): the child with the highest Q"),
    Word("margin", .margin, .required, "margin(NODE): by how much the picked child wins"),
    Word("flip_up", .flip(isAbove: true), .required, "flip_up(NODE): next c that changes pick"),
    Word("flip_down", .flip(isAbove: false), .required, "flip_down(NODE): the same below"),
    Word("raw", .part(.raw), .required, "raw(\"PART\"): a reward part as measured"),
    Word("z", .part(.normalized), .required, "z(\"PART\"): standardised"),
    Word("adds", .part(.contribution), .required, "adds(\"PART\"): what it adds to the reward"),
    Word("typical", .part(.mean), .required, "typical(\"PART\"): mean of its region"),
    Word("spread", .part(.deviation), .required, "spread(\"PART\"): deviation of its region"),
    Word("root", .root, .none, "the root"),
    Word("last", .last, .none, "last node of the last simulation"),
    Word("best", .best, .none, "first action of the answer by visits"),
    Word("iteration", .search(.iteration), .none, "simulations completed"),
    Word("nodes", .search(.nodes), .none, "nodes of the tree"),
    Word("tree_depth", .search(.depth), .none, "depth of the deepest node"),
    Word("c", .search(.constant), .none, "exploration constant"),
    Word("value", .search(.value), .none, "value backed up last"),
    Word("plan_valid", .planValid, .none, "the answer is a plan that holds"),
    Word("true", .truth(true), .none, "always so"),
    Word("false", .truth(false), .none, "never so"),
    // In lessons, where no node is at hand.
    Word("depth", .search(.depth), .none, "depth of the deepest node"),
  ]

  private static let functions: [Word] =
    NumberFunction.allCases.map {
      Word($0.rawValue, .function($0), .required, "\($0.rawValue)(x)")
    } + [
      Word("min", .least, .required, "min(x, y): the lowest of some numbers"),
      Word("max", .greatest, .required, "max(x, y): the highest of some numbers"),
      Word("known", .known, .required, "known(x): x is known; Q without visits is not"),
    ]

  /// Returns a word of a grammar.
  static func word(_ name: String, _ grammar: TreeExpression.Grammar) -> Word? {
    words.first { $0.name == name && $0.isIn(grammar) }
  }
}

extension ExpressionLanguage.Meaning {
  /// Whether only lessons have it: a filter that is always so would be none.
  fileprivate var isOfLessons: Bool { if case .truth = self { true } else { false } }
}
