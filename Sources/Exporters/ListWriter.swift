import Groundwork
import SearchTrees

/// Trees as lists for readers.
enum ListWriter {
  /// A nested list in Markdown.
  @Sendable
  static func markdown(_ tree: ExportedTree) -> [UInt8] {
    var text = "# \(Escaping.markdown(tree.title))\n\n"
    text += "Q: \(Escaping.markdown(PageFacts.values(of: tree)))\n\n"
    for (place, node) in tree.nodes.enumerated() {
      let name = node.parent == nil ? "root" : Escaping.markdown(node.action)
      let action = tree.bestLine.contains(place) && !name.isEmpty ? "**\(name)**" : name
      var words = [action.isEmpty ? "#\(node.id)" : action] + numbers(node)
      words += node.flagNames
      if node.hiddenChildren > 0 { words.append("\(node.hiddenChildren) more") }
      if let state = node.text { words.append(Escaping.markdown(state)) }
      text += "".padded(to: node.depth * 2) + "- " + words.joined(separator: "  ") + "\n"
    }
    return Array(text.utf8)
  }

  /// The paths to ends, the best value first, a line each: value, visits, whose view the value is, actions.
  @Sendable
  static func paths(_ tree: ExportedTree) -> [UInt8] {
    let ends = tree.nodes.indices.filter {
      tree.nodes[$0].flags.contains(.terminal) && tree.nodes[$0].visits ?? 0 > 0
    }
    let sorted = ends.sorted {
      let (first, second) = (tree.nodes[$0], tree.nodes[$1])
      return (second.value ?? -.infinity, second.visits ?? 0, $0)
        < (first.value ?? -.infinity, first.visits ?? 0, $1)
    }
    var text = JSONWriter()
    for place in sorted {
      let node = tree.nodes[place]
      text.raw("{\"value\":")
      text.number(node.value ?? .nan)
      text.raw(",\"visits\":")
      text.number(node.visits ?? .nan)
      if let view = tree.search?.view {
        text.raw(",\"view\":")
        text.string(view)
      }
      text.raw(",\"path\":")
      text.value(.array(tree.path(to: place).map { .string($0) }))
      text.raw("}\n")
    }
    return text.bytes
  }

  private static func numbers(_ node: ExportedTree.Node) -> [String] {
    [
      node.visits.map { "N \(NumberText.count($0))" },
      node.value.map { "Q \(NumberText.fixed($0))" },
      node.prior.map { "P \(NumberText.fixed($0))" },
    ].compactMap { $0 }
  }
}
