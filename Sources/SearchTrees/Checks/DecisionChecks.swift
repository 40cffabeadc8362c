import Glibc
import Groundwork

/// Looks at recorded decisions for scores, terms and choices that contradict each other.
///
/// Of a long row of decisions not all are looked at, as each must be read in full: the first 256, and
/// then one of every 2, 4, 8 ... in each doubling of their number, 128 a doubling.
public struct DecisionChecks: Sendable {
  /// What was found in one decision that was looked at.
  private struct Result: Sendable {
    var event: Int
    /// How many of each kind were looked at, and how many are findings.
    var counts: [CheckRule: (checked: Int, found: Int)] = [:]
  }

  /// Whether the file says what an unvisited candidate is worth.
  public var hasFirstPlay = false

  /// Whether the rule may have a logarithm; where nobody says the rule it may.
  public var mayHaveLogarithm = true

  private var number = 0
  private var results: [Result] = []
  private var firsts: [CheckRule: TreeFinding] = [:]

  /// Makes checks that have seen no decision.
  public init() {}

  /// Counts a decision; returns whether it is one that is to be looked at.
  public mutating func next() -> Bool {
    number += 1
    var stride = 1
    var end = 256
    while number > end {
      stride *= 2
      end *= 2
    }
    return number.isMultiple(of: stride)
  }

  /// Looks at a decision as it was recorded, with the statistics of that moment; `label` names a node.
  ///
  /// O(candidates).
  public mutating func look(
    at decision: SelectionTable, event: Int, label: (NodeID) -> String
  ) {
    var result = Result(event: event)
    let candidates = decision.candidates
    checkTerms(candidates, &result, label)
    checkPick(decision, &result, label)
    checkMeans(candidates, &result, label)
    checkLogarithm(decision, &result, label)
    checkUnvisited(candidates, &result, label)
    if !result.counts.isEmpty { results.append(result) }
  }

  /// What was found in the decisions up to an event.
  ///
  /// Linear in the decisions that were looked at.
  public func findings(upTo event: Int = .max) -> [TreeFinding] {
    CheckRule.all.compactMap { kind in
      guard var finding = firsts[kind], let first = finding.event, first <= event else {
        return nil
      }
      let counts = results.lazy.filter { $0.event <= event }.compactMap { $0.counts[kind] }
      finding.checked = counts.reduce(0) { $0 + $1.checked }
      finding.count = counts.reduce(0) { $0 + $1.found }
      // Of a rule without a logarithm the numbers of a few candidates may look so by chance.
      if kind == .ownVisitsInLogarithm, finding.count * 2 < finding.checked { return nil }
      return finding
    }
  }

  /// Returns how a decision contradicts itself, nil where it does not; candidates whose values are nil are
  /// not held against their terms.
  ///
  /// O(candidates).
  public static func contradiction(
    in decision: SelectionTable, event: Int, label: (NodeID) -> String
  ) -> String? {
    var checks = DecisionChecks()
    checks.look(at: decision, event: event, label: label)
    return checks.findings().first { $0.rule.grade == .fault }?.example
  }

  /// What was expected and found, and the numbers in a sentence.
  private struct Proof {
    var expected: Double
    var found: Double
    var example: String
  }

  private mutating func add(
    _ rule: CheckRule, _ result: inout Result, isFound: Bool, _ node: NodeID,
    _ proof: () -> Proof
  ) {
    let before = result.counts[rule] ?? (0, 0)
    result.counts[rule] = (before.checked + 1, before.found + (isFound ? 1 : 0))
    guard isFound, firsts[rule] == nil else { return }
    let proof = proof()
    firsts[rule] = TreeFinding(
      rule, count: 1, checked: 1, node: node, event: result.event,
      expected: .number(proof.expected), found: .number(proof.found),
      example: "event \(NumberText.grouped(result.event)), \(proof.example)")
  }

  // MARK: - Terms and score

