import Drawing
import SearchTrees

/// What a recording does not hold, in words.
enum LackText {
  /// Returns a sentence that says what is missing; nil where nothing is.
  static func sentence(_ timeline: Timeline?) -> String? {
    guard let timeline, let last = timeline.lacks.last else { return nil }
    let subject =
      switch timeline.origin {
      case .file, .followed: "This recording holds"
      case .program: "This program tells"
      }
    let others = timeline.lacks.dropLast().joined(separator: ", ")
    return "\(subject) no \(others)\(others.isEmpty ? "" : " or ")\(last)."
  }

  /// Returns what stands on an empty page: `live` for a search that runs here; for a recording
  /// `recorded`, and what it lacks.
  static func lines(
    _ state: ExplorerState, live: String, recorded: String, _ width: Int
  ) -> [StyledLine] {
    var texts = [live]
    if let timeline = state.slice.summary.timeline {
      texts = [recorded] + (sentence(timeline).map { [$0] } ?? [])
    }
    return texts.flatMap {
      SafeText.lines(of: $0, width: max(10, width), repertoire: state.glyphs.repertoire)
        .map { StyledLine($0, .muted) }
    }
  }
}
