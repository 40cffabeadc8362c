import Groundwork

/// What a comparison comes to, in sentences.
extension TreeComparison {
  /// The end of it all in one sentence: the first decision that differs and what made it differ, or the
  /// first difference where no decision does.
  ///
  /// May hold untrusted text.
  public var sentence: String {
    if isEqual {
      let values = tolerance.map { "values within \(NumberText.short($0))" } ?? "values"
      return "A and B are equal: the same paths, visits, \(values), priors, flags and answer."
    }
    guard let decision else {
      if let words = answerWords { return "No decision differs; \(words)." }
      guard let first = firstDifference else { return "A and B differ." }
      return "No decision differs; the first difference is \(words(for: first))."
    }
    return "The first decision that differs is \(place(of: decision)): "
      + "\(choice("A", decision.choiceA)), \(choice("B", decision.choiceB)); \(cause(of: decision))."
  }

  /// Where answers differ though no decision does; nil where they do not.
  private var answerWords: String? {
    guard !isSameAnswer, lineA != lineB else {
      return isSameAnswer ? nil : "the answers are worded differently"
    }
    let (longer, name) = lineA.count > lineB.count ? (lineA, "A") : (lineB, "B")
    let other = name == "A" ? "B" : "A"
    let ends = max(0, min(lineA.count, lineB.count) - 1)
    guard longer.count > ends + 1 else { return nil }
    return "\(other)'s answer ends after \(ends) step\(ends == 1 ? "" : "s"), "
      + "\(name)'s goes on with \(label(of: longer[ends + 1]))"
  }

  /// In what a place differs, the most telling first.
  ///
  /// May hold untrusted text.
  public func words(for pair: Int) -> String {
    let name = pair == 0 ? "the root" : Self.joined(path(to: pair))
    let difference = pairs[pair].difference
    func both(_ what: String, _ numbers: (a: String, b: String)) -> String {
      "\(what) of \(name): \(numbers.a) in A, \(numbers.b) in B"
    }
    if difference.contains(.onlyA) { return "\(name), which only A has" }
    if difference.contains(.onlyB) { return "\(name), which only B has" }
    if difference.contains(.visits) {
      let visits = visits(of: pair)
      return both("N", (NumberText.count(visits.a), NumberText.count(visits.b)))
    }
    if difference.contains(.value) {
      let values = values(of: pair)
      return both("Q", Self.parted(values.a, values.b))
    }
    if difference.contains(.prior) {
      return both("P", Self.parted(a.prior(of: pairs[pair].a), b.prior(of: pairs[pair].b)))
    }
    let flags = (a.flags(of: pairs[pair].a), b.flags(of: pairs[pair].b))
    return both("the flags", (Self.words(for: flags.0), Self.words(for: flags.1)))
  }

  /// Two numbers with so many digits that they are seen to differ, if they do; `-` where one is not known.
  public static func parted(_ first: Double?, _ second: Double?) -> (a: String, b: String) {
    func text(_ number: Double?, _ places: Int) -> String {
      number.map { NumberText.fixed($0, places: places) } ?? "-"
    }
    for places in 3...9 where text(first, places) != text(second, places) {
      return (text(first, places), text(second, places))
    }
    return (first.map { "\($0)" } ?? "-", second.map { "\($0)" } ?? "-")
  }

  /// The names of the flags that are compared; `none` where there is none.
  public static func words(for flags: NodeFlags) -> String {
    let names: [(NodeFlags, String)] = [
      (.terminal, "terminal"), (.proven, "proven"), (.pinned, "pinned"), (.banned, "banned"),
      (.priorEdited, "prior edited"), (.closed, "closed"), (.unentered, "not entered"),
      (.retired, "retired"), (.growthBanned, "no new children"),
    ]
    let words = names.filter { flags.contains($0.0) }.map(\.1)
    return words.isEmpty ? "none" : words.joined(separator: " and ")
  }

  /// Actions one after another, with commas if some have blanks.
  public static func joined(_ labels: [String]) -> String {
    labels.joined(separator: labels.contains { $0.contains(" ") } ? ", " : " ")
  }

  // MARK: - The decision

  /// Where a decision stands: the step, and what leads to it.
  ///
  /// May hold untrusted text.
  public func place(of decision: Decision) -> String {
    let steps = path(to: decision.pair)
    let after = steps.isEmpty ? "at the root" : "after \(Self.joined(steps))"
    return "step \(decision.step), \(after)" + (decision.isOnAnswer ? "" : ", off the answers")
  }

