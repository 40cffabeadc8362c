import Groundwork
public import SearchTrees

extension Recording {
  /// Returns the actions and the states of the children of a node, oldest first.
  ///
  /// O(children) where texts are kept by number, else O(bytes of the events that added them).
  public func childTexts(of node: NodeID) -> [ChildTexts] {
    let children = fold.tree.children(of: node)
    var texts = keptTexts(of: children) ?? readTexts(of: children)
    guard let interpreter else { return texts }
    for place in texts.indices where texts[place].text == nil {
      texts[place].text = interpreter.stateLine(at: children[place], in: &fold.tree, at: moment)
    }
    return texts
  }

  /// Reads the actions and the states of siblings; each `expand` event is read once.
  private func readTexts(of children: [NodeID]) -> [ChildTexts] {
    var texts: [ChildTexts] = []
    texts.reserveCapacity(children.count)
    var event = 0
    var first = NodeID.root
    var end = 0
    for child in children {
      let birth = Int(fold.births[child.index])
      if birth != event || otherEvent != event {
        if birth != event { (event, first) = (birth, child) }
        load(event, into: &other)
        otherEvent = event
        end = place(of: event).upperBound
      }
      let place = child.index - first.index
      var entry = ChildTexts(action: "", text: nil)
      if place >= 0, place < other.children.count {
        entry.action = text(other.children[place].action)
        let start = other.children[place].start
        let next = place + 1 < other.children.count ? other.children[place + 1].start : end
        // Most children have none, and reading an object takes long.
        if mayHoldText(start..<max(start, next)) { entry.text = text(of: child) }
      }
      texts.append(entry)
    }
    return texts
  }

  /// Whether a key `text` may stand in a part of the file.
  private func mayHoldText(_ range: Range<Int>) -> Bool {
    bytes.withBytes(range) { span in
      // Its x is the rarest of its letters.
      var place = 3
      while place + 2 < span.count {
        if span[place] == UInt8(ascii: "x"), span[place - 3] == UInt8(ascii: "\""),
          span[place - 2] == UInt8(ascii: "t"), span[place - 1] == UInt8(ascii: "e"),
          span[place + 1] == UInt8(ascii: "t"), span[place + 2] == UInt8(ascii: "\"")
        {
          return true
        }
        place += 1
      }
      return false
    }
  }
}