  private mutating func checkTerms(
    _ candidates: [SelectionTable.Candidate], _ result: inout Result, _ label: (NodeID) -> String
  ) {
    let places = Rounding.places(
      candidates.flatMap { $0.terms.map(\.value) + ($0.score.isFinite ? [$0.score] : []) })
    for candidate in candidates {
      let terms = candidate.terms
      guard candidate.score.isFinite, !terms.isEmpty, terms.allSatisfy({ $0.value.isFinite })
      else { continue }
      let sum = terms.reduce(0) { $0 + $1.value }
      let largest = terms.reduce(abs(candidate.score)) { max($0, abs($1.value)) }
      let slack = Rounding.slack(of: Double(terms.count + 1), places: places, size: largest)
      // Other columns may stand behind the terms: it is enough that the first ones add up.
      var partial = terms[0].value
      var isWhole = abs(sum - candidate.score) <= slack
      for term in terms.dropFirst() where !isWhole {
        partial += term.value
        isWhole = abs(partial - candidate.score) <= slack
      }
      add(.termsNotScore, &result, isFound: !isWhole, candidate.node) {
        let parts = terms.map { "\($0.name) \(NumberText.fixed($0.value))" }
        let text =
          "\(label(candidate.node)): \(parts.joined(separator: " + ")) = "
          + "\(NumberText.fixed(sum)), recorded is \(NumberText.fixed(candidate.score))"
        return Proof(expected: sum, found: candidate.score, example: text)
      }
    }
  }

  // MARK: - The choice

  private mutating func checkPick(
    _ decision: SelectionTable, _ result: inout Result, _ label: (NodeID) -> String
  ) {
    let candidates = decision.candidates
    // A candidate with a probability was drawn: the highest score need not have won.
    guard let winner = decision.winner, candidates[winner].score.isFinite,
      !candidates.contains(where: { $0.probability != nil })
    else { return }
    let rivals = candidates.indices.filter { place in
      place != winner && candidates[place].score.isFinite
        && candidates[place].flags.isDisjoint(with: .barred)
    }
    guard let best = rivals.max(by: { candidates[$0].score < candidates[$1].score }) else { return }
    let (chosen, rival) = (candidates[winner], candidates[best])
    let slack = 1e-9 * max(1, abs(chosen.score), abs(rival.score))
    add(
      .pickNotHighest, &result, isFound: rival.score - chosen.score > slack, decision.node
    ) {
      let text =
        "\(label(chosen.node)) was taken with \(Self.text(chosen.score)), "
        + "\(label(rival.node)) has \(Self.text(rival.score))"
      return Proof(expected: rival.score, found: chosen.score, example: text)
    }
  }

  // MARK: - Q and the mean

  /// A candidate whose term Q and whose mean are both known.
  private struct Pair {
    var candidate: SelectionTable.Candidate
    var visits: Double
    var term: Double
    var mean: Double
  }

  private mutating func checkMeans(
    _ candidates: [SelectionTable.Candidate], _ result: inout Result, _ label: (NodeID) -> String
  ) {
    let pairs = candidates.compactMap { candidate -> Pair? in
      let term = candidate.terms.first { $0.name == "Q" || $0.name == "q" }?.value
      guard let term, term.isFinite, let visits = candidate.visits, visits > 0,
        candidate.flags.isDisjoint(with: [.pinned, .proven]), let mean = candidate.value,
        mean.isFinite
      else { return nil }
      return Pair(candidate: candidate, visits: visits, term: term, mean: mean)
    }
    guard !pairs.isEmpty else { return }
    // Terms may be written with other decimals than the means were.
    let size = pairs.reduce(0) { max($0, abs($1.mean), abs($1.term)) }
    let slack = max(
      Rounding.slack(of: 1, places: Rounding.places(pairs.map(\.term)), size: size),
      Rounding.slack(of: 1, places: Rounding.places(pairs.map(\.mean)), size: size))
    // The mean of the child, or of the player who moves at the parent.
    let isSame =
      pairs.allSatisfy { abs($0.term - $0.mean) <= slack }
      || pairs.allSatisfy { abs($0.term + $0.mean) <= slack }
    // A rule that puts the means on a scale of its own contradicts nothing.
    let isAsRecorded =
      isSame || Self.isScaled(pairs, slack) && !pairs.allSatisfy(Self.isDivided)
    // Where every term that is not the mean is the mean divided by the visits, that is what it is.
    let others = pairs.filter { abs($0.term - $0.mean) > slack }
    let rule: CheckRule =
      !others.isEmpty && others.allSatisfy(Self.isDivided) ? .dividedAgain : .termNotMean
    for pair in pairs {
      let isFound = !isAsRecorded && abs(pair.term - pair.mean) > slack
      add(rule, &result, isFound: isFound, pair.candidate.node) {
        Proof(
          expected: pair.mean, found: pair.term,
          example: Self.example(pair, label(pair.candidate.node), slack))
      }
    }
  }

