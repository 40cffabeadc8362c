/// Answers an expression for one node after another.
///
/// What is worked out once for a family or a node is kept: whoever lets the tree change in between calls
/// ``forget()``. One owner, one thread.
public final class ExpressionEvaluator {
  let expression: TreeExpression
  private let facts: any TreeFacts
  private var patterns: [String: TextPattern] = [:]
  private var resolved: [NodePlace: NodeID] = [:]
  private var search: (facts: SearchFacts, bestLine: Set<NodeID>)?
  private var simulation: (last: LastSimulation?, path: Set<NodeID>)?
  private var plan: (isValid: Bool?, isKnown: Bool) = (nil, false)
  private var families: [NodeID: Double?] = [:]
  private var decisions: [Decision: SelectionTable?] = [:]
  private var verdict: (node: NodeID, verdict: Verdict?)?

  private struct Decision: Hashable {
    var node: NodeID
    var isRecorded: Bool
  }

  /// As many choices are kept, each as large as a family.
  private static let mostDecisions = 16

  /// Finds the nodes that an expression names by path or number.
  ///
  /// - Throws: an error where one does not exist, or a path fits several siblings.
  public init(_ expression: TreeExpression, _ facts: any TreeFacts) throws(ExpressionError) {
    self.expression = expression
    self.facts = facts
    for place in expression.meaning.places where resolved[place] == nil {
      switch place {
      case .path(let steps, let column):
        resolved[place] = try NodePath(steps).node(in: facts, column: column)
      case .numbered(let number, let column):
        guard number < facts.nodeCount else {
          throw ExpressionError(
            column: column,
            reason: "there is no node #\(number); the last is #\(facts.nodeCount - 1)"
          )
        }
        resolved[place] = NodeID(number)
      default: break
      }
    }
  }

  /// What the expression means.
  var meaning: CheckedExpression { expression.meaning }

  /// Returns the actions from the root to a node.
  func pathSteps(of node: NodeID) -> [String] {
    var steps: [String] = []
    var node = node
    while let parent = facts.parent(of: node) {
      steps.append(facts.text(.action, of: node) ?? "\(node)")
      node = parent
    }
    return steps.reversed()
  }

  /// Forgets what was worked out: the tree has changed.
  public func forget() {
    search = nil
    simulation = nil
    plan = (nil, false)
    families.removeAll(keepingCapacity: true)
    decisions.removeAll(keepingCapacity: true)
    verdict = nil
  }

  /// Returns whether the condition holds for a node; nil where that is not known, or it is no condition.
  public func condition(at node: NodeID) -> Bool? {
    guard case .truth(let term) = expression.meaning else { return nil }
    return truth(term, node)
  }

  /// Returns the number that the expression comes to; nil where it is not known, or it is no number.
  public func number(at node: NodeID) -> Double? {
    guard case .number(let term) = expression.meaning else { return nil }
    let number = number(term, node)
    return number.isNaN ? nil : number
  }

  /// Returns the node that the expression comes to; nil where it is not known, or it is no node.
  public func node(at node: NodeID) -> NodeID? {
    guard case .node(let place) = expression.meaning else { return nil }
    return self.node(place, node)
  }

  /// Returns the text that the expression comes to; nil where it is not known, or it is no text.
  ///
  /// Untrusted text.
  public func text(at node: NodeID) -> String? {
    guard case .text(let text, let place) = expression.meaning else { return nil }
    return self.node(place, node).flatMap { facts.text(text, of: $0) }
  }

  // MARK: - Conditions

  func truth(_ term: TruthTerm, _ here: NodeID) -> Bool? {
    switch term {
    case .node(let condition, let place):
      return node(place, here).flatMap { self.condition(condition, of: $0) }
    case .planValid:
      if !plan.isKnown { plan = (facts.isPlanValid, true) }
      return plan.isValid
    case .comparison(let comparison, let left, let right):
      let (left, right) = (number(left, here), number(right, here))
      return left.isNaN || right.isNaN ? nil : comparison.holds(left, right)
    case .isSame(let first, let second):
      guard let first = node(first, here), let second = node(second, here) else { return nil }
      return first == second
    case .isText(let text, let place, let words):
      return self.text(text, place, here) { $0 == words }
    case .matches(let text, let place, let pattern):
      return self.text(text, place, here) { [pattern = self.pattern(pattern)] in
        pattern.matches($0)
      }
    case .hasText(let text, let place): return self.text(text, place, here) { !$0.isEmpty }
    case .isPickLower(let place):
      return node(place, here).flatMap { facts.decision(at: $0, isRecorded: true)?.isWinnerLower }
    case .isContradicted(let place):
      return node(place, here).map { facts.contradiction(of: $0) != nil }
    case .isKnown(let inner): return isKnown(inner, here)
    case .not(let inner): return truth(inner, here).map { !$0 }
    case .and(let left, let right):
      let first = truth(left, here)
      if first == false { return false }
      let second = truth(right, here)
      return second == false ? false : first == nil ? nil : second
    case .or(let left, let right):
      let first = truth(left, here)
      if first == true { return true }
      let second = truth(right, here)
      return second == true ? true : first == nil ? nil : second
    }
  }

