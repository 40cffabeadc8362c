import Drawing
import Groundwork
import SearchTrees

/// What a backup rule with terms made the value of, a row for each node of the path.
struct BackupTerms {
  /// What was done to each node, in the order of the path.
  let effects: [BackupEffect]
  /// The simulation, for the names of the nodes.
  let trace: SimulationTrace
  /// The signs, and what rewards are called.
  let state: ExplorerState
  /// The cells of a line.
  let width: Int

  /// The names of all terms, in the order in which they come.
  private var termNames: [String] {
    var names: [String] = []
    for term in effects.flatMap(\.terms) where !names.contains(term.name) {
      names.append(term.name)
    }
    return Array(names.prefix(16))
  }

  /// The terms in columns, or where they do not fit in a line or more for each node; none where the value is
  /// what the evaluator said.
  var lines: [StyledLine] {
    let names = termNames.map {
      SafeText($0, repertoire: state.glyphs.repertoire).ellipsized(to: 8)
    }
    let cells = names.map { max(6, $0.width) + 1 }
    let label = min(24, width - cells.reduce(0, +))
    if names.isEmpty { return [] }
    let title = [StyledLine("what the value is made of", .heading)]
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

  private func name(of node: NodeID, _ cells: Int) -> SafeText {
    let step = trace.path.first { $0.node == node }
    let name = step.map { $0.label.isEmpty ? "root" : $0.label } ?? "\(node)"
    return SafeText(name, repertoire: state.glyphs.repertoire).ellipsized(to: cells)
      .padded(to: cells)
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
