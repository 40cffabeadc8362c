import SearchTrees

/// A text that the expert of a pair wrote after a prompt, drafted by the amateur.
struct WrittenText: Hashable, Sendable {
  /// The words, without the one that ends them.
  var text: String
  /// Whether the word that ends it was written.
  var isComplete: Bool
  /// What writing it took.
  var cost = WritingCost()
}

/// What the models did to write something.
struct WritingCost: Hashable, Sendable {
  /// Drafted tokens that the expert accepted.
  var accepted = 0
  /// Drafted tokens that the expert rejected.
  var rejected = 0
  /// How often the expert was asked.
  var expertCalls = 0
  /// How often the amateur was asked.
  var amateurCalls = 0
  /// Tokens that both read.
  var tokens = 0
  /// Seconds spent.
  var seconds = 0.0

  /// How often each model was asked, by name, the one that wrote first.
  var calls: [ModelCalls] {
    [
      ModelCalls(ModelPair.expertName, expertCalls),
      ModelCalls(ModelPair.amateurName, amateurCalls),
    ]
  }

  /// Adds the cost of something else.
  static func += (sum: inout WritingCost, other: WritingCost) {
    sum.accepted += other.accepted
    sum.rejected += other.rejected
    sum.expertCalls += other.expertCalls
    sum.amateurCalls += other.amateurCalls
    sum.tokens += other.tokens
    sum.seconds += other.seconds
  }
}
