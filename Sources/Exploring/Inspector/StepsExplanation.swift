import Drawing
import Groundwork
import SearchTrees

/// What a phase did, in words with its numbers, and what changed.
enum StepsExplanation {
  /// Returns the lines for the phase that was done last.
  static func lines(_ trace: SimulationTrace, _ state: ExplorerState, _ width: Int) -> [StyledLine]
  {
    guard let record = trace.phases.last else { return [] }
    var lines = [StyledLine(SafeText(record.phase.name.uppercased()), .heading)]
    lines += paragraph(story(of: record, trace, state), width, .plain, state)
    lines += decision(record, trace, state, width)
    lines += remarks(trace, state, width)
    lines += [StyledLine(), StyledLine("what changed in this step", .heading)]
    lines += changes(of: record, trace, state, width)
    if let next = next(after: record.phase, trace) {
      lines += [StyledLine()] + paragraph("next: " + next, width, .muted, state)
    }
    if !trace.leafLine.isEmpty {
      lines += [StyledLine()]
      lines += paragraph("at the end of the path: " + trace.leafLine, width, .muted, state)
    }
    return lines
  }

  private static func paragraph(
    _ text: String, _ width: Int, _ style: Style, _ state: ExplorerState
  ) -> [StyledLine] {
    SafeText.lines(of: text, width: max(8, width), repertoire: state.glyphs.repertoire)
      .map { StyledLine($0, style) }
  }

  // MARK: - Words

  private static func story(
    of record: SimulationTrace.PhaseRecord, _ trace: SimulationTrace, _ state: ExplorerState
  ) -> String {
    let leaf = trace.path.last
    let name = leaf.map { $0.label.isEmpty ? "the root" : "\($0.label) (\($0.node))" } ?? "the root"
    switch record.phase {
    case .select:
      let remark = leaf?.remark.map { ": " + $0 } ?? ""
      if let count = trace.openNodes {
        return "The simulation begins at \(name), chosen from \(NumberText.grouped(count)) open "
          + "node\(count == 1 ? "" : "s") of the whole tree\(remark)."
      }
      return "The walk went down \(trace.path.count - 1) level\(trace.path.count == 2 ? "" : "s"), "
        + "each time to the child with the highest score, and stopped at \(name)\(remark)."
    case .expand:
      guard case .expanded(_, _, let count, let left)? = record.changes.first else {
        return "Nothing to expand at \(name): it is evaluated as it is."
      }
      let rest = left > 0 ? " \(left) more actions are untried." : ""
      return "\(count) child\(count == 1 ? " was" : "ren were") added.\(rest) "
        + (leaf?.isNew == true ? "The walk steps into \(name)." : "The leaf itself is evaluated.")
    case .evaluate:
      let judged = record.changes.compactMap { change -> (node: NodeID, verdict: Verdict)? in
        if case .evaluated(let node, let verdict) = change { (node, verdict) } else { nil }
      }
      guard let (node, verdict) = judged.last else { return "" }
      if judged.count > 1 { return severalVerdicts(judged) }
      if node != leaf?.node, judged.count == 1 {
        return "\(node) is judged too, before the end of the path: it is worth "
          + "\(NumberText.short(verdict.value)). \(verdict.rationale ?? "")"
      }
      // Parts that were weighed stand in a table below.
      let parts = verdict.parts.prefix(isWeighed(verdict) ? 0 : 6)
        .map { "\($0.name) \(NumberText.short($0.raw))" }.joined(separator: ", ")
      let rationale = verdict.rationale.map { " \($0)" + ($0.hasSuffix(".") ? "" : ".") } ?? ""
      return "\(name) is worth \(NumberText.short(verdict.value)) to the player who moved there"
        + (parts.isEmpty ? "." : ": \(parts).") + rationale
    case .backUp:
      guard case .backedUp(_, let effects)? = record.changes.first else { return "" }
      let paths = record.changes.count { if case .backedUp = $0 { true } else { false } }
      if paths > 1 {
        return "\(paths) verdicts go up, each along its own path and in their order. Each node "
          + "counts one more visit for each: \(state.slice.summary.valueMeaning)."
      }
      if effects.contains(where: { !$0.terms.isEmpty }) {
        return "The rule makes a value of the rewards on the path. Each node counts one more visit "
          + "and adds its value: \(state.slice.summary.valueMeaning)."
      }
      if effects.contains(where: { $0.reward != nil }) {
        return
          "The rewards go up the path. Each node counts one more visit and adds its own reward "
          + "and those below it: \(state.slice.summary.valueMeaning)."
      }
      return "The value goes up the path. Each node counts one more visit and adds the value: "
        + "\(state.slice.summary.valueMeaning)."
    }
  }

