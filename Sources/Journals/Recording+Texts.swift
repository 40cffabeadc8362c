import Groundwork
import SearchTrees

/// What a journal says of states: the `text` of its root and of the children that its events add.
extension Recording {
  /// The texts of the children that one `expand` event adds, as they were read last.
  struct ChildTexts {
    var event = 0
    var texts: [String?] = []
  }

  /// Fills in the texts that a request asks for.
  func fillTexts(_ detail: inout NodeDetail, for request: SliceRequest) {
    if request.wantsState || request.wantsTexts {
      let text = text(of: detail.node)
      // Where the state is known, only what else is said of it is worth the room.
      detail.text = text == detail.stateLine ? nil : text
    }
    guard request.wantsTexts else { return }
    for place in detail.steps.indices {
      detail.steps[place].text = text(of: detail.steps[place].node)
    }
  }

  /// Returns what the journal says of a node's state; nil where it says nothing.
  func text(of node: NodeID) -> String? {
    guard node != .root else { return header?.rootText }
    guard node.index < fold.tree.count else { return nil }
    let event = Int(fold.births[node.index])
    let place = node.index - firstNode(of: event, before: node.index)
    let texts = childTexts(of: event)
    return texts.indices.contains(place) ? texts[place] : nil
  }

  /// The nodes of an event follow each other: finds the first of them; O(log nodes).
  private func firstNode(of event: Int, before node: Int) -> Int {
    var low = 0
    var high = node
    while low < high {
      let middle = (low + high) / 2
      if Int(fold.births[middle]) < event { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func childTexts(of event: Int) -> [String?] {
    if childTexts.event == event { return childTexts.texts }
    let children = value(of: event)["children"]?.elements ?? []
    let texts = children.map { $0["text"]?.string }
    if texts.contains(where: { $0 != nil }) { hasTexts = true }
    childTexts = ChildTexts(event: event, texts: texts)
    return texts
  }

  /// Finds out whether the journal says anything of states, from the first events that could.
  func noteTexts(_ event: Int) {
    guard !hasTexts, expansionsLookedAt < 64, index.bytes(of: event).count < 1 << 16 else { return }
    expansionsLookedAt += 1
    let children = value(of: event)["children"]?.elements ?? []
    hasTexts = children.contains { $0["text"]?.string != nil }
  }
}
