import Groundwork
import SearchTrees

/// What a journal says of states: the `text` of its root and of the children that its events add.
extension Recording {
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
    let text = child(node)?["text"]?.string
    if text != nil { hasTexts = true }
    return text
  }

  /// Finds out whether the journal says anything of states, from the first events that could: the one in `line`.
  func noteTexts() {
    guard !hasTexts, expansionsLookedAt < 64 else { return }
    expansionsLookedAt += 1
    hasTexts = (0..<line.children.count).contains { line.children[$0].text.offset >= 0 }
  }
}
