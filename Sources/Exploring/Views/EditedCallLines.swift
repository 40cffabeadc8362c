import Drawing
import Groundwork
import SearchTrees

/// What is said of a call whose prompt a person changed: what the model says now and said before, what the
/// step would be worth, and whether another one would be picked.
enum EditedCallLines {
  /// The cells of a number.
  private static let number = 10
  /// The cells of a name before numbers.
  private static let name = 18

  /// Returns the lines; none for a call that the search asked.
  static func lines(
    _ call: ModelCall, _ edit: CallEdit?, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    guard let edited = call.edited else { return [] }
    var lines = CallLines.block(
      "edited",
      "call \(NumberText.grouped(edited)) with another prompt, asked beside the search: nothing in the tree "
        + "rests on it", .plain, state, width)
    guard let edit else { return lines }
    guard let now = call.score else { return lines }
    guard let before = edit.original.score else {
      return lines
        + CallLines.block("", "the call itself failed: no step rests on it", .muted, state, width)
    }
    if let effect = edit.effect {
      lines += CallLines.block("pick", effect.pickWords, .accent, state, width)
    }
    lines.append(row("", ["BEFORE", "NOW", "CHANGE"].map { Optional($0) }, .heading))
    lines.append(numbers("ln p", before.log, now.log))
    for part in 0..<max(before.parts.count, now.parts.count) {
      lines.append(
        numbers("  part \(part + 1)", before.log(ofPart: part), now.log(ofPart: part)))
    }
    guard let effect = edit.effect else {
      return lines
        + CallLines.block(
          "", "what the step would be worth cannot be worked out here", .muted, state, width)
    }
    for (one, other) in zip(effect.before.parts, effect.after.parts) {
      lines.append(numbers(one.name, one.raw, other.raw))
    }
    lines.append(numbers("reward", effect.before.value, effect.after.value))
    if let scores = effect.scores { lines.append(numbers("score", scores.before, scores.after)) }
    if !effect.isValueReworked {
      lines += CallLines.block(
        "", "the step's Q is as it was: it cannot be worked out again from this tree", .muted,
        state,
        width)
    }
    return lines
  }

  private static func numbers(_ name: String, _ before: Double?, _ now: Double?) -> StyledLine {
    func text(_ number: Double?) -> String? {
      number.flatMap { $0.isFinite ? NumberText.fixed($0, places: 4) : nil }
    }
    var change: String?
    if let before, let now, (now - before).isFinite {
      change = (now >= before ? "+" : "") + NumberText.fixed(now - before, places: 4)
    }
    return row(name, [text(before), text(now), change], .value)
  }

  private static func row(_ name: String, _ cells: [String?], _ style: Style) -> StyledLine {
    let label = SafeText(" " + name).ellipsized(to: Self.name - 1).padded(to: Self.name)
    return StyledLine(label, .muted)
      .then(SafeText(cells.map { ($0 ?? "-").right(number) }.joined()), style)
  }
}

extension ModelCall.Score {
  /// The logarithm of the probability of a part of the text; nil where there is no such part.
  func log(ofPart part: Int) -> Double? {
    guard parts.indices.contains(part) else { return nil }
    return places[parts[part]].reduce(0) { $0 + $1.token.log }
  }
}
