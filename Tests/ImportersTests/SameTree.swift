import Foundation

/// The tree that many of the sample files share, to be written down in further ways.
struct SameTree {
  /// A node of it.
  struct Node {
    var id: Int
    var parent: Int?
    var depth: Int
    var action: String
    var visits: Int
    var mean: Double
    var children: [Int] = []

    /// The sum of its values.
    var sum: Double { (Double(visits) * mean * 1e6).rounded() / 1e6 }
  }

  /// The nodes, parents before children.
  let nodes: [Node]

  /// Reads it from the file that is nothing but nested objects.
  init() throws {
    let file = try ReadFile.data("generic-d3-mean.json")
    var nodes: [Node] = []
    func take(_ value: [String: Any], below parent: Int?, depth: Int) {
      let id = nodes.count
      nodes.append(
        Node(
          id: id, parent: parent, depth: depth, action: value["name"] as? String ?? "",
          visits: value["visits"] as? Int ?? -1, mean: value["value"] as? Double ?? .nan))
      if let parent { nodes[parent].children.append(id) }
      for child in value["children"] as? [[String: Any]] ?? [] {
        take(child, below: id, depth: depth + 1)
      }
    }
    take(
      try JSONSerialization.jsonObject(with: file) as? [String: Any] ?? [:], below: nil, depth: 0)
    self.nodes = nodes
  }

  /// The actions that lead to a node.
  func path(to node: Node) -> [String] {
    guard let parent = node.parent else { return [] }
    return path(to: nodes[parent]) + [node.action]
  }

  /// Writes it as objects within objects: `object` writes a node around the text of its children.
  func nested(_ object: (Node, _ children: [String]) -> String) -> String {
    func text(_ id: Int) -> String { object(nodes[id], nodes[id].children.map(text)) }
    return text(0)
  }

  /// Writes a text for each node, one behind the other.
  func joined(_ separator: String, _ text: (Node) -> String) -> String {
    nodes.map(text).joined(separator: separator)
  }

  /// Writes a line for each node, behind its box drawing.
  func boxes(_ text: (Node) -> String) -> String {
    var lines: [String] = []
    func draw(_ id: Int, _ before: String, isLast: Bool) {
      let isRoot = nodes[id].parent == nil
      lines.append((isRoot ? "" : before + (isLast ? "└── " : "├── ")) + text(nodes[id]))
      let inner = isRoot ? "" : before + (isLast ? "    " : "│   ")
      for child in nodes[id].children {
        draw(child, inner, isLast: child == nodes[id].children.last)
      }
    }
    draw(0, "", isLast: true)
    return lines.joined(separator: "\n") + "\n"
  }
}
