/// What an expression means, its names found and its kinds checked.
indirect enum CheckedExpression: Hashable, Sendable {
  case number(NumberTerm)
  case truth(TruthTerm)
  case text(NodeText, of: NodePlace)
  case node(NodePlace)
}

/// Which node is meant.
indirect enum NodePlace: Hashable, Sendable {
  /// The one that is looked at.
  case here
  /// The one that actions lead to from the root; the column is where the path stands.
  case path([String], column: Int)
  /// The one with a number; the column is where it stands.
  case numbered(Int, column: Int)
  /// The last node of the last simulation.
  case last
  /// The first action of the engine's answer.
  case best
  /// The child of a node that selection would take now.
  case pick(NodePlace)
  /// The child of a node with the highest number of a kind.
  case top(NodePlace, RankedNumber)
}

/// By what the children of a node can be ranked.
enum RankedNumber: Hashable, Sendable {
  case node(NodeNumber)
  case bonus
  case score
  case part(String)
}

/// A number of an expression.
indirect enum NumberTerm: Hashable, Sendable {
  case constant(Double)
  case node(NodeNumber, of: NodePlace)
  case search(SearchNumber)
  /// The score of a node at the choice among it and its siblings.
  case score(of: NodePlace, isRecorded: Bool)
  /// What the score holds beside the value.
  case bonus(of: NodePlace)
  /// A named term of that score.
  case term(String, of: NodePlace)
  /// By how much the child that selection would take wins.
  case margin(at: NodePlace)
  /// The next exploration constant at which another child would be taken.
  case flip(at: NodePlace, isAbove: Bool)
  case part(PartNumber, String, of: NodePlace)
  case negative(NumberTerm)
  case binary(NumberOperator, NumberTerm, NumberTerm)
  case call(NumberFunction, NumberTerm)
}

/// A number of the search as a whole.
enum SearchNumber: String, Hashable, Sendable, CaseIterable {
  case iteration
  case nodes
  case depth
  case constant = "c"
  case value
}

/// A number of a part of a reward.
enum PartNumber: String, Hashable, Sendable, CaseIterable {
  case raw
  case normalized = "z"
  case contribution = "adds"
  case mean = "typical"
  case deviation = "spread"
}

/// What is so or not.
indirect enum TruthTerm: Hashable, Sendable {
  case node(NodeCondition, of: NodePlace)
  case planValid
  case comparison(Comparison, NumberTerm, NumberTerm)
  case isSame(NodePlace, NodePlace)
  case isText(NodeText, of: NodePlace, String)
  case matches(NodeText, of: NodePlace, String)
  /// There is a text, and it is not empty.
  case hasText(NodeText, of: NodePlace)
  /// A recorded choice among the children did not take the highest score.
  case isPickLower(at: NodePlace)
  /// What is known of it contradicts itself.
  case isContradicted(NodePlace)
  /// Something has a number, an answer or a text.
  case isKnown(CheckedExpression)
  case not(TruthTerm)
  case and(TruthTerm, TruthTerm)
  case or(TruthTerm, TruthTerm)
}
