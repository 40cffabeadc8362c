import SearchTrees

/// How often a question can be answered.
enum QuestionTries {
  /// Returns how many answers a question takes: one where only two are possible, else two.
  static func most(of question: Question, in run: LessonRun) -> Int {
    switch question.kind {
    case .yesno, .task: 1
    case .number: 2
    case .choice: question.options.count <= 2 ? 1 : 2
    case .node: QuestionJudge.candidates(of: question, in: run).count <= 2 ? 1 : 2
    }
  }
}

/// What is right, and what is wrong for a known reason.
enum QuestionJudge {
  /// As many nodes have letters.
  static let mostLetters = 6

  /// How far an answer may be from a number.
  static func tolerance(of question: Question, at number: Double) -> Double {
    switch question.tolerance {
    case nil: 0
    case .absolute(let distance): distance
    case .relative(let share): share * number.magnitude
    }
  }

  /// Returns the nodes that can be answered by a letter: the right one and its siblings, by their labels.
  ///
  /// What is right is looked for as the search stands, before anything happens that the question brings
  /// about: where that cannot be told yet, the children of the root are meant.
  static func candidates(of question: Question, in run: LessonRun) -> [NodeID] {
    guard let answer = question.answer else { return [] }
    func parent() -> NodeID? {
      guard let right = try? run.node(answer) else { return nil }
      return run.stage.facts?.parent(of: right)
    }
    var found: NodeID?
    if question.then.isEmpty {
      found = parent()
    } else {
      found = run.onBranch {
        for directive in question.then where (try? run.carryOut(directive)) == nil { return nil }
        return parent()
      }
    }
    guard let facts = run.stage.facts else { return [] }
    let family = found.flatMap { $0.index < facts.nodeCount ? $0 : nil } ?? .root
    return sorted(facts.children(of: family), in: run)
  }

  /// Nodes by their labels, numbers in them by their size.
  static func sorted(_ nodes: [NodeID], in run: LessonRun) -> [NodeID] {
    nodes.map { ($0, run.label(of: $0)) }.enumerated().sorted { left, right in
      if isBefore(left.element.1, right.element.1) { return true }
      if isBefore(right.element.1, left.element.1) { return false }
      return left.offset < right.offset
    }.map(\.element.0)
  }

  private static func isBefore(_ left: String, _ right: String) -> Bool {
    let (first, second) = (parts(left), parts(right))
    for (one, other) in zip(first, second) where one != other {
      if let one = Int(one), let other = Int(other) { return one < other }
      return one < other
    }
    return first.count < second.count
  }

  /// Digits and what lies between them.
  private static func parts(_ text: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = text[...]
    while let first = rest.first {
      let isDigit = first.isNumber
      let part = rest.prefix { $0.isNumber == isDigit }
      parts.append(part)
      rest = rest[part.endIndex...]
    }
    return parts
  }
}
