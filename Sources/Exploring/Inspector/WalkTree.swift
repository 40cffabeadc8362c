import Drawing
import Groundwork
import SearchTrees

/// The nodes of one simulation's walk as a tree, with the siblings that it passed by where there is room.
///
/// Made of the walk itself: it shows what the decisions saw, whatever is open in the tree.
struct WalkTree {
  /// The lines, heads included.
  let lines: [StyledLine]

  private struct Row {
    var depth: Int
    var label: SafeText
    var visits: Double?
    var value: Double?
    var isOnPath: Bool
    var hasNext: Bool
    var isOpen: Bool
    var isNew = false
  }

  /// Makes the tree in at most so many lines; of a longer walk the end is shown.
  init(_ trace: SimulationTrace, _ state: ExplorerState, width: Int, height: Int) {
    let glyphs = state.glyphs
    let families = Self.families(trace, rows: max(0, height - 1 - trace.path.count))
    var rows: [Row] = []
    var continues: [Bool] = []
    var below: [[Row]] = []
    let effects = trace.effects
    for (depth, step) in trace.path.enumerated() {
      let siblings = depth == 0 ? [] : families[depth - 1]
      let place = siblings.firstIndex { $0.node == step.node }
      let row = { (candidate: SelectionTable.Candidate, hasNext: Bool) in
        Row(
          depth: depth, label: SafeText(candidate.label, repertoire: glyphs.repertoire, limit: 200),
          visits: candidate.visits, value: candidate.value, isOnPath: false, hasNext: hasNext,
          isOpen: false, isNew: candidate.node == .none)
      }
      let after = siblings.dropFirst(place.map { $0 + 1 } ?? 0)
      rows += siblings.prefix(place ?? 0).map { row($0, true) }
      let effect = effects[step.node]
      let name = depth == 0 ? "root" : step.label
      rows.append(
        Row(
          depth: depth, label: SafeText(name, repertoire: glyphs.repertoire, limit: 200),
          visits: effect?.visits ?? step.visits, value: effect?.meanAfter ?? step.value,
          isOnPath: true, hasNext: !after.isEmpty, isOpen: depth < trace.path.count - 1))
      continues.append(!after.isEmpty)
      below.append(after.enumerated().map { row($1, $0 < after.count - 1) })
    }
    rows += below.reversed().flatMap { $0 }
    let label = max(8, width - 20)
    let head = StyledLine(
      SafeText(
        " THE WALK IN THE TREE, \(glyphs.track.here) on it".left(label) + "VISITS".right(10)
          + "Q".right(8)
      ).clipped(to: width), .muted)
    lines =
      [head]
      + rows.suffix(max(0, height - 1)).map { row in
        Self.line(row, continues, label, glyphs)
      }
  }

  /// The siblings at each decision that have room, the taken one among them: those of the last decisions
  /// first, a family whole or not at all.
  private static func families(
    _ trace: SimulationTrace, rows: Int
  ) -> [[SelectionTable.Candidate]] {
    var room = rows
    var families = Array(repeating: [SelectionTable.Candidate](), count: trace.path.count)
    for index in trace.path.indices.dropLast().reversed() {
      guard let candidates = trace.path[index].table?.candidates,
        candidates.contains(where: { $0.node == trace.path[index + 1].node }),
        candidates.count - 1 <= room
      else { continue }
      room -= candidates.count - 1
      families[index] = candidates.indices
        .sorted {
          (candidates[$1].visits ?? -1, $0) < (candidates[$0].visits ?? -1, $1)
        }
        .map { candidates[$0] }
    }
    return families
  }

  private static func line(
    _ row: Row, _ continues: [Bool], _ label: Int, _ glyphs: Glyphs
  ) -> StyledLine {
    // Two cells a level, one from the seventh on; where even that is too much the first levels are counted.
    let room = label * 6 / 10
    let fitting = row.depth <= 6 ? row.depth : max(6, min(row.depth, room - 6))
    let hidden = row.depth - fitting
    var guides: SafeText = hidden > 0 ? SafeText(" +\(hidden) ") : " "
    for depth in stride(from: hidden + 1, through: row.depth, by: 1) {
      let isOwn = depth == row.depth
      let goesOn = isOwn ? row.hasNext : continues[depth]
      let sign =
        isOwn
        ? (goesOn ? glyphs.treeBranch : glyphs.treeLastBranch)
        : (goesOn ? glyphs.treeGuide : glyphs.treeGap)
      guides += depth <= 6 && hidden == 0 ? sign : sign.clipped(to: 1)
    }
    let isLeaf = row.isOnPath || row.isNew
    guides += row.isOpen ? glyphs.unfolded : isLeaf ? glyphs.leaf : glyphs.folded
    let used = min(guides.width + 1, label)
    let name = row.label.ellipsized(to: max(1, label - used - 2))
    let sign: SafeText = row.isOnPath ? SafeText(String(glyphs.track.here)) : " "
    return StyledLine(guides.clipped(to: label - 1) + " ", .border)
      .then(name.padded(to: max(1, label - used - 2)), row.isOnPath ? .plain : .muted)
      .then(" ").then(sign, .best)
      .then(SafeText(CellText.count(row.visits, within: 9).right(10)), .visits)
      .then(SafeText((row.value.map { NumberText.fixed($0) } ?? "-").right(8)), .value)
  }
}

extension SimulationTrace {
  /// What the backup did to each node of the path; empty before it.
  var effects: [NodeID: BackupEffect] {
    var effects: [NodeID: BackupEffect] = [:]
    for change in phases.last(where: { $0.phase == .backUp })?.changes ?? [] {
      guard case .backedUp(_, let all) = change else { continue }
      for var effect in all {
        // Of several backups the node was before them what it was before the first.
        if let first = effects[effect.node] { effect.meanBefore = first.meanBefore }
        effects[effect.node] = effect
      }
    }
    return effects
  }
}
