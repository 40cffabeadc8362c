import Groundwork
import Testing

@testable import SearchTrees

struct ShadowCheckTests {
  @Test func `one time in the period is the check's turn`() {
    var check = ShadowCheck(period: 4)
    let turns = (1...12).filter { _ in check.isDue() }
    #expect(turns == [4, 8, 12])
    #expect(check.checkCount == 3)
    var always = ShadowCheck(period: 1)
    let all = (1...3).filter { _ in always.isDue() }
    #expect(all == [1, 2, 3])
    var never = ShadowCheck(period: 0)
    let none = (1...1000).filter { _ in never.isDue() }
    #expect(none == [])
  }

  @Test func `what happens once in a run is checked in one run of the period`() {
    let checked = (0..<16 as Range<UInt64>).filter { seed in
      var check = ShadowCheck(period: 8, offset: seed)
      return check.isDue()
    }
    #expect(checked == [7, 15])
  }

  @Test func `differences are counted, the first are kept until they are taken`() {
    var check = ShadowCheck(period: 1)
    for iteration in 0..<40 {
      check.found(ShadowDifference(.slice, at: "here", seed: 7, iteration: iteration))
    }
    #expect(check.differenceCount == 40)
    let kept = check.takeDifferences()
    #expect(kept.map(\.iteration) == Array(0..<ShadowCheck.mostKept))
    let rest = check.takeDifferences()
    #expect(rest.isEmpty)
    #expect(check.differenceCount == 40)
  }

  @Test(arguments: ShadowDifference.Kind.allCases)
  func `a difference says what, where, of which seed and when`(kind: ShadowDifference.Kind) {
    let difference = ShadowDifference(kind, at: "row 3", seed: 7, iteration: 120)
    #expect(difference.words.contains("row 3 (seed 7, iteration 120)"))
    #expect(difference.line == LogLine(.treetop, difference.words))
  }

  @Test func `rows that hold no numbers are like themselves`() {
    var slice = TreeSlice()
    slice.rows = [
      SliceRow(
        id: .root, kind: .more(count: 2, visits: .nan, bestValue: .nan), depth: 0, continues: [],
        label: "a", visits: .nan, value: .nan, terms: [.nan, 1], flags: [], childCount: 2,
        isOpen: true, isOnBestLine: false, isOnAnswer: false, isOnPath: false)
    ]
    slice.rowTotal = 1
    #expect(slice.difference(from: slice) == nil)
    var other = slice
    other.rows[0].terms[1] = 2
    #expect(slice.difference(from: other) == "the terms of #0")
    other = slice
    other.rows[0].kind = .more(count: 3, visits: .nan, bestValue: .nan)
    #expect(slice.difference(from: other) == "the kind of row of #0")
  }

  @Test func `two trees differ where one was changed`() {
    expect("N 1, not 0, of #2") { $0.nodes[2].visits = 1 }
    expect("the sum 0.5, not 0.0, of #1") { $0.nodes[1].valueSum = 0.5 }
    expect("the flags of #1") { $0.nodes[1].flags = .banned }
    expect("the prior of #2") { $0.priors[2] = 0.25 }
    expect("4 nodes, not 3") { _ = $0.appendChildren(of: .root, count: 1) }
  }

  private func expect(_ words: String, _ change: (inout SearchTree) -> Void) {
    var tree = SearchTree(hasPriors: true)
    _ = tree.appendChildren(of: .root, count: 2)
    let before = tree.copy()
    let same = tree.difference(from: before)
    #expect(same == nil)
    change(&tree)
    let found = tree.difference(from: before)
    #expect(found == words)
    let generation = tree.generation
    tree.replace(by: before)
    let after = tree.difference(from: before)
    #expect(after == nil)
    #expect(tree.generation > generation)
  }
}
