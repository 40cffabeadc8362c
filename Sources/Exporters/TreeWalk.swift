import Groundwork
import SearchTrees

/// Goes through the nodes of a tree that are exported: parents before children, the children of a node oldest
/// first.
struct TreeWalk {
  private let facts: any TreeFacts
  private let selection: ExportedTree.Selection
  private let wanted: Set<NodeID>?

  /// Walks through the selected nodes of a tree; of those only the wanted ones, where some are named.
  init(_ facts: any TreeFacts, _ selection: ExportedTree.Selection, wanted: Set<NodeID>? = nil) {
    self.facts = facts
    self.selection = selection
    self.wanted = wanted
  }

  /// A node whose turn comes.
  private struct Waiting {
    var node: NodeID
    /// Where its parent stands among the nodes before.
    var place: Int?
    /// The number of its parent.
    var parent: Int?
    var depth: Int
    var texts: ChildTexts
  }

  /// Hands over each node, and the number of its parent.
  ///
  /// O(nodes).
  func visit(_ body: (ExportedTree.Node, _ parent: Int?) -> Void) {
    var count = 0
    let root = ChildTexts(action: "", text: facts.text(.text, of: .root))
    var waiting = [Waiting(node: .root, place: nil, parent: nil, depth: 0, texts: root)]
    while let next = waiting.popLast() {
      var (node, children) = read(next)
      let shown = children.isEmpty ? [] : shown(children, at: next.depth)
      node.hiddenChildren = children.count - shown.count
      body(node, next.parent)
      if !shown.isEmpty {
        let texts = facts.childTexts(of: next.node)
        for index in shown.reversed() {
          waiting.append(
            Waiting(
              node: children[index], place: count, parent: node.id, depth: next.depth + 1,
              texts: index < texts.count ? texts[index] : ChildTexts(action: "", text: nil)))
        }
      }
      count += 1
    }
  }

  /// The places of the children that are exported.
  private func shown(_ children: [NodeID], at depth: Int) -> [Int] {
    var shown = Array(children.indices)
    if depth >= selection.depth ?? .max { return [] }
    if let wanted { shown.removeAll { !wanted.contains(children[$0]) } }
    if let least = selection.leastVisits {
      shown.removeAll { facts.number(.visits, of: children[$0]) ?? 0 < least }
    }
    if let top = selection.top, shown.count > top {
      shown = shown.sorted {
        (facts.number(.visits, of: children[$1]) ?? -1, $0)
          < (facts.number(.visits, of: children[$0]) ?? -1, $1)
      }.prefix(top).sorted()
    }
    return shown
  }

  private func read(_ next: Waiting) -> (node: ExportedTree.Node, children: [NodeID]) {
    let id = next.node
    var children: [NodeID] = []
    var node = ExportedTree.Node(
      id: id.index, parent: next.place, depth: next.depth, action: next.texts.action,
      text: next.texts.text.flatMap { $0.isEmpty ? nil : $0 }, statistics: [], flags: [],
      hiddenChildren: 0)
    facts.read { tree in
      node.visits = tree.visits(of: id)
      node.mean = tree.mean(of: id)
      node.exact = tree.exactValue(of: id).map { Double($0) }
      node.sum = tree.valueSum(of: id)
      node.prior = tree.prior(of: id)
      node.flags = tree.nodes[id.index].flags
      if tree.statistics.width > 0 { node.statistics = tree.statistics.row(of: id) }
      if tree.childCount(of: id) > 0 { children = tree.children(of: id) }
    }
    func text(_ text: NodeText) -> String? {
      facts.text(text, of: id).flatMap { $0.isEmpty ? nil : $0 }
    }
    node.kind = text(.kind)
    node.rationale = text(.rationale)
    node.note = text(.note)
    return (node, children)
  }
}
