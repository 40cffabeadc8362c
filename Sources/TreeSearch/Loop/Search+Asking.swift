import Groundwork
import SearchTrees

/// Evaluators whose answers are kept, and answers that are fed back.
extension Search {
  /// Returns what is said of the leaf of the simulation under way: what was said to the same question
  /// before, or else a new answer, which is kept.
  ///
  /// Where an answer draws random numbers, they are its question's own: an answer that is fed back draws
  /// none, and the search goes on the same.
  ///
  /// Nil where the answer comes later: the simulation must be taken back and run again once it is told.
  @inline(never)
  mutating func askedVerdict() -> Verdict? {
    let leaf = path.nodes[path.nodes.count - 1]
    return askedVerdict(
      KeptAnswers.Question(actionsOnPath(), attempt: Int(tree.nodes[leaf.index].visits)),
      about: state)
  }

  /// Returns what is said of a state, by its question.
  mutating func askedVerdict(
    _ question: KeptAnswers.Question, about state: Recipe.World.State
  ) -> Verdict? {
    if let known = answers.evaluation(of: question) { return known }
    var numbers = RandomSource(seed: Self.seed(of: question, seed))
    let verdict = recipe.evaluator.answer(
      to: question, about: state, of: recipe.world, using: &numbers)
    guard let verdict else {
      waiting = Trial(id: iterations + 1, question: question)
      return nil
    }
    answers.keep(verdict, of: question)
    return verdict
  }

  /// Whether the simulation under way must wait for the children of a node.
  ///
  /// It is taken back once its walk has ended, wherever it goes meanwhile.
  @inline(never)
  mutating func mustWait(at node: NodeID) -> Bool {
    if let wait = proposals.wait, waiting == nil {
      var failure: String?
      var limit: StopReason?
      switch wait {
      case .asked: break
      case .failed(let reason): failure = reason
      case .limited(let reason): limit = reason
      }
      waiting = Trial(
        id: iterations + 1,
        question: KeptAnswers.Question(
          actionsOnPath(), attempt: Int(tree.nodes[node.index].childCount)),
        failure: failure, limit: limit)
    }
    return waiting != nil
  }

  /// Gives the evaluator back what it said earlier of the steps from a node that is about to get children;
  /// false where it turned out to have none.
  @inline(never)
  mutating func mayGrow(_ node: NodeID) -> Bool {
    let question = KeptAnswers.Question(
      actionsOnPath(), attempt: Int(tree.nodes[node.index].childCount))
    guard let steps = answers.steps(of: question) else { return true }
    if steps.actions.isEmpty { return false }
    recipe.evaluator.recall(steps.verdicts, on: steps.actions, in: state, of: recipe.world)
    return true
  }

  /// Returns what was said last of a node as a leaf; nil where nothing was.
  func keptVerdict(on node: NodeID) -> Verdict? {
    answers.newestEvaluation(
      of: tree.path(to: node).dropFirst().map { tree.nodes[$0.index].action },
      visits: Int(tree.nodes[node.index].visits))
  }

  private func actionsOnPath() -> [ActionCode] {
    (1..<max(1, path.nodes.count)).map { tree.nodes[path.nodes[$0].index].action }
  }

  /// FNV-1a over the seed and the question.
  private static func seed(of question: KeptAnswers.Question, _ seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
    for action in question.path { hash = (hash ^ UInt64(action)) &* 0x100_0000_01b3 }
    return (hash ^ UInt64(question.attempt) << 32) &* 0x100_0000_01b3
  }
}