  private func isKnown(_ meaning: CheckedExpression, _ here: NodeID) -> Bool {
    switch meaning {
    case .number(let term): !number(term, here).isNaN
    case .truth(let term): truth(term, here) != nil
    case .text(let text, let place): self.text(text, place, here) { _ in true } != nil
    case .node(let place): node(place, here) != nil
    }
  }

  private func condition(_ condition: NodeCondition, of node: NodeID) -> Bool? {
    switch condition {
    case .onPath: lastSimulation.last.map { _ in lastSimulation.path.contains(node) }
    case .onBest: knownSearch.bestLine.isEmpty ? nil : knownSearch.bestLine.contains(node)
    default: facts.condition(condition, of: node)
    }
  }

  private func text(
    _ text: NodeText, _ place: NodePlace, _ here: NodeID, _ holds: (String) -> Bool
  ) -> Bool? {
    node(place, here).flatMap { facts.text(text, of: $0) }.map(holds)
  }

  /// Returns the texts of one kind as numbers; nil where each node must be asked.
  func codes(of text: NodeText) -> (any TextCodes)? { facts.textCodes(text) }

  func pattern(_ pattern: String) -> TextPattern {
    if let known = patterns[pattern] { return known }
    // What a person is still typing may be no regular expression yet.
    let fresh = (try? TextPattern(pattern)) ?? TextPattern(plain: pattern)
    patterns[pattern] = fresh
    return fresh
  }

  // MARK: - Numbers

  /// Returns a number; NaN where it is not known.
  func number(_ term: NumberTerm, _ here: NodeID) -> Double {
    switch term {
    case .constant(let number): return number
    case .node(let number, let place):
      return node(place, here).flatMap { self.number(number, of: $0) } ?? .nan
    case .search(let number): return self.number(number) ?? .nan
    case .score(let place, let isRecorded):
      return candidate(place, here, isRecorded: isRecorded)?.score ?? .nan
    case .bonus(let place): return candidate(place, here, isRecorded: false)?.bonus ?? .nan
    case .term(let name, let place):
      // A recording says what was used; a search that runs has the next choice.
      let candidate =
        candidate(place, here, isRecorded: true) ?? candidate(place, here, isRecorded: false)
      return candidate?.terms.first { $0.name == name }?.value ?? .nan
    case .margin(let place):
      return node(place, here).flatMap { decision(at: $0)?.margin } ?? .nan
    case .flip(let place, let isAbove):
      let flips = node(place, here).flatMap { decision(at: $0)?.flips }
      return (isAbove ? flips?.above : flips?.below)?.constant ?? .nan
    case .part(let number, let name, let place):
      return node(place, here).flatMap { part(name, of: $0)?.number(number) } ?? .nan
    case .negative(let inner): return -number(inner, here)
    case .binary(let operation, let left, let right):
      return operation.apply(number(left, here), number(right, here))
    case .call(let function, let inner): return function.apply(number(inner, here))
    }
  }

  private func number(_ number: NodeNumber, of node: NodeID) -> Double? {
    guard number == .share else { return facts.number(number, of: node) }
    guard let parent = facts.parent(of: node) else { return 1 }
    let family: Double?
    if let known = families[parent] {
      family = known
    } else {
      family = facts.children(of: parent).reduce(nil) { sum, child in
        facts.number(.visits, of: child).map { $0 + (sum ?? 0) } ?? sum
      }
      families[parent] = .some(family)
    }
    return SearchTree.share(facts.number(.visits, of: node), of: family)
  }

  private func number(_ number: SearchNumber) -> Double? {
    switch number {
    case .iteration: knownSearch.facts.iterations.map(Double.init)
    case .nodes: Double(facts.nodeCount)
    case .depth: Double(knownSearch.facts.depth)
    case .constant: knownSearch.facts.constant
    case .value: lastSimulation.last?.value
    }
  }

