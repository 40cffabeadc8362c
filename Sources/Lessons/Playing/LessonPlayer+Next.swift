/// What comes next, as far as that decides what may be shown now.
extension LessonPlayer {
  /// The question that is asked of the search as it stands now, nothing happening to it in between, and what
  /// is concealed then; nil where none is.
  private var questionNext: (question: Question, concealed: Set<Concealable>)? {
    var concealed = run.concealed
    for place in step..<lesson.steps.count {
      for item in lesson.steps[place].items.dropFirst(place == step ? item + 1 : 0) {
        switch item {
        case .text, .figure: break
        case .free: return nil
        case .question(let question): return (question, concealed)
        case .directive(let directive):
          if directive.movesSearch { return nil }
          switch directive.action {
          case .hide(let parts): concealed.formUnion(parts)
          case .show(let parts): concealed = parts.map { concealed.subtracting($0) } ?? []
          default: break
          }
        }
      }
    }
    return nil
  }

  /// What the next question conceals, where it is asked of the search as it stands: shown between the two it
  /// would give the answer away.
  var concealedNext: Set<Concealable> {
    guard let next = questionNext, next.question.kind != .task else { return [] }
    return next.concealed
  }

  /// Whether the next question asks for a node of the search as it stands, which may be its answer.
  public var asksForNodeNext: Bool { questionNext?.question.kind == .node }
}