  /// What was said of several nodes in one simulation, one after the other.
  private static func severalVerdicts(_ judged: [(node: NodeID, verdict: Verdict)]) -> String {
    let words = judged.map { "\($0.node) is worth \(NumberText.short($0.verdict.value))" }
    let reasons = judged.compactMap { judgement in
      judgement.verdict.rationale.map { "\(judgement.node): \($0)." }
    }
    return "\(judged.count) nodes are judged, one after the other: "
      + words.joined(separator: ", ") + ". " + reasons.joined(separator: " ")
  }

  /// Whether a verdict says how its parts came to count.
  private static func isWeighed(_ verdict: Verdict) -> Bool {
    verdict.parts.contains { $0.normalized != nil || $0.contribution != nil }
  }

  /// The closest decision on the path, with its numbers in the formula.
  private static func decision(
    _ record: SimulationTrace.PhaseRecord, _ trace: SimulationTrace, _ state: ExplorerState,
    _ width: Int
  ) -> [StyledLine] {
    guard record.phase == .select || record.phase == .expand,
      let table = trace.path.last(where: { $0.table != nil })?.table, let winner = table.winner
    else { return [] }
    let best = table.candidates[winner]
    if best.score.isNaN {
      return [StyledLine()] + paragraph("\(best.label): \(table.formula)", width, .plain, state)
        + DrawnStages.lines(table, state, width)
    }
    let formula = table.formula.isEmpty ? [] : ["score = \(table.formula)"]
    let working = best.working.isEmpty ? "score" : best.working
    let score = best.score.isFinite ? " = \(NumberText.fixed(best.score))" : ""
    return [StyledLine()] + formula.flatMap { paragraph($0, width, .term, state) }
      + paragraph("\(best.label): \(working)\(score)", width, .plain, state)
  }

  /// Why the walk went on without a decision, in full: the table has room for a few words of it.
  private static func remarks(
    _ trace: SimulationTrace, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    // Nodes that follow each other with the same reason share a paragraph.
    var reasons: [(nodes: [NodeID], text: String)] = []
    for step in trace.path.dropLast() where step.table?.winner == nil {
      guard let remark = step.remark else { continue }
      if reasons.last?.text == remark {
        reasons[reasons.count - 1].nodes.append(step.node)
      } else {
        reasons.append(([step.node], remark))
      }
    }
    guard !reasons.isEmpty else { return [] }
    return [StyledLine()]
      + reasons.flatMap { reason in
        let nodes = reason.nodes.map { "\($0)" }.joined(separator: " ")
        return paragraph("from \(nodes): \(reason.text)", width, .muted, state)
      }
  }

  private static func next(after phase: SearchPhase, _ trace: SimulationTrace) -> String? {
    switch phase {
    case .select: "EXPAND adds children to the leaf, if it has been visited before."
    case .expand: "EVALUATE gives the leaf a value."
    case .evaluate: "BACKUP changes N and Q along the path."
    case .backUp where trace.openNodes != nil:
      "SELECT of the next simulation chooses among the open nodes again."
    case .backUp: "SELECT of the next simulation starts at the root again."
    }
  }

  // MARK: - Numbers

  private static func changes(
    of record: SimulationTrace.PhaseRecord, _ trace: SimulationTrace, _ state: ExplorerState,
    _ width: Int
  ) -> [StyledLine] {
    let (before, after) = (record.nodes.lowerBound, record.nodes.upperBound)
    var lines: [StyledLine] = []
    if after > before {
      lines.append(
        StyledLine("nodes ", .muted)
          .then(SafeText("\(NumberText.grouped(before)) -> \(NumberText.grouped(after))"), .good))
    }
    for change in record.changes {
      switch change {
      case .backedUp(_, let effects):
        lines += BackupTerms(effects: effects, trace: trace, state: state, width: width).lines
      case .proven(let node, let value):
        lines.append(
          StyledLine(SafeText("\(node) is proven to be worth \(NumberText.short(value))"), .good))
      case .evaluated(let node, let verdict):
        lines.append(
          StyledLine(SafeText("value of \(node) "), .muted)
            .then(SafeText(NumberText.short(verdict.value)), .value))
        if isWeighed(verdict) {
          lines += PartTable(verdict, siblings: [], state.glyphs, width: width).lines
        }
      default: break
      }
    }
    if record.phase == .evaluate, !record.changes.isEmpty {
      lines += paragraph("N and Q stay as they are until BACKUP", width, .muted, state)
    }
    if lines.isEmpty, record.phase == .backUp {
      lines = paragraph("N and Q of the path, as the table says", width, .muted, state)
    } else if lines.isEmpty {
      lines = paragraph("nothing: N, Q and the tree are as they were", width, .muted, state)
    }
    return lines
  }
}
