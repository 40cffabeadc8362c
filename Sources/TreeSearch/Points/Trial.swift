public import SearchTrees

/// A simulation that waits for an answer: its question was asked, and what it had done was taken back.
///
/// Nothing is held meanwhile. Once the answer is told to the search's ``KeptAnswers``, by any thread, the
/// simulation runs again from its beginning, with the same random numbers, and finds it there.
public struct Trial: Hashable, Sendable {
  /// The number of the simulation, from 1.
  public var id: Int
  /// What is waited for.
  public var question: KeptAnswers.Question

  /// Describes a trial.
  public init(id: Int, question: KeptAnswers.Question) {
    self.id = id
    self.question = question
  }
}
