import Groundwork

/// Trees as JSON (RFC 8259).
enum ObjectWriter {
  /// An object a line, parents before children; `parent` is the id of the parent.
  @Sendable
  static func rows(_ tree: ExportedTree) -> [UInt8] {
    var text = JSONWriter()
    let names = RowNames(of: tree)
    for node in tree.nodes { row(node, node.parent.map { tree.nodes[$0].id }, names, to: &text) }
    return text.bytes
  }

  /// The same of a whole tree, node by node as it is read.
  @Sendable
  static func rows(_ rows: ExportedRows) -> [UInt8] {
    var text = JSONWriter()
    text.reserveCapacity(rows.count * 100)
    rows.visit { row($0, $1, rows.names, to: &text) }
    return text.bytes
  }

  private static func row(
    _ node: ExportedTree.Node, _ parent: Int?, _ names: RowNames, to text: inout JSONWriter
  ) {
    text.raw("{\"id\":")
    text.integer(node.id)
    text.raw(",\"parent\":")
    if let parent { text.integer(parent) } else { text.raw("null") }
    members(node, names, to: &text)
    text.raw("}\n")
  }

  /// Nested objects with their `children`, as deep as the tree is.
  @Sendable
  static func nested(_ tree: ExportedTree) -> [UInt8] {
    var nesting = Nesting(RowNames(of: tree))
    for node in tree.nodes { nesting.add(node) }
    return nesting.finished()
  }

  /// The same of a whole tree, node by node as it is read.
  @Sendable
  static func nested(_ rows: ExportedRows) -> [UInt8] {
    var nesting = Nesting(rows.names)
    rows.visit { node, _ in nesting.add(node) }
    return nesting.finished()
  }

  /// Nested objects while they are written, in the order of a walk.
  private struct Nesting {
    private var text = JSONWriter()
    private let names: RowNames
    /// How many objects are open.
    private var open = 0
    /// The depth of the node before; -1 before the root.
    private var depth = -1

    init(_ names: RowNames) { self.names = names }

    mutating func add(_ node: ExportedTree.Node) {
      // Whatever is as deep or deeper is complete.
      close(to: node.depth)
      if depth >= node.depth { text.raw(",") }
      depth = node.depth
      text.raw("{\"id\":")
      text.integer(node.id)
      members(node, names, to: &text)
      text.raw(",\"children\":[")
      open += 1
    }

    private mutating func close(to depth: Int) {
      while open > depth {
        text.raw("]}")
        open -= 1
      }
    }

    mutating func finished() -> [UInt8] {
      close(to: 0)
      text.raw("\n")
      return text.bytes
    }
  }

  /// All but the ids; what is not known is left out.
  private static func members(
    _ node: ExportedTree.Node, _ names: RowNames, to text: inout JSONWriter
  ) {
    if node.parent != nil {
      text.raw(",\"action\":")
      text.string(node.action)
    }
    number(node.visits, "visits", to: &text)
    number(node.sum, "sum", to: &text)
    number(node.mean, "mean", to: &text)
    number(node.exact, "exact", to: &text)
    if let prior = node.prior, prior.isFinite {
      key(names.edge, to: &text)
      // It has the digits that it was written with, which are few.
      text.number(Float(prior))
    }
    for (name, statistic) in zip(names.statistics, node.statistics) {
      number(statistic, name, to: &text)
    }
    for (flag, name) in names.flags where node.flags.contains(flag) {
      key(name, to: &text)
      text.raw("true")
    }
    words(node.kind, "kind", to: &text)
    words(node.text, "text", to: &text)
    words(node.rationale, "rationale", to: &text)
    words(node.note, "note", to: &text)
    if node.parent == nil {
      for constant in names.constants { words(constant.value, constant.name, to: &text) }
    }
    if node.hiddenChildren > 0 {
      key("left_out", to: &text)
      text.integer(node.hiddenChildren)
    }
  }

  private static func key(_ name: String, to text: inout JSONWriter) {
    text.raw(",")
    text.string(name)
    text.raw(":")
  }

  private static func number(_ number: Double?, _ name: String, to text: inout JSONWriter) {
    guard let number, number.isFinite else { return }
    key(name, to: &text)
    text.number(number)
  }

  private static func words(_ words: String?, _ name: String, to text: inout JSONWriter) {
    guard let words else { return }
    key(name, to: &text)
    text.string(words)
  }
}
