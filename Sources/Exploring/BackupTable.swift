import Drawing
import Groundwork
import SearchTrees

/// What a backup did, a row for each node of the path: reward, value backed up, N and Q before and
/// after, and what a rule with terms made the value of.
struct BackupTable {
  /// What was done to each node, in the order of the path.
  let effects: [BackupEffect]
  /// The simulation, for the names of the nodes.
  let trace: SimulationTrace
  /// The signs, and what rewards are called.
  let state: ExplorerState
  /// The cells of a line.
  let width: Int

  /// The table, and below it the terms if there are any.
  var lines: [StyledLine] {
    guard hasRewards || !termNames.isEmpty else { return plain }
    return rewarded + terms
  }

  private var hasRewards: Bool { effects.contains { $0.reward != nil } }

  private func name(of node: NodeID, _ cells: Int) -> SafeText {
    let step = trace.path.first { $0.node == node }
    let name = step.map { $0.label.isEmpty ? "root" : $0.label } ?? "\(node)"
    return SafeText(name, repertoire: state.glyphs.repertoire).ellipsized(to: cells)
      .padded(to: cells)
  }

  private func means(_ effect: BackupEffect) -> (before: String, after: String) {
    (
      effect.meanBefore.map { CellText.fixed($0, within: 5, most: 2) } ?? "-",
      CellText.fixed(effect.meanAfter, within: 6, most: 2)
    )
  }

  // MARK: - One value for all

  private var plain: [StyledLine] {
    let label = max(4, width - 28)
    let heads =
      "NODE".left(label) + "N".right(8) + "Q".right(6) + ">" + "after".left(6) + "added".right(5)
    return [StyledLine(SafeText(heads).clipped(to: width), .muted)]
      + effects.map { effect in
        let (before, after) = means(effect)
        return StyledLine(name(of: effect.node, label))
          .then(SafeText(CellText.count(effect.visits, within: 7).right(8)), .visits)
          .then(SafeText(before.right(6)), .value).then(">", .muted)
          .then(SafeText(after.left(6)), .value)
          .then(
            SafeText(((effect.value >= 0 ? "+" : "") + NumberText.short(effect.value)).right(5)),
            effect.value > 0 ? .good : effect.value < 0 ? .bad : .muted)
      }
  }

  // MARK: - A reward for each step

  private var rewarded: [StyledLine] {
    let showsVisits = width >= 50
    let fixed = (hasRewards ? 7 : 0) + 8 + (showsVisits ? 12 : 0) + 13
    let label = max(4, min(24, width - fixed))
    let rewardName = state.slice.summary.priorName == "P" ? "r" : state.slice.summary.priorName
    var heads = "NODE".left(label)
    if hasRewards {
      heads += SafeText(rewardName, repertoire: state.glyphs.repertoire).ellipsized(to: 6).plain
        .right(7)
    }
    heads += (hasRewards && termNames.isEmpty ? "SUM" : "VALUE").right(8)
    if showsVisits { heads += "N".right(6) + ">" + "after".left(5) }
    heads += "Q".right(6) + ">" + "after".left(6)
    return [StyledLine(SafeText(heads).clipped(to: width), .muted)]
      + effects.map { effect in
        var line = StyledLine(name(of: effect.node, label))
        if hasRewards {
          let reward = effect.reward.map { CellText.signed($0, within: 6) } ?? "-"
          line = line.then(SafeText(reward.right(7)), .prior)
        }
        line = line.then(
          SafeText(CellText.signed(effect.value, within: 7).right(8)),
          effect.value > 0 ? .good : effect.value < 0 ? .bad : .muted)
        if showsVisits {
          let after = effect.visits
          let before = after.map { max(0, $0 - 1) }
          line = line.then(SafeText(CellText.count(before, within: 5).right(6)), .visits)
            .then(">", .muted).then(SafeText(CellText.count(after, within: 5).left(5)), .visits)
        }
        let (before, after) = means(effect)
        return line.then(SafeText(before.right(6)), .value).then(">", .muted)
          .then(SafeText(after.left(6)), .value)
      }
  }

  // MARK: - Terms

  /// The names of all terms, in the order in which they come.
  private var termNames: [String] {
    var names: [String] = []
    for term in effects.flatMap(\.terms) where !names.contains(term.name) {
      names.append(term.name)
    }
    return Array(names.prefix(16))
  }

  /// The terms in columns, or where they do not fit in a line or more for each node.
  private var terms: [StyledLine] {
    let names = termNames.map {
      SafeText($0, repertoire: state.glyphs.repertoire).ellipsized(to: 8)
    }
    let cells = names.map { max(6, $0.width) + 1 }
    let label = min(24, width - cells.reduce(0, +))
    if names.isEmpty { return [] }
    let title = [StyledLine(), StyledLine("what the value is made of", .heading)]
    if label < 8 { return title + effects.flatMap(termLines) }
    var heads = StyledLine(SafeText("NODE".left(label)), .muted)
    for (name, cells) in zip(names, cells) {
      heads = heads.then(name.leftPadded(to: cells), .muted)
    }
    return title + [heads]
      + effects.map { effect in
        var line = StyledLine(name(of: effect.node, label))
        for (name, cells) in zip(termNames, cells) {
          let term = effect.terms.first { $0.name == name }
          let number = term.map { CellText.fixed($0.value, within: cells - 1) } ?? "-"
          line = line.then(SafeText(number.right(cells)), .term)
        }
        return line
      }
  }

  private func termLines(_ effect: BackupEffect) -> [StyledLine] {
    let texts = effect.terms.prefix(16).map { "\($0.name) \(NumberText.fixed($0.value))" }
    let lines = StyledLine.packed(
      texts, separator: "  ", width: max(8, width - 2), style: .term,
      repertoire: state.glyphs.repertoire)
    return [StyledLine(name(of: effect.node, max(4, width)))]
      + lines.map { StyledLine(pieces: [("  ", .plain)] + $0.pieces) }
  }
}
