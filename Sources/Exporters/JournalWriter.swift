import Groundwork
import Journals
import SearchTrees

/// Trees as journals, which hold all that is known of one moment.
enum JournalWriter {
  /// The events that make the tree.
  @Sendable
  static func journal(_ tree: ExportedTree) -> [UInt8] {
    let others = names(of: tree)
    let hasSums = hasSums(tree)
    var journal = TreeJournal(header(of: tree, others, hasSums: hasSums))
    let children = tree.children()
    for (place, node) in tree.nodes.enumerated() where !children[place].isEmpty {
      journal.expand(
        node.id, children[place].map { child(at: $0, in: tree) },
        unexpanded: unexpanded(below: place, in: tree))
    }
    for (place, node) in tree.nodes.enumerated() {
      let known = tree.details[place].extras.statistics
      let rest = others.map { name in known.first { $0.name == name }?.value }
      let value = hasSums ? node.sum : node.mean
      let numbers = [node.visits, value] + rest + node.statistics
      if numbers.contains(where: { $0 != nil }) { journal.row(node.id, numbers) }
    }
    journal.endRows()
    for (place, node) in tree.nodes.enumerated() {
      write(node, tree.details[place], to: &journal)
    }
    writeChoices(tree, to: &journal)
    end(tree, &journal)
    return journal.bytes
  }

  /// The first line: that of the search, with the numbers that the rows have here.
  private static func header(
    of tree: ExportedTree, _ others: [String], hasSums: Bool
  ) -> JournalHeader {
    var header = tree.search?.header ?? JournalHeader()
    if tree.search == nil { header.engine = tree.title }
    let value = hasSums ? "sum" : "mean"
    let declared = header.columns
    let layout = tree.statistics
    header.statistics = ["visits", value] + others + layout.cellNames
    header.columns =
      ["visits", value].map { name in
        declared.first { $0.name == name }
          ?? Statistic(name, "", kind: name == "mean" ? .mean : .sum)
      } + layout.statistics
    if header.visitsCount == nil, tree.search?.summary.visitsCount == .judgements {
      header.visitsCount = VisitCount.judgements.rawValue
    }
    header.rootID = UInt64(tree.nodes.first?.id ?? 0)
    header.rootText = tree.nodes.first?.text ?? header.rootText
    // What can be told to the program that searched cannot be told to a file.
    header.capabilities = []
    if let current = tree.search?.summary.parameters, !current.isEmpty {
      for place in header.selectionParameters.indices {
        let name = header.selectionParameters[place].name
        if let now = current.first(where: { $0.name == name }), now.value.isFinite {
          header.selectionParameters[place] = now
        }
      }
    }
    return header
  }

  /// The names of the numbers that no declaration describes.
  private static func names(of tree: ExportedTree) -> [String] {
    var names: [String] = []
    for details in tree.details {
      for statistic in details.extras.statistics where !names.contains(statistic.name) {
        names.append(statistic.name)
      }
    }
    return names
  }

  /// Whether a sum of values is known wherever a value is; a journal has one of the two.
  private static func hasSums(_ tree: ExportedTree) -> Bool {
    tree.nodes.allSatisfy { $0.mean == nil || ($0.sum != nil && $0.visits != nil) }
  }

  /// How many children a node could have beside those that are written; nil where nobody said.
  private static func unexpanded(below place: Int, in tree: ExportedTree) -> Int? {
    let node = tree.nodes[place]
    let rest =
      node.flags.contains(.complete) ? 0 : tree.details[place].extras.unexpanded
    return rest.map { $0 + node.hiddenChildren }
      ?? (node.hiddenChildren > 0 ? node.hiddenChildren : nil)
  }

  private static func child(at place: Int, in tree: ExportedTree) -> TreeJournal.Child {
    let node = tree.nodes[place]
    let details = tree.details[place]
    var child = TreeJournal.Child(id: node.id, action: node.action)
    child.prior = node.prior
    child.isTerminal = node.flags.contains(.terminal)
    child.kind = node.kind
    child.text = node.text
    child.source = details.extras.source
    if tree.search?.isInterpreted == true { child.code = details.code }
    return child
  }

  /// Writes what was said of a node and done to it.
  private static func write(
    _ node: ExportedTree.Node, _ details: ExportedTree.Details, to journal: inout TreeJournal
  ) {
    if let verdict = details.verdict { journal.evaluate(node.id, verdict) }
    if node.parent == nil, node.flags.contains(.terminal) {
      journal.edit(node.id, "terminal", .bool(true), by: "search")
    }
    let exact = node.exact.map { JSONValue.number($0) }
    if node.flags.contains(.priorEdited), let prior = node.prior {
      journal.edit(node.id, "prior", .number(prior), by: "user")
    }
    if let exact, node.flags.contains(.proven) {
      journal.edit(node.id, "proven", exact, by: "search")
    }
    if let exact, node.flags.contains(.pinned) {
      journal.edit(node.id, "pinned", exact, by: "user")
    }
    let truths: [(NodeFlags, String, String)] = [
      (.banned, "banned", "user"), (.growthBanned, "growth_banned", "user"),
      (.closed, "closed", "search"), (.retired, "retired", "search"),
      (.unentered, "unentered", "search"),
    ]
    for (flag, key, author) in truths where node.flags.contains(flag) {
      journal.edit(node.id, key, .bool(true), by: author)
    }
    if let note = node.note { journal.edit(node.id, "note", .string(note), by: "user") }
  }

  /// Writes the choices that were recorded; the next ones follow from the tree.
  private static func writeChoices(_ tree: ExportedTree, to journal: inout TreeJournal) {
    let written = Set(tree.nodes.map(\.id))
    for (place, node) in tree.nodes.enumerated() {
      guard tree.details[place].isRecorded, let table = tree.details[place].decision else {
        continue
      }
      journal.select(table, at: node.id) { written.contains($0.index) ? $0.index : nil }
    }
  }

  /// Writes what is said of the tree as a whole.
  private static func end(_ tree: ExportedTree, _ journal: inout TreeJournal) {
    guard let search = tree.search else { return }
    let written = Set(tree.nodes.map(\.id))
    if search.summary.root != .root, written.contains(search.summary.root.index) {
      journal.reroot(search.summary.root.index)
    }
    // Without the words of a program, and without rules that say how it is chosen, it follows from the tree.
    if let answer = search.summary.answer, answer.text != nil || search.isInterpreted,
      answer.nodes.count > 1,
      answer.nodes.allSatisfy({ written.contains($0.index) })
    {
      journal.answer(answer, path: answer.nodes.map(\.index))
    }
    var words = "exported: \(search.moment)"
    if tree.leftOut > 0 { words += "; \(NumberText.grouped(tree.leftOut)) nodes left out" }
    journal.log(words)
  }
}
