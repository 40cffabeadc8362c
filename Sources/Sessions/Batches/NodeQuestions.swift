public import SearchTrees

/// What is asked of the nodes of a tree where there is no terminal: which are listed, with what columns,
/// and in which groups they are.
public struct NodeQuestions: Hashable, Sendable {
  /// The condition of the nodes, as it was typed; nil for all of them, none of which is listed.
  ///
  /// Untrusted text.
  public var filter: String?
  /// The expression that they are put in groups by, as it was typed; nil for no groups.
  ///
  /// Untrusted text.
  public var group: String?
  /// The expressions whose values are listed of each node; nil for what is usual.
  public var columns: ColumnList?
  /// As many nodes and groups are described; nil for all of them.
  public var limit: Int?

  /// As many are described unless somebody says how many.
  public static let usualLimit = 1000

  /// What must hold of the whole search, as it was typed; nil where nothing must.
  ///
  /// Untrusted text.
  public var assertion: String?

  /// Asks nothing.
  public init() {}

  /// What was asked cannot be answered.
  public struct Failure: Error, Hashable, Sendable {
    /// Which question it is.
    public enum Question: String, Hashable, Sendable {
      case filter
      case group
      case columns
      case assert
    }

    /// Which question it is.
    public var question: Question
    /// What was typed.
    ///
    /// Untrusted text.
    public var text: String
    /// What is wrong with it.
    public var error: ExpressionError
  }

  /// What was found.
  public struct Answers: Hashable, Sendable {
    /// The nodes that were asked for; nil where none were.
    public var matches: MatchList?
    /// The groups that were asked for; nil where none were.
    public var groups: GroupList?
    /// Whether what must hold does; nil where nothing must.
    public var assertion: Assertion?

    /// What became of something that must hold.
    public enum Assertion: Hashable, Sendable {
      case holds
      case fails
      /// A number that it asks for is not known.
      case isUnknown
    }

    /// Makes answers to nothing.
    public init() {}
  }

  /// Asks a tree.
  ///
  /// O(nodes), and what is asked of each beside its numbers.
  /// - Throws: a failure where a question asks for something that the tree does not have.
  public func answers(in facts: any TreeFacts) throws(Failure) -> Answers {
    let names = facts.expressionNames
    var answers = Answers()
    var members: NodeSet?
    if let filter {
      let columns = try asking(.columns) {
        () throws(ExpressionError) -> [TreeExpression]? in try self.columns?.expressions(names)
      }
      let found = try asking(.filter) { () throws(ExpressionError) in
        try FoundNodes(TreeExpression(condition: filter, names), in: facts)
      }
      members = found.matches
      answers.matches = try asking(.columns) { () throws(ExpressionError) in
        try MatchList(found.matches, in: facts, columns: columns, limit: limit)
      }
    }
    if let group {
      answers.groups = try asking(.group) { () throws(ExpressionError) in
        try GroupList(TreeExpression(group, names), in: facts, among: members, limit: limit)
      }
    }
    if let assertion {
      let truth = try asking(.assert) { () throws(ExpressionError) in
        try ExpressionEvaluator(TreeExpression(condition: assertion, names), facts)
          .condition(at: .root)
      }
      answers.assertion = truth.map { $0 ? .holds : .fails } ?? .isUnknown
    }
    return answers
  }

  /// Finds out whether the questions can be asked of a search, before it has run.
  ///
  /// - Throws: a failure where one asks for something that the search does not have; nodes that it names
  ///   need not exist yet.
  public func check(for facts: any TreeFacts) throws(Failure) {
    let names = facts.expressionNames
    try asking(.filter) { () throws(ExpressionError) in
      if let filter { _ = try TreeExpression(condition: filter, names) }
    }
    try asking(.group) { () throws(ExpressionError) in
      if let group { try GroupList.check(TreeExpression(group, names)) }
    }
    try asking(.assert) { () throws(ExpressionError) in
      if let assertion { _ = try TreeExpression(condition: assertion, names) }
    }
    try asking(.columns) { () throws(ExpressionError) in
      _ = try columns?.expressions(names)
    }
  }

  private func asking<Answer>(
    _ question: Failure.Question, _ body: () throws(ExpressionError) -> Answer
  ) throws(Failure) -> Answer {
    do {
      return try body()
    } catch {
      let text =
        switch question {
        case .filter: filter
        case .group: group
        case .columns: columns?.text
        case .assert: assertion
        }
      throw Failure(question: question, text: text ?? "", error: error)
    }
  }
}
