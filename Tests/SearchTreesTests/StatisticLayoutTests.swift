import SearchTrees
import Testing

struct StatisticLayoutTests {
  @Test func `a place of a row leads to its statistic and the number in it`() {
    let layout = StatisticLayout([
      Statistic("squares", "", kind: .sum), Statistic("votes", "", kind: .mean, width: 3),
      Statistic("pi_bar", "", kind: .neither),
    ])
    let found = (0..<6).map { layout.statistic(at: $0).map { "\($0.statistic.name) \($0.number)" } }
    #expect(found == ["squares 0", "votes 0", "votes 1", "votes 2", "pi_bar 0", nil])
    #expect(layout.statistic(at: -1) == nil)
    for name in ["squares", "votes", "pi_bar"] {
      #expect(layout.statistic(at: layout.place(of: name))?.statistic.name == name)
    }
  }
}
