import Drawing
import Groundwork
import SearchTrees

/// The tree of a lesson in words: a line a node, those that changed first.
public struct TreeWords {
  /// The numbers of a node that are told.
  private struct Numbers: Hashable {
    var visits: Double?
    var value: Double?
  }

  private var known: [[String]: Numbers] = [:]

  /// Makes the words of a tree that nobody has heard of.
  public init() {}

  /// As many nodes of one family are told.
  private static let mostRows = 12

  /// Returns the lines, and remembers what they tell.
  ///
  /// The children of the root are told and those of each node that the lesson unfolds; untrusted text.
  public mutating func lines(_ player: LessonPlayer) -> [String] {
    let run = player.run
    guard let facts = run.stage.facts else { return [] }
    let iterations = run.stage.iterations
    var lines = [
      "After \(NumberText.grouped(iterations)) simulation\(iterations == 1 ? "" : "s"):"
    ]
    var families: [NodeID] = [.root]
    for place in run.unfolded {
      guard let node = try? run.node(place), !families.contains(node) else { continue }
      families.append(node)
    }
    for family in families { lines += rows(of: family, facts, player) }
    return lines
  }

  private mutating func rows(
    of family: NodeID, _ facts: any TreeFacts, _ player: LessonPlayer
  ) -> [String] {
    let run = player.run
    let children = QuestionJudge.sorted(facts.children(of: family), in: run)
    if children.isEmpty {
      return family == .root ? ["  root: no node below it yet"] : []
    }
    let hidden = player.concealed
    let table = facts.decision(at: family, isRecorded: false)
    // Where every child is an end, nothing is said by it.
    let hasOthers = children.contains { facts.condition(.terminal, of: $0) != true }
    var rows: [(isNew: Bool, text: String)] = []
    for child in children.prefix(Self.mostRows) {
      let path = run.steps(to: child) ?? []
      let numbers = Numbers(
        visits: facts.number(.visits, of: child), value: facts.number(.value, of: child))
      let isNew = known[path] != numbers
      known[path] = numbers
      var cells: [String] = []
      if !hidden.contains(.visits) { cells.append("N \(NumberText.count(numbers.visits))") }
      if !hidden.contains(.value) {
        cells.append("Q \(numbers.value.map { NumberText.fixed($0) } ?? "not known")")
      }
      let candidate = table?.candidates.first { $0.node == child }
      if !hidden.contains(.prior), let prior = facts.number(.prior, of: child) {
        cells.append("P \(NumberText.fixed(prior))")
      }
      if let candidate, candidate.score.isFinite {
        let bonus = candidate.terms.first { $0.name == "U" }?.value
        if !hidden.contains(.bonus), let bonus { cells.append("U \(NumberText.fixed(bonus))") }
        if !hidden.contains(.score) { cells.append("score \(NumberText.fixed(candidate.score))") }
      }
      let marks = [
        (NodeCondition.terminal, "an end"), (.banned, "banned"), (.proven, "proven"),
      ].filter { facts.condition($0.0, of: child) == true && ($0.0 != .terminal || hasOthers) }
        .map(\.1)
      let label = path.joined(separator: " / ")
      rows.append((isNew, "  \(label): " + (cells + marks).joined(separator: ", ")))
    }
    let rest = children.count - rows.count
    return rows.filter(\.isNew).map(\.text) + rows.filter { !$0.isNew }.map(\.text)
      + (rest > 0 ? ["  and \(rest) more"] : [])
  }
}
