import Groundwork

/// Trees as JSON (RFC 8259).
enum ObjectWriter {
  /// An object a line, parents before children; `parent` is the id of the parent.
  @Sendable
  static func rows(_ tree: ExportedTree) -> [UInt8] {
    var text = JSONWriter()
    for node in tree.nodes {
      text.raw("{\"id\":")
      text.integer(node.id)
      text.raw(",\"parent\":")
      if let parent = node.parent {
        text.integer(tree.nodes[parent].id)
      } else {
        text.raw("null")
      }
      members(node, tree, to: &text)
      text.raw("}\n")
    }
    return text.bytes
  }

  /// Nested objects with their `children`, as deep as the tree is.
  @Sendable
  static func nested(_ tree: ExportedTree) -> [UInt8] {
    var text = JSONWriter()
    var open = 0
    for (place, node) in tree.nodes.enumerated() {
      let depth = node.depth
      // The nodes stand in the order of a walk: whatever is as deep or deeper is complete.
      while open > depth {
        text.raw("]}")
        open -= 1
      }
      if place > 0, tree.nodes[place - 1].depth >= depth { text.raw(",") }
      text.raw("{\"id\":")
      text.integer(node.id)
      members(node, tree, to: &text)
      text.raw(",\"children\":[")
      open += 1
    }
    while open > 0 {
      text.raw("]}")
      open -= 1
    }
    text.raw("\n")
    return text.bytes
  }

  /// All but the ids; what is not known is left out.
  private static func members(
    _ node: ExportedTree.Node, _ tree: ExportedTree, to text: inout JSONWriter
  ) {
    func name(_ key: String) {
      text.raw(",")
      text.string(key)
      text.raw(":")
    }
    if node.parent != nil {
      name("action")
      text.string(node.action)
    }
    let numbers =
      [
        ("visits", node.visits), ("mean", node.mean), ("exact", node.exact),
        (tree.edgeName, node.prior),
      ] + zip(tree.statisticNames, node.statistics)
    for (key, number) in numbers {
      guard let number, number.isFinite else { continue }
      name(key)
      text.number(number)
    }
    for flag in node.flagNames {
      name(flag)
      text.raw("true")
    }
    let texts = [
      ("kind", node.kind), ("text", node.text), ("rationale", node.rationale), ("note", node.note),
    ]
    for (key, words) in texts {
      guard let words else { continue }
      name(key)
      text.string(words)
    }
    if node.hiddenChildren > 0 {
      name("left_out")
      text.integer(node.hiddenChildren)
    }
  }
}
