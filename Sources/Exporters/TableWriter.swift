import Groundwork

/// Tables of nodes.
enum TableWriter {
  /// Comma-separated values (RFC 4180), a row a node; what is not known is empty.
  ///
  /// A text that a spreadsheet would take for a formula has an apostrophe before it.
  @Sendable
  static func csv(_ tree: ExportedTree) -> [UInt8] {
    var text = JSONWriter()
    text.reserveCapacity(tree.nodes.count * 64)
    // Of flags that no node has there is no column.
    let flags = ExportedTree.Node.flagNames.filter { name in
      tree.nodes.contains { $0.flagNames.contains(name) }
    }
    let names =
      ["id", "parent", "depth", "action", "visits", "mean", "exact", tree.edgeName]
      + tree.statisticNames + flags + ["kind", "text", "rationale", "note"]
    for (place, name) in names.enumerated() {
      text.comma(before: place)
      cell(name, to: &text)
    }
    newline(&text)
    for node in tree.nodes {
      text.integer(node.id)
      text.raw(",")
      if let parent = node.parent { text.integer(tree.nodes[parent].id) }
      text.raw(",")
      text.integer(node.depth)
      text.raw(",")
      cell(node.action, to: &text)
      for number in [node.visits, node.mean, node.exact, node.prior] + node.statistics {
        text.raw(",")
        if let number, number.isFinite { text.number(number) }
      }
      let own = node.flagNames
      for flag in flags { own.contains(flag) ? text.raw(",true") : text.raw(",") }
      for words in [node.kind, node.text, node.rationale, node.note] {
        text.raw(",")
        if let words { cell(words, to: &text) }
      }
      newline(&text)
    }
    return text.bytes
  }

  private static func newline(_ text: inout JSONWriter) { text.raw("\r\n") }

  private static func cell(_ words: String, to text: inout JSONWriter) {
    for byte in Escaping.cell(words).utf8 { text.byte(byte) }
  }
}
