import SearchTrees
import Testing

@Suite struct SearchScriptTests {
  @Test func `simulations are counted on each branch from where it begins`() {
    let script = SearchScript([
      .advance(to: 10), .putBy(1, at: NodeID(2), name: "left", from: 0), .goOn(0),
      .advance(to: 10), .advance(to: 25), .goOn(1), .advance(to: 14),
      .restart, .advance(to: 3), .branch(2, at: .root, name: "again"), .advance(to: 5),
    ])
    #expect(script.simulations == 10 + 15 + 4 + 3 + 2)
    #expect(SearchScript().simulations == 0)
  }

  @Test func `the last note on a node counts, and an empty one takes it away`() {
    let script = SearchScript([
      .edit(.note(NodeID(1), text: "a"), by: .user), .advance(to: 4),
      .edit(.note(NodeID(2), text: "b"), by: .user),
      .edit(.note(NodeID(1), text: "c"), by: .user),
      .edit(.note(NodeID(2), text: ""), by: .user),
    ])
    #expect(script.notes == [NodeID(1): "c"])
    #expect(script.unnoticed.steps == [.advance(to: 4)])
  }

  @Test func `what is done after an iteration is left out, edits right behind it are not`() {
    var script = SearchScript([
      .advance(to: 10), .edit(.ban(NodeID(1)), by: .user), .advance(to: 20),
      .edit(.ban(NodeID(2)), by: .user),
    ])
    let whole = script
    script.cut(after: 20)
    #expect(script == whole)
    script.cut(after: 12)
    #expect(
      script.steps == [
        .advance(to: 10), .edit(.ban(NodeID(1)), by: .user), .advance(to: 12),
      ])
    script.cut(after: 10)
    #expect(
      script.steps == [
        .advance(to: 10), .edit(.ban(NodeID(1)), by: .user), .advance(to: 10),
      ])
  }

  @Test func `an edit is made again where it was made, and a branch is entered`() {
    var script = SearchScript()
    func add(_ iteration: Int, _ change: TreeChange) {
      script.append(SearchSummary.Event(iteration: iteration, change: change))
    }
    add(3, .edited(.ban(NodeID(1)), by: .user))
    add(4, .edited(.note(NodeID(1), text: "why"), by: .user))
    add(5, .branched(id: 1, from: 0, node: NodeID(2), iteration: 5))
    add(6, .stopped(.solved))
    #expect(
      script.steps == [
        .advance(to: 3), .edit(.ban(NodeID(1)), by: .user), .advance(to: 4), .advance(to: 5),
        .enter(NodeID(2)), .advance(to: 6),
      ])
  }
}
