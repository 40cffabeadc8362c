import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Edits while a simulation is under way.
extension EditTests {
  @Test func `an edit takes the simulation under way back first`() throws {
    for phases in 1...3 {
      var search = game()
      for _ in 0..<phases { search.runPhase() }
      try search.edit(.ban(NodeID(1)))
      var expected = game()
      try expected.edit(.ban(NodeID(1)))
      #expect(Snapshot(search) == Snapshot(expected))
    }
  }

  @Test func `a node that the simulation under way has just made cannot be edited yet`() {
    var search = game()
    var count = search.tree.count
    // Find a simulation that grows the tree.
    while true {
      search.runPhase()
      search.runPhase()
      if search.tree.count > count { break }
      search.runPhase()
      search.runPhase()
      count = search.tree.count
    }
    let newborn = NodeID(count)
    for edit in [TreeEdit.ban(newborn), .pin(newborn, value: 1), .boost(newborn, visits: 2)] {
      #expect(
        reason(&search, edit)
          == "\(newborn) is new in the simulation under way; finish it first")
    }
    search.run(1)
    #expect(reason(&search, .ban(newborn)) == nil)
  }

  @Test func `a refused request to take an edit back leaves the simulation under way alone`() {
    var search = game()
    search.runPhase()
    search.runPhase()
    let before = Snapshot(search)
    let isUndone = search.undoEdit()
    #expect(!isUndone)
    #expect(Snapshot(search) == before)
  }
}
