public import SearchTrees

/// Which nodes of a tree are to be listed, and how many of them at most.
public struct FilterRequest: Hashable, Sendable {
  /// The condition as it was typed.
  ///
  /// Untrusted text.
  public var text: String
  /// As many are described; nil for all of them.
  public var limit: Int?

  /// As many are described unless somebody says how many.
  public static let usualLimit = 1000

  /// Asks for nodes.
  public init(_ text: String, limit: Int? = usualLimit) {
    self.text = text
    self.limit = limit
  }

  /// Finds them.
  ///
  /// O(nodes).
  /// - Throws: an error where the condition asks for something that the tree does not have.
  public func matches(in facts: any TreeFacts) throws(ExpressionError) -> MatchList {
    let condition = try TreeExpression(condition: text, facts.expressionNames)
    return try MatchList(condition, in: facts, limit: limit)
  }

  /// Finds out whether the condition can be asked of a search, before it has run.
  ///
  /// - Throws: an error where it asks for something that the search does not have; nodes that it names need
  ///   not exist yet.
  public func check(for facts: any TreeFacts) throws(ExpressionError) {
    _ = try TreeExpression(condition: text, facts.expressionNames)
  }
}
