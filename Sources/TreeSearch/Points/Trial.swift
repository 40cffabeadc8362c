public import SearchTrees

/// A simulation that waits for an answer: its question was asked, and what it had done was taken back.
///
/// Nothing is held meanwhile. Once the answer is told to the search's ``KeptAnswers``, by any thread, the
/// simulation runs again from its beginning, with the same random numbers, and finds it there.
///
/// One trial waits at a time. Several in flight need what is not there yet: a path, rewards and a stream of
/// random numbers for each, and a count beside every node on their paths that selection reads where a flag
/// of the node says so (`NodeFlags` has room for it), so that later trials go elsewhere. ``id`` is what
/// answers would be told by; trials would be backed up in the order of their ids.
public struct Trial: Hashable, Sendable {
  /// The number of the simulation, from 1.
  public var id: Int
  /// What is waited for.
  public var question: KeptAnswers.Question
  /// Why no answer will come, if none will: what was asked for failed.
  ///
  /// Untrusted text. A failure is no answer: the tree is as it was before the simulation.
  public var failure: String?
  /// Why nothing was asked, if a limit left no room for it.
  public var limit: StopReason?

  /// Describes a trial.
  public init(
    id: Int, question: KeptAnswers.Question, failure: String? = nil, limit: StopReason? = nil
  ) {
    self.id = id
    self.question = question
    self.failure = failure
    self.limit = limit
  }
}
