import LanguageModels

/// The log-probabilities that one model gave, row by row, each computed once.
struct ModelAnswers {
  private let questions: Questions
  private let rows: [[Double]]

  init(_ logits: Logits, _ questions: Questions) {
    self.questions = questions
    rows = (0..<logits.count).map { logits.logProbabilities($0) }
  }

  /// Returns the distribution of the token at a place of a step's sequence: the answer to all before it.
  ///
  /// - Precondition: `place` is 1 or more, as nothing was asked before the first token.
  func distribution(ofPlace place: Int, step: Int) -> [Double] {
    rows[questions.paths[step][place - 1]]
  }

  /// Returns the distribution of the judgement of a step.
  func judgement(ofStep step: Int) -> [Double] { rows[questions.judgements[step]] }

  /// Whether other steps have the same tokens before a place.
  func isShared(place: Int, step: Int) -> Bool {
    questions.isShared(upTo: place - 1, ofStep: step)
  }

  /// Whether other steps have the same tokens before a place and at it.
  func isSame(place: Int, step: Int) -> Bool {
    questions.isShared(upTo: place, ofStep: step)
  }
}
