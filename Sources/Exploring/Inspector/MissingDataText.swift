import Drawing
import SearchTrees

/// What a recording does not hold, in words.
enum MissingDataText {
  /// Returns a sentence that says what is missing; nil where nothing is.
  static func sentence(_ summary: SearchSummary) -> String? {
    guard let lacking = TimelineView.lacks(summary), let last = lacking.lacks.last else {
      return nil
    }
    let subject = lacking.subject
    let others = lacking.lacks.dropLast().joined(separator: ", ")
    return "\(subject) no \(others)\(others.isEmpty ? "" : " or ")\(last)."
  }

  /// Returns what stands on an empty page: `live` where the newest moment is shown; where any event can
  /// be, `recorded` and what the events lack.
  static func lines(
    _ state: ExplorerState, live: String, recorded: String, _ width: Int
  ) -> [StyledLine] {
    var texts = [live]
    if state.slice.summary.abilities.clock == .events {
      texts = [recorded] + (sentence(state.slice.summary).map { [$0] } ?? [])
    }
    return texts.flatMap {
      SafeText.lines(of: $0, width: max(10, width), repertoire: state.glyphs.repertoire)
        .map { StyledLine($0, .muted) }
    }
  }
}
