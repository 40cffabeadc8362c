import Groundwork
import SearchTrees

/// Trees as graphs for programs that draw them.
enum DrawingWriter {
  /// A graph for Graphviz: visits and values in the boxes, actions on the edges, the best line bold.
  @Sendable
  static func dot(_ tree: ExportedTree) -> [UInt8] {
    var text = "digraph tree {\n"
    let title = tree.title.isEmpty ? "" : tree.title + "\n"
    text += "  label=\(Escaping.dot("\(title)Q: \(PageFacts.values(of: tree))"));\n"
    text += "  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\"];\n"
    for (place, node) in tree.nodes.enumerated() {
      var attributes = "label=\(Escaping.dot(label(node)))"
      // Graphviz passes over them, and who opens the file again finds every number whole.
      if node.parent == nil {
        for (name, value) in tree.search?.constants ?? [] {
          attributes += ", \(name)=\(Escaping.dot(value))"
        }
      } else {
        attributes += ", action=\(Escaping.dot(node.action))"
      }
      let numbers = [
        ("visits", node.visits), ("sum", node.sum), ("mean", node.mean), ("exact", node.exact),
        (tree.edgeName, node.prior),
      ]
      for (name, number) in numbers {
        guard let number, number.isFinite else { continue }
        attributes += ", \(Escaping.dot(name))=\"\(Escaping.number(number))\""
      }
      for name in node.flagNames { attributes += ", \(name)=true" }
      let texts = [
        ("kind", node.kind), ("text", node.text), ("tooltip", node.text),
        ("rationale", node.rationale), ("note", node.note),
      ]
      for (name, words) in texts {
        if let words { attributes += ", \(name)=\(Escaping.dot(words))" }
      }
      if tree.bestLine.contains(place) { attributes += ", penwidth=3" }
      if node.flags.contains(.terminal) { attributes += ", peripheries=2" }
      if node.flags.contains(.banned) { attributes += ", style=dashed" }
      text += "  n\(node.id) [\(attributes)];\n"
      guard let parent = node.parent else { continue }
      let bold = tree.bestLine.contains(place) ? ", penwidth=3" : ""
      text +=
        "  n\(tree.nodes[parent].id) -> n\(node.id) [label=\(Escaping.dot(node.action))\(bold)];\n"
    }
    return Array((text + "}\n").utf8)
  }

  /// A flowchart for Mermaid.
  @Sendable
  static func mermaid(_ tree: ExportedTree) -> [UInt8] {
    var text = "flowchart TD\n  %% Q: \(Escaping.mermaid(PageFacts.values(of: tree)))\n"
    for (place, node) in tree.nodes.enumerated() {
      text += "  n\(node.id)[\"\(Escaping.mermaid(label(node)))\"]\n"
      guard let parent = node.parent else { continue }
      let action = Escaping.mermaid(node.action)
      // A label of blanks is none to Mermaid, but an empty one is a mistake.
      let edge = action.isEmpty ? "-->" : "-->|\"\(action)\"|"
      text += "  n\(tree.nodes[parent].id) \(edge) n\(node.id)\n"
      if tree.bestLine.contains(place) { text += "  style n\(node.id) stroke-width:3px\n" }
    }
    return Array(text.utf8)
  }

  private static func label(_ node: ExportedTree.Node) -> String {
    var words: [String] = []
    if let visits = node.visits { words.append("N \(NumberText.count(visits))") }
    if let value = node.value { words.append("Q \(NumberText.fixed(value))") }
    if node.hiddenChildren > 0 { words.append("\(node.hiddenChildren) more") }
    return words.isEmpty ? "#\(node.id)" : words.joined(separator: "  ")
  }
}