  private func choice(_ name: String, _ pair: Int) -> String {
    let isA = name == "A"
    let parent = Int(pairs[pair].parent)
    let (visits, value, family) =
      isA
      ? (self.visits(of: pair).a, values(of: pair).a, self.visits(of: parent).a)
      : (self.visits(of: pair).b, values(of: pair).b, self.visits(of: parent).b)
    var numbers: [String] = []
    if let visits {
      numbers.append(
        NumberText.count(visits) + (family.map { " of \(NumberText.count($0))" } ?? "") + " visits")
    }
    if let value { numbers.append("Q \(NumberText.fixed(value))") }
    let beside = numbers.isEmpty ? "" : " (\(numbers.joined(separator: ", ")))"
    return "\(name) takes \(label(of: pair))\(beside)"
  }

  /// What made a decision differ: a child that one tree lacks, flags, the rule of the answer, priors, Q, or
  /// the settings; the visits where nothing else does.
  ///
  /// May hold untrusted text.
  public func cause(of decision: Decision) -> String {
    let (own, other) = (decision.choiceA, decision.choiceB)
    let names = (label(of: own), label(of: other))
    if pairs[other].a == .none { return "A does not have \(names.1)" }
    if pairs[own].b == .none { return "B does not have \(names.0)" }
    for pair in [own, other] {
      // What else flags say follows from the visits.
      let deciding: NodeFlags = [.banned, .proven, .pinned]
      let flags = (
        a.flags(of: pairs[pair].a).intersection(deciding),
        b.flags(of: pairs[pair].b).intersection(deciding)
      )
      if flags.0 == flags.1 { continue }
      return "the flags of \(label(of: pair)) are \(Self.words(for: flags.0)) in A, "
        + "\(Self.words(for: flags.1)) in B"
    }
    if decision.isOnAnswer, let rules = ruleWords(at: decision.pair) { return rules }
    let told = settings.filter { $0.name != "seed" && $0.a != nil && $0.b != nil }
      .map { "\($0.name) is \($0.a ?? "-") in A, \($0.b ?? "-") in B" }
    let beside = told.isEmpty ? "" : "; \(told.joined(separator: "; "))"
    if let words = leads("the prior", own, other, { ($0.prior(of: $1)) }) { return words + beside }
    if let words = leads("Q", own, other, { $0.value(of: $1) }, mustTurn: true) {
      return words + beside
    }
    if !told.isEmpty { return told.joined(separator: "; ") }
    return leads("the visits", own, other, { $0.visits(of: $1) }, asCounts: true)
      ?? "the numbers of both trees do not tell why"
  }

  /// That two rules of the answer part here, where both trees have the same most visited child.
  private func ruleWords(at pair: Int) -> String? {
    guard let first = a.summary.answer?.rule, let second = b.summary.answer?.rule, first != second,
      let own = a.mostVisitedChild(of: pairs[pair].a),
      pairs[pair].children.contains(where: {
        pairs[$0].a == own && pairs[$0].b == b.mostVisitedChild(of: pairs[pair].b)
      })
    else { return nil }
    return "A answers by \(first), B by \(second)"
  }

  /// By how much A's choice leads B's in both trees; nil where a number is not known, and where both trees
  /// say the same of it, or (`mustTurn`) have the same one in front.
  private func leads(
    _ what: String, _ own: Int, _ other: Int, _ number: (TreeSnapshot, NodeID) -> Double?,
    mustTurn: Bool = false, asCounts: Bool = false
  ) -> String? {
    guard let firstA = number(a, pairs[own].a), let secondA = number(a, pairs[other].a),
      let firstB = number(b, pairs[own].b), let secondB = number(b, pairs[other].b)
    else { return nil }
    let (leadA, leadB) = (firstA - secondA, firstB - secondB)
    guard leadA != leadB, !mustTurn || leadA > 0 && leadB <= 0 || leadA >= 0 && leadB < 0
    else { return nil }
    func text(_ lead: Double) -> String {
      asCounts
        ? (lead > 0 ? "+" : "") + NumberText.count(lead)
        : (lead > 0 ? "+" : "") + NumberText.fixed(lead)
    }
    return "\(what) of \(label(of: own)) less \(asCounts ? "those" : "that") of "
      + "\(label(of: other)) \(asCounts ? "are" : "is") "
      + "\(text(leadA)) in A, \(text(leadB)) in B"
  }
}
