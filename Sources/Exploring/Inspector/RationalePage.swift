import Drawing
import Groundwork
import SearchTrees

/// Why a step was rewarded as it was: the parts of its reward, the reasons in words, its siblings.
enum RationalePage {
  /// Returns the lines of the page.
  static func lines(_ state: ExplorerState, _ width: Int) -> [StyledLine] {
    let summary = state.slice.summary
    let repertoire = state.glyphs.repertoire
    var lines = reward(state, width)
    if !state.slice.detail.siblingVerdicts.isEmpty {
      lines += [StyledLine()] + SiblingTable(state, width: width).lines
    } else if !summary.partDiscriminations.isEmpty {
      lines += [StyledLine()] + discriminations(summary.partDiscriminations, width, repertoire)
    }
    // On wide screens they stand beside the page.
    if !summary.alarms.isEmpty, state.layout.side == nil {
      lines += [StyledLine(), StyledLine("ALARMS", .heading)]
      lines += SearchRemarks.alarms(summary, width: width, repertoire)
    }
    let use = SearchRemarks.modelUse(summary, width: width, repertoire)
    return use.isEmpty ? lines : lines + [StyledLine()] + use
  }

  /// Returns what was said of the step into a node, or of the node itself.
  static func verdict(on detail: NodeDetail) -> Verdict? {
    detail.siblingVerdicts.first { $0.node == detail.node }?.verdict ?? detail.verdict
  }

  // MARK: - The reward

  private static func reward(_ state: ExplorerState, _ width: Int) -> [StyledLine] {
    let detail = state.slice.detail
    guard let verdict = verdict(on: detail) else {
      let live =
        detail.node == .root
        ? "No step leads to the root: there is nothing to reward." : "no reward of this step yet"
      return MissingDataText.lines(
        state, live: live,
        recorded: detail.node == .root
          ? live : "Up to this event no reward of this step was recorded.", width)
    }
    let siblings = detail.siblingVerdicts.map(\.verdict)
    let table = PartTable(verdict, siblings: siblings, state.glyphs, width: width)
    return [head(verdict, detail, width, state.glyphs.repertoire)] + table.lines
      + reasons(verdict, width, state.glyphs.repertoire)
      + calls(verdict, width, state.glyphs.repertoire)
      + RecordedRemarks.node(detail, width: width, state.glyphs.repertoire)
      + RecordedRemarks.verdict(verdict, width: width, state.glyphs.repertoire)
      + GenerationRemarks.lines(verdict, width: width, state.glyphs.repertoire)
      + table.warnings.flatMap {
        paragraph("! " + $0, width, .warning, state.glyphs.repertoire)
      }
  }

  /// The reward, the step, and its rank among its siblings.
  private static func head(
    _ verdict: Verdict, _ detail: NodeDetail, _ width: Int, _ repertoire: Repertoire
  ) -> StyledLine {
    let value = CellText.signed(verdict.value, within: 8, most: 3)
    let values = detail.siblingVerdicts.map(\.verdict.value)
    let rank = values.filter { $0 > verdict.value }.count + 1
    let place = values.count > 1 ? SafeText("   rank \(rank) of \(values.count)") : .empty
    let name = detail.node == .root ? "root" : detail.label
    let room = max(8, width - 7 - value.count - 2 - place.width)
    return StyledLine("REWARD ", .heading).then(SafeText(value), .value).then("  ")
      .then(label(name, detail, room, repertoire)).then(place, .muted)
  }

  /// The label of the step: whole where there is room, else by what sets it apart from its siblings.
  private static func label(
    _ name: String, _ detail: NodeDetail, _ room: Int, _ repertoire: Repertoire
  ) -> SafeText {
    let whole = SafeText(name, repertoire: repertoire)
    let steps = detail.siblingVerdicts
    guard whole.width > room, let own = steps.firstIndex(where: { $0.node == detail.node }) else {
      return whole.ellipsizedAtWord(to: room)
    }
    let short = SiblingLabels.shortened(
      steps.map { (text: $0.label, room: room) }, repertoire: repertoire)[own]
    return short.shared + short.own
  }

  private static func reasons(
    _ verdict: Verdict, _ width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    guard let rationale = verdict.rationale, !rationale.isEmpty else { return [] }
    return paragraph(rationale, width, .plain, repertoire)
  }

  /// Which calls of models on servers gave the numbers.
  private static func calls(
    _ verdict: Verdict, _ width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    if verdict.calls.isEmpty { return [] }
    let words = verdict.calls.map { "\($0.name) call \($0.number)" }.joined(separator: ", ")
    return paragraph("Said in \(words).", width, .muted, repertoire)
  }

  private static func paragraph(
    _ text: String, _ width: Int, _ style: Style, _ repertoire: Repertoire
  ) -> [StyledLine] {
    SafeText.lines(of: text, width: max(10, width), repertoire: repertoire)
      .map { StyledLine($0, style) }
  }

  // MARK: - The search

  /// The discrimination of the parts where there are no siblings to write it below.
  private static func discriminations(
    _ discriminations: [PartDiscrimination], _ width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    let names = discriminations.map { SafeText($0.name, repertoire: repertoire) }
    let nameWidth = min(names.map(\.width).max() ?? 0, max(4, width - 8))
    let rows = zip(discriminations, names).map { discrimination, name in
      let isChance = discrimination.auc <= 0.5
      let text = NumberText.fixed(discrimination.auc, places: 2) + (isChance ? "!" : "")
      return StyledLine(name.padded(to: nameWidth))
        .then(SafeText("  " + text), isChance ? .warning : .term)
    }
    return [StyledLine("SEPARATES", .heading)] + rows
      + SiblingTable.words(discriminations, width: width, repertoire)
  }
}
