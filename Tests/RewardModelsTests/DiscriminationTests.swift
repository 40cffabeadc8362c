import RewardModels
import SearchTrees
import Testing

@Suite struct DiscriminationTests {
  @Test func `the share of the pairs in order is counted by hand`() {
    // Best: 3 and 1. Others: 2, 1, 0. Won: 3>2, 3>1, 3>0, 1>0, and 1=1 counts half: 4.5 of 6.
    let isBest = [true, false, true, false, false]
    #expect(DiscriminationTally.auc([3, 2, 1, 1, 0], isBest: isBest) == 0.75)
    #expect(DiscriminationTally.auc([0, 0, 0], isBest: [true, false, false]) == 0.5)
  }

  @Test func `a standing is the mean over the states that have both kinds of step`() {
    var tally = DiscriminationTally()
    #expect(tally.discriminations.isEmpty)
    tally.add(isBest: [true, false], [("a", [2, 1]), ("b", [1, 1])])
    tally.add(isBest: [true, true], [("a", [2, 1]), ("b", [1, 1])])
    tally.add(isBest: [false, true, false], [("a", [5, 1, 0]), ("b", [0, 9, 0])])
    #expect(
      tally.discriminations == [
        PartDiscrimination(name: "a", auc: 0.75, states: 2),
        PartDiscrimination(name: "b", auc: 0.75, states: 2),
      ])
  }
}
