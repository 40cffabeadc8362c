import Drawing
import Groundwork
import SearchTrees

/// The decisions by which a choice is drawn, one under the other: every arm with what it is drawn from, its
/// probability, and the draw where it was made.
enum DrawnStages {
  /// Returns the lines of all stages; none where the highest score decides.
  static func lines(
    _ table: SelectionTable, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    table.stages.enumerated().flatMap { number, stage in
      let repertoire = state.glyphs.repertoire
      var head = StyledLine(
        SafeText("\(number + 1) \(stage.name)", repertoire: repertoire, limit: 200)
          .ellipsized(to: max(8, width)), .heading)
      if let draw = stage.draw {
        head = head.then(SafeText("   drawn \(NumberText.fixed(draw))"), .value)
      }
      let rows = rows(stage, state, width)
      if rows.isEmpty, stage.draw == nil { head = head.then("  as above", .muted) }
      return [head] + rows
    }
  }

  private static func rows(
    _ stage: SelectionTable.Stage, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    let repertoire = state.glyphs.repertoire
    let labels = stage.arms.map { SafeText($0.label, repertoire: repertoire, limit: 200) }
    let cells = min(max(6, width / 4), labels.map(\.width).max() ?? 0)
    // Of what was not drawn yet the table above has the numbers of all children.
    let told = stage.arms.indices.filter {
      stage.arms[$0].draw != nil || stage.arms[$0].node == .none
    }
    return told.map { index in
      let arm = stage.arms[index]
      let isWinner = index == stage.winner
      var line = StyledLine(isWinner ? state.glyphs.next : " ", .best)
        .then(" ").then(
          labels[index].ellipsized(to: cells).padded(to: cells), isWinner ? .best : .plain)
      if let draw = arm.draw {
        line = line.then(SafeText("  drawn " + CellText.fixed(draw, within: 7)), .value)
      }
      if let probability = arm.probability {
        line = line.then(SafeText("  p " + CellText.probability(probability)), .prior)
      }
      var used = line.width
      for term in arm.terms where !term.value.isNaN {
        let text = SafeText(
          "  \(term.name) \(CellText.term(term, within: 7))", repertoire: repertoire,
          limit: 60)
        used += text.width
        guard used <= width else { break }
        line = line.then(text, .term)
      }
      return line
    }
  }

  /// Returns how a choice was made, in a few words: the winner of each stage with its draw, and what it beat;
  /// nil where nothing was drawn.
  static func words(_ table: SelectionTable) -> String? {
    let parts = table.stages.compactMap { stage -> String? in
      guard let winner = stage.winner else { return nil }
      if let draw = stage.draw {
        let probability = stage.arms[winner].probability.map { ", p \(CellText.probability($0))" }
        return "drawn \(NumberText.fixed(draw))" + (probability ?? "")
      }
      let arm = stage.arms[winner]
      guard let draw = arm.draw else { return arm.label.isEmpty ? nil : arm.label }
      let rival = stage.arms.indices.filter { $0 != winner }
        .max { stage.arms[$0].draw ?? -.infinity < stage.arms[$1].draw ?? -.infinity }
      let label = arm.label.isEmpty ? "" : arm.label + " "
      let over = rival.flatMap { stage.arms[$0].draw }.map { " > " + NumberText.fixed($0) }
      return label + NumberText.fixed(draw) + (over ?? "")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