  private mutating func checkLogarithm(
    _ decision: SelectionTable, _ result: inout Result, _ label: (NodeID) -> String
  ) {
    guard mayHaveLogarithm else { return }
    let bonuses = DecisionTerms.bonuses(decision.candidates)
    guard let isOwn = DecisionTerms.hasOwnLogarithm(bonuses),
      let largest = bonuses.max(by: { $0.visits < $1.visits })
    else { return }
    add(.ownVisitsInLogarithm, &result, isFound: isOwn, largest.node) {
      let total = decision.parentVisits ?? bonuses.reduce(0) { $0 + $1.visits }
      let expected = largest.bonus * (log(max(total, 2)) / log(largest.visits)).squareRoot()
      let text =
        "\(label(largest.node)): U \(Self.text(largest.bonus)) with n "
        + "\(NumberText.count(largest.visits)); with the parent's N "
        + "\(NumberText.count(total)) it would be \(Self.text(expected))"
      return Proof(expected: expected, found: largest.bonus, example: text)
    }
  }

  private mutating func checkUnvisited(
    _ candidates: [SelectionTable.Candidate], _ result: inout Result, _ label: (NodeID) -> String
  ) {
    guard !hasFirstPlay else { return }
    func quality(_ candidate: SelectionTable.Candidate) -> Double? {
      candidate.terms.first { $0.name == "Q" || $0.name == "q" }?.value
    }
    // Where 0 lies among the values of the visited ones it may be meant.
    let known = candidates.filter { $0.visits ?? 0 > 0 }.compactMap(quality)
    guard let low = known.min(), let high = known.max(), low > 0 || high < 0 else { return }
    for candidate in candidates where candidate.visits == 0 && candidate.score.isFinite {
      guard let value = quality(candidate) else { continue }
      add(.unvisitedScoredZero, &result, isFound: value == 0, candidate.node) {
        let text =
          "\(label(candidate.node)) was never visited and has Q 0, its visited siblings have "
          + "\(Self.text(low)) to \(Self.text(high))"
        return Proof(expected: low, found: 0, example: text)
      }
    }
  }

  private static func example(_ pair: Pair, _ label: String, _ slack: Double) -> String {
    var text =
      "\(label): Q \(Self.text(pair.term)), the mean of its "
      + "\(NumberText.count(pair.visits)) visits is \(NumberText.fixed(pair.mean))"
    if isDivided(pair) { text += ", which is that mean divided by its visits" }
    if pair.candidate.score.isFinite {
      let score = pair.candidate.score - pair.term + pair.mean
      text += "; with the mean its score is \(NumberText.fixed(score))"
    }
    return text
  }

  /// Whether the term is the mean divided by the visits once more.
  private static func isDivided(_ pair: Pair) -> Bool {
    guard pair.visits > 1 else { return false }
    let divided = pair.mean / pair.visits
    return abs(pair.term - divided) <= 1e-3 * max(abs(divided), 1e-9)
  }

  /// Whether the terms are the means on another scale: `a * mean + b` with a > 0, seen in three or more.
  private static func isScaled(_ pairs: [Pair], _ slack: Double) -> Bool {
    guard pairs.count > 2, let low = pairs.min(by: { $0.mean < $1.mean }),
      let high = pairs.max(by: { $0.mean < $1.mean }), high.mean > low.mean
    else { return false }
    let slope = (high.term - low.term) / (high.mean - low.mean)
    return slope > 0
      && pairs.allSatisfy { abs(low.term + slope * ($0.mean - low.mean) - $0.term) <= slack }
  }

  // MARK: - Numbers

  /// Returns a number with as many decimals as tell it from nothing.
  private static func text(_ number: Double) -> String {
    let places = number != 0 && abs(number) < 0.01 ? 5 : 3
    return NumberText.fixed(number, places: places)
  }
}
