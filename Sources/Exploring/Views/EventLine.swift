import Drawing
import Groundwork
import SearchTrees

/// What was done to a search between its simulations, one line each.
enum EventLine {
  /// Returns the events of the branch that is shown, newest first.
  static func lines(_ summary: SearchSummary) -> [StyledLine] {
    if summary.events.isEmpty { return [StyledLine("nothing yet", .muted)] }
    return summary.events.reversed().map { event in
      StyledLine(SafeText(NumberText.grouped(event.iteration).right(10) + "  "), .muted)
        .then(SafeText(words(for: event.change)))
    }
  }

  private static func words(for change: TreeChange) -> String {
    switch change {
    case .edited(let edit, let author):
      if case .rule(let name) = author { return words(for: edit) + " (by \(name))" }
      return words(for: edit)
    case .branched(let id, _, let node, _): return "branch \(id) at \(node)"
    case .rerooted(let node): return "\(node) became the root"
    case .stopped(let reason): return reason.words
    default: return ""
    }
  }

  private static func words(for edit: TreeEdit) -> String {
    switch edit {
    case .ban(let node): "ban \(node)"
    case .allow(let node): "allow \(node)"
    case .banGrowth(let node): "ban new children of \(node)"
    case .allowGrowth(let node): "allow new children of \(node)"
    case .pin(let node, let value?): "pin \(node) to \(NumberText.short(value))"
    case .pin(let node, nil): "unpin \(node)"
    case .prior(let node, let value): "prior of \(node) = \(NumberText.short(value))"
    case .boost(let node, let visits): "\(NumberText.grouped(visits)) visits for \(node)"
    case .parameter(let name, let value): "\(name) = \(NumberText.short(value))"
    case .note(let node, _): "note on \(node)"
    }
  }
}
