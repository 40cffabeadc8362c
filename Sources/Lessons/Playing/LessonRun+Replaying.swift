/// What happens before a step, done without a student.
extension LessonRun {
  /// Brings search, concealment and what is remembered to where they are when a step begins.
  ///
  /// What a search does is left out where another one takes its place before the step, unless something
  /// is remembered of it.
  public func replay(upTo step: Int) throws(LessonFault) {
    forget()
    let items = lesson.steps[..<step].flatMap(\.items)
    let remembers = items.contains { item in
      if case .directive(let directive) = item, case .remember = directive.action {
        true
      } else {
        false
      }
    }
    let last = items.lastIndex { item in
      guard case .directive(let directive) = item else { return false }
      switch directive.action {
      case .search, .open: return true
      default: return false
      }
    }
    let first = remembers ? 0 : last ?? 0
    for (place, item) in items.enumerated() {
      if place < first {
        guard case .directive(let directive) = item else { continue }
        switch directive.action {
        case .hide, .show: try carryOut(directive)
        default: break
        }
      } else {
        try replay(item)
      }
    }
    endStep()
  }

  /// Does what happens in an item, whatever a student would answer.
  public func replay(_ item: Lesson.Item) throws(LessonFault) {
    switch item {
    case .text, .figure, .free: break
    case .directive(let directive):
      // The author's assertions are for checks.
      if case .expect = directive.action { return }
      try carryOut(directive)
    case .question(let question):
      for directive in question.then { try carryOut(directive) }
      for directive in question.solution {
        guard case .motion(let motion) = directive.action else { continue }
        try move(motion, directive.line)
      }
    }
  }
}