  private func candidate(
    _ place: NodePlace, _ here: NodeID, isRecorded: Bool
  ) -> SelectionTable.Candidate? {
    guard let node = node(place, here), let parent = facts.parent(of: node) else { return nil }
    return decision(at: parent, isRecorded: isRecorded)?.candidates.first { $0.node == node }
  }

  private func decision(at node: NodeID, isRecorded: Bool = false) -> SelectionTable? {
    let key = Decision(node: node, isRecorded: isRecorded)
    if let known = decisions[key] { return known }
    if decisions.count >= Self.mostDecisions { decisions.removeAll(keepingCapacity: true) }
    let table = facts.decision(at: node, isRecorded: isRecorded)
    decisions[key] = .some(table)
    return table
  }

  private func part(_ name: String, of node: NodeID) -> VerdictPart? {
    if verdict?.node != node { verdict = (node, facts.verdict(on: node)) }
    return verdict?.verdict?.parts.first { $0.name == name }
  }

  private var knownSearch: (facts: SearchFacts, bestLine: Set<NodeID>) {
    if let search { return search }
    let fresh = facts.searchFacts
    let known = (fresh, Set(fresh.bestLine))
    search = known
    return known
  }

  private var lastSimulation: (last: LastSimulation?, path: Set<NodeID>) {
    if let simulation { return simulation }
    let last = facts.lastSimulation
    let known = (last, Set(last?.path ?? []))
    simulation = known
    return known
  }

  // MARK: - Nodes

  func node(_ place: NodePlace, _ here: NodeID) -> NodeID? {
    switch place {
    case .here: return here
    case .path, .numbered: return resolved[place].flatMap { $0.index < facts.nodeCount ? $0 : nil }
    case .last: return lastSimulation.last?.path.last
    case .best: return knownSearch.facts.best
    case .pick(let place):
      guard let node = node(place, here), let table = decision(at: node), let winner = table.winner
      else { return nil }
      let child = table.candidates[winner].node
      return child == .none ? nil : child
    case .top(let place, let ranked): return node(place, here).flatMap { top(of: $0, ranked) }
    }
  }

  /// The child with the highest number; nil where no number is known, and where two are equal.
  private func top(of node: NodeID, _ ranked: RankedNumber) -> NodeID? {
    highest(of: node, ranked).flatMap { $0.equal == nil ? $0.child : nil }
  }

  /// Two children that share the highest number; nil where one alone has it.
  func tie(_ place: NodePlace, at node: NodeID) -> (NodeID, NodeID)? {
    guard case .top(_, let ranked) = place, let highest = highest(of: node, ranked) else {
      return nil
    }
    return highest.equal.map { (highest.child, $0) }
  }

  /// The oldest child with the highest number, and another one that has the same.
  private func highest(
    of node: NodeID, _ ranked: RankedNumber
  ) -> (child: NodeID, number: Double, equal: NodeID?)? {
    var best: (child: NodeID, number: Double, equal: NodeID?)?
    for child in facts.children(of: node) {
      let number: Double =
        switch ranked {
        case .node(let number): self.number(number, of: child) ?? .nan
        case .bonus: candidate(.here, child, isRecorded: false)?.bonus ?? .nan
        case .score: candidate(.here, child, isRecorded: false)?.score ?? .nan
        case .part(let name): part(name, of: child)?.raw ?? .nan
        }
      if number.isNaN { continue }
      if let known = best, known.number >= number {
        if known.number == number, known.equal == nil { best?.equal = child }
      } else {
        best = (child, number, nil)
      }
    }
    return best
  }
}

extension SelectionTable.Candidate {
  /// What the score holds beside the value: the term called U, or else the score less its first term.
  fileprivate var bonus: Double {
    if let bonus = terms.first(where: { $0.name == "U" }) { return bonus.value }
    return terms.first.map { score - $0.value } ?? .nan
  }
}

extension SelectionTable {
  /// Whether the chosen candidate has a lower score than another; nil where nothing was chosen.
  fileprivate var isWinnerLower: Bool? {
    guard let winner, candidates[winner].score.isFinite else { return nil }
    let chosen = candidates[winner].score
    return candidates.contains { $0.score - chosen > 1e-9 * max(1, abs(chosen), abs($0.score)) }
  }
}

extension VerdictPart {
  fileprivate func number(_ number: PartNumber) -> Double? {
    switch number {
    case .raw: raw
    case .normalized: normalized
    case .contribution: contribution
    case .mean: mean
    case .deviation: deviation
    }
  }
}
