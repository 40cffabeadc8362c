import Drawing
import Exploring
import Groundwork
import Lessons
import SearchTrees

/// The tree before a class: label, N and Q of the root, its children and what the lesson unfolds, and the
/// columns that the lesson points at.
struct PresentedTree {
  private struct Row {
    var label: SafeText
    var cells: [String]
    /// Whether more siblings follow, for it and each node above it; empty at the root.
    var follows: [Bool]
    var isMarked: Bool
  }

  private let heads: [(text: String, isMarked: Bool)]
  private let rows: [Row]
  private let glyphs: Glyphs

  /// As many nodes are read.
  private static let most = 60

  init(_ player: LessonPlayer, letters: [NodeID: Character], revealed: NodeID?, glyphs: Glyphs) {
    self.glyphs = glyphs
    let run = player.run
    guard let facts = run.stage.facts else {
      (heads, rows) = ([], [])
      return
    }
    let marks = Marks(run)
    let columns = Self.columns(player, marks)
    heads = columns.map { ($0.head, $0.isMarked) }
    var marked = marks.nodes
    if let revealed { marked.insert(revealed) }
    let unfolded = run.unfoldedNodes
    var found: [Row] = []
    func add(_ node: NodeID, _ follows: [Bool], _ candidate: SelectionTable.Candidate?) {
      guard found.count < Self.most else { return }
      let letter = letters[node].map { "\($0)  " } ?? ""
      found.append(
        Row(
          label: SafeText(letter + run.label(of: node), repertoire: glyphs.repertoire),
          cells: columns.map { $0.cell(node, facts, candidate) }, follows: follows,
          isMarked: marked.contains(node)))
      guard node == .root || unfolded.contains(node) else { return }
      let children = run.orderedChildren(of: node)
      let table =
        columns.contains { $0.needsTable } ? facts.decision(at: node, isRecorded: false) : nil
      for (place, child) in children.enumerated() {
        add(
          child, follows + [place + 1 < children.count],
          table?.candidates.first { $0.node == child })
      }
    }
    add(.root, [], nil)
    rows = found
  }

  /// How many nodes there are to be shown.
  var count: Int { rows.count }

  // MARK: - Columns

  /// What the lesson points at.
  private struct Marks {
    var nodes: Set<NodeID> = []
    var columns: Set<Concealable> = []
    var terms: [String] = []

    init(_ run: LessonRun) {
      for mark in run.marks {
        switch mark {
        case .node(let place): if let node = try? run.node(place) { nodes.insert(node) }
        case .column(let column): columns.insert(column)
        case .term(let name): terms.append(name)
        }
      }
    }
  }

  private struct Column {
    var head: String
    var isMarked: Bool
    var needsTable: Bool
    var cell: (NodeID, any TreeFacts, SelectionTable.Candidate?) -> String
  }

  private static func columns(_ player: LessonPlayer, _ marks: Marks) -> [Column] {
    let hidden = player.concealed
    var columns: [Column] = []
    func add(
      _ part: Concealable, _ head: String, needsTable: Bool = false,
      _ cell: @escaping (NodeID, any TreeFacts, SelectionTable.Candidate?) -> String
    ) {
      guard !hidden.contains(part) else { return }
      columns.append(
        Column(
          head: head, isMarked: marks.columns.contains(part), needsTable: needsTable, cell: cell))
    }
    add(.visits, "N") { node, facts, _ in NumberText.count(facts.number(.visits, of: node)) }
    add(.value, "Q") { node, facts, _ in
      facts.number(.value, of: node).map { NumberText.fixed($0) } ?? "-"
    }
    if marks.columns.contains(.prior) {
      add(.prior, "P") { node, facts, _ in
        facts.number(.prior, of: node).map { NumberText.fixed($0) } ?? "-"
      }
    }
    var terms = marks.terms.filter { $0 != "Q" }
    if marks.columns.contains(.bonus), !terms.contains("U") { terms.append("U") }
    for name in terms {
      add(.bonus, name, needsTable: true) { _, _, candidate in
        candidate?.terms.first { $0.name == name }.map { NumberText.fixed($0.value) } ?? "-"
      }
    }
    if marks.columns.contains(.score) {
      add(.score, "score", needsTable: true) { _, _, candidate in
        candidate.map { $0.score.isFinite ? NumberText.fixed($0.score) : "-" } ?? "-"
      }
    }
    for place in columns.indices where marks.terms.contains(columns[place].head) {
      columns[place].isMarked = true
    }
    return columns
  }

  // MARK: - Lines

  /// Returns the lines of at most so many rows.
  ///
  /// - Parameter isSpaced: whether a line is left free between two rows.
  func lines(rows most: Int, isSpaced: Bool, width: Int) -> [[Guide.Piece]] {
    guard !rows.isEmpty, most > 0 else { return [] }
    let shown = rows.count > most ? Array(rows.prefix(max(1, most - 1))) : rows
    let cellWidth = 8
    let need = shown.map { Self.indent * $0.follows.count + $0.label.width + 5 }.max() ?? 0
    let room = max(8, min(need, width - cellWidth * heads.count))
    var lines: [[Guide.Piece]] = []
    if !heads.isEmpty {
      lines.append(
        [Guide.Piece(SafeText.blanks(room))]
          + heads.map { head in
            Guide.Piece(
              SafeText((head.isMarked ? "->" : "") + head.text, repertoire: glyphs.repertoire)
                .leftPadded(to: cellWidth), head.isMarked ? .accent : .muted)
          })
    }
    for (place, row) in shown.enumerated() {
      if isSpaced, place > 0 {
        lines.append([Guide.Piece(guides(row.follows.dropLast() + [true], isRow: false), .border)])
      }
      let guides = guides(row.follows, isRow: true)
      let mark: SafeText = row.isMarked ? "  <-" : ""
      let label = row.label.ellipsized(to: max(1, room - guides.width - mark.width))
      let used = guides.width + label.width + mark.width
      lines.append(
        [
          Guide.Piece(guides, .border), Guide.Piece(label), Guide.Piece(mark, .accent),
          Guide.Piece(SafeText.blanks(max(0, room - used))),
        ]
          + zip(heads, row.cells).map { head, text in
            Guide.Piece(
              SafeText(text, repertoire: glyphs.repertoire).leftPadded(to: cellWidth),
              head.isMarked ? .accent : .plain)
          })
    }
    if shown.count < rows.count {
      lines.append([Guide.Piece(SafeText("\(rows.count - shown.count) more"), .muted)])
    }
    return lines
  }

  /// The cells that each layer of the tree is indented by.
  private static let indent = 4

  private func guides(_ follows: [Bool], isRow: Bool) -> SafeText {
    let signs =
      glyphs.repertoire == .ascii
      ? (pass: "|   ", fork: "|-- ", end: "`-- ")
      : (pass: "\u{2502}   ", fork: "\u{251C}\u{2500}\u{2500} ", end: "\u{2514}\u{2500}\u{2500} ")
    var text = follows.dropLast().map { $0 ? signs.pass : "    " }.joined()
    if let last = follows.last { text += isRow ? (last ? signs.fork : signs.end) : signs.pass }
    return SafeText(text, repertoire: glyphs.repertoire)
  }
}
