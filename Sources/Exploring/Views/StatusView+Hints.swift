import Drawing
import SearchTrees

/// The last row: the keys that are live.
extension StatusView {
  /// Draws the hints: the commands of the table that have one, as many as fit.
  static func drawHints(_ state: ExplorerState, row: Int, on canvas: inout Canvas) {
    if let prompt = state.prompt, let refusal = prompt.refusal {
      return PromptLine(prompt, state).draw(refusal, row: row, on: &canvas)
    }
    if let guide = state.guide { return GuideView.drawHints(guide, row: row, on: &canvas) }
    var column = 1
    let width = canvas.size.width
    for (name, key, usual) in state.keys.footer where name != .help {
      guard let hint = hint(name, usual, state) else { continue }
      let length = key.count + 1 + hint.count + 2
      guard column + length <= width - 8 else { continue }
      let isRefused = CommandTable.command(name)?.disabledReason(in: state) != nil
      let style: Style = isRefused ? .muted : .key
      let start = column
      column += canvas.put(SafeText(key + " "), row: row, column: column, style: style)
      column += canvas.put(SafeText(hint), row: row, column: column, style: .muted)
      if let index = CommandName.allCases.firstIndex(of: name) {
        canvas.hits.append(
          HitRegion(row: row, columns: start..<column, action: "command", argument: index))
      }
      column += 2
    }
    if width >= 20 {
      canvas.put("? ", row: row, column: width - 7, style: .key)
      canvas.put("help", row: row, column: width - 5, style: .muted)
      if let index = CommandName.allCases.firstIndex(of: .help) {
        canvas.hits.append(
          HitRegion(
            row: row, columns: width - 7..<width - 1, action: "command", argument: index))
      }
    }
  }

  /// The word for running and pausing.
  private static func runHint(_ state: ExplorerState) -> String {
    let summary = state.slice.summary
    if state.isRunning { return "pause" }
    if summary.abilities.canPlay { return "play" }
    // What failed is asked for once more.
    if case .stopped(.failed) = summary.activity { return "ask again" }
    return "run"
  }

  /// The word for a command in the footer, which is `usual` in most views; nil keeps it out.
  private static func hint(
    _ name: CommandName, _ usual: String?, _ state: ExplorerState
  ) -> String? {
    let summary = state.slice.summary
    if state.view == .text {
      return switch name {
      case .down: "scroll"
      case .nextSibling: "next sibling"
      case .nextMark: "next part"
      case .find: "find"
      case .nextHit: state.textHits.isEmpty ? nil : "next place"
      case .cancel: "back"
      default: nil
      }
    }
    if state.view == .icicle {
      return switch name {
      case .run: runHint(state)
      case .down: "below"
      case .up: "above"
      case .open: "right"
      case .close: "left"
      case .zoomIn: "zoom"
      case .zoomOut: "out"
      case .inspect: "to the tree"
      case .cancel: "back"
      default: nil
      }
    }
    if state.view == .plots {
      return switch name {
      case .run: runHint(state)
      case .close: "cursor back"
      case .open: "cursor on"
      case .down: "node"
      case .nextPane: "next plot"
      case .inspect: "go there"
      case .glyphs: "signs"
      case .cancel: "back"
      default: nil
      }
    }
    if state.view == .steps {
      return switch name {
      case .phaseForward, .simulation, .simulationBack: usual
      case .phaseBack: "phase back"
      case .down: "scroll"
      case .run: runHint(state)
      case .cancel: "back"
      default: nil
      }
    }
    if state.view == .doctor {
      return switch name {
      case .down: "next finding"
      case .up: "previous"
      case .inspect: "to the node and event"
      case .cancel: "back"
      default: nil
      }
    }
    if state.view == .calls {
      return switch name {
      case .down: state.calls.isWhole ? "scroll" : "older"
      case .up: state.calls.isWhole ? nil : "newer"
      case .inspect: state.calls.isWhole ? nil : "whole call"
      case .nextTab: state.calls.isWhole ? "next call" : nil
      case .cancel: "back"
      default: nil
      }
    }
    if state.view == .log {
      return switch name {
      case .down: "newer"
      case .up: "older"
      case .cancel: "back"
      default: nil
      }
    }
    if state.view == .compare, let compared = state.compared {
      let isWide = state.size.width >= 100
      return switch name {
      case .open: isWide ? "open" : nil
      case .close: isWide ? "close" : nil
      case .nextMark: isWide ? "next difference" : "difference"
      case .answer: isWide ? "first decision" : "decision"
      case .invertFilter: compared.active.hidesEqual ? "all" : "only differences"
      case .lock: compared.isLocked ? "unlock" : "lock"
      case .nextPane: compared.isLocked ? nil : "other side"
      case .inspect: state.size.width >= 140 ? "go there" : nil
      case .cancel: "back"
      default: nil
      }
    }
    if state.view == .groups {
      return switch name {
      case .open: "open"
      case .nextSort: "sort"
      case .invertSort: "turn round"
      case .group: "change"
      case .filter: usual
      case .cancel: "back"
      default: nil
      }
    }
    if state.request.filter != nil, state.view == .tree {
      return switch name {
      case .nextHit: "next"
      case .previousHit: "previous"
      case .filter: "change"
      case .invertFilter: "invert"
      case .cancel: "all nodes"
      default: nil
      }
    }
    if summary.abilities.opensNodes {
      return switch name {
      case .inspect: "open"
      case .down: "move"
      case .filter, .nextSort, .find: usual
      case .group: "group"
      case .nextTab: "page"
      case .quit: "back"
      default: nil
      }
    }
    switch name {
    case .run: return runHint(state)
    case .nextMark, .marks: return summary.marks.isEmpty ? nil : usual
    default: return usual
    }
  }
}
