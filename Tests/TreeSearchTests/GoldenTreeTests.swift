import Groundwork
import SearchTrees
import Testing

@testable import TreeSearch

/// Whole trees after fourteen simulations, for every rule, way of growing and backup.
///
/// The naive search must print the same, so that a golden tree is never the engine's word alone.
struct GoldenTreeTests {
  /// A small problem with rewards on the way and unequal priors.
  private static let root: Branch = [
    Branch(0.25, prior: 1, [Branch(-0.5, prior: 3), Branch(1, prior: 1)]),
    Branch(-0.25, prior: 2, [Branch(0.5, prior: 1, [0.75, -1]), Branch(0.125, prior: 1)]),
    Branch(0.5, prior: 1),
  ]

  private static let widenings: [(String, ActionWidening, NaiveSearch<LiteralTree>.Widening)] = [
    ("all", .all(atFirstVisit: false), .all),
    ("eager", .all(atFirstVisit: true), .allAtFirstVisit),
    ("one", .one, .one),
    (
      "progressive", .progressive(factor: 1, exponent: 0.5),
      .progressive(factor: 1, exponent: 0.5)
    ),
  ]

  private func text(
    _ rule: some SelectionPolicy, _ widening: ActionWidening, _ backup: some Backup
  ) -> String {
    let world = LiteralTree(Self.root, players: backup is NegamaxBackup ? 2 : 1)
    var search = Search(recipe(world, rule, backup, widening), seed: 2)
    search.run(14)
    return search.tree.text()
  }

  private func naiveText(
    _ rule: NaiveSearch<LiteralTree>.Rule, _ widening: NaiveSearch<LiteralTree>.Widening,
    _ backup: NaiveSearch<LiteralTree>.Backup
  ) -> String {
    let world = LiteralTree(Self.root, players: backup == .negamax ? 2 : 1)
    let search = NaiveSearch(world, rule, widening, backup, seed: 2)
    search.run(14)
    if case .puct = rule { return search.text(withPriors: true) }
    return search.text(withPriors: false)
  }

  @Test func `golden trees`() {
    var lines: [String] = []
    for (name, widening, naive) in Self.widenings {
      let (uct, puct) = (UCT(c: 1), PUCT(c: 1.25, reduction: 0.125))
      for (title, engine, reference) in [
        (
          "UCT \(name) mean", text(uct, widening, MeanBackup()),
          naiveText(.uct(c: 1), naive, .mean)
        ),
        (
          "UCT \(name) suffix", text(uct, widening, SuffixSumBackup()),
          naiveText(.uct(c: 1), naive, .suffix)
        ),
        (
          "UCT \(name) negamax", text(uct, widening, NegamaxBackup()),
          naiveText(.uct(c: 1), naive, .negamax)
        ),
        (
          "PUCT \(name) mean", text(puct, widening, MeanBackup()),
          naiveText(.puct(c: 1.25, reduction: 0.125), naive, .mean)
        ),
        (
          "PUCT \(name) suffix", text(puct, widening, SuffixSumBackup()),
          naiveText(.puct(c: 1.25, reduction: 0.125), naive, .suffix)
        ),
        (
          "PUCT \(name) negamax", text(puct, widening, NegamaxBackup()),
          naiveText(.puct(c: 1.25, reduction: 0.125), naive, .negamax)
        ),
      ] {
        #expect(engine == reference, "\(title)")
        lines.append("\(title): \(engine)")
      }
    }
    let golden = Self.golden.split(separator: "\n").map(String.init)
    for (line, expected) in zip(lines, golden) { #expect(line == expected) }
    #expect(lines.count == golden.count)
    if lines != golden { print(lines.joined(separator: "\n")) }
  }

  private static let golden = """
    UCT all mean: 14/8(12:1/0.5. 10:8/7(10:1/-0.25. 11:6/7.5.) 11:4/0(10:2/0.25(11:1/-0.75. 10:0/0) 11:1/-0.125.))
    UCT all suffix: 14/8(12:1/0.5. 10:8/7(10:1/-0.5. 11:6/6.) 11:4/0(10:2/0.75(11:1/-1. 10:0/0) 11:1/0.125.))
    UCT all negamax: 14/1.5(12:4/2. 10:6/-1.5(10:1/-0.5. 11:4/4.) 11:3/-2.5(11:1/0.125. 10:1/1.5))
    PUCT all mean: 14/11.75(12:2/1@0.25. 10:10/11@0.25(11:8/10@0.25. 10:1/-0.25@0.75.) 11:1/-0.75@0.5)
    PUCT all suffix: 14/11.75(12:2/1@0.25. 10:10/11@0.25(11:8/8@0.25. 10:1/-0.5@0.75.) 11:1/-0.75@0.5)
    PUCT all negamax: 14/-3.5(12:11/5.5@0.25. 10:1/-0.75@0.25 11:1/-1.75@0.5)
    UCT eager mean: 14/11.25(11:1/-0.75(10:0/0 11:0/0) 10:11/12.25(11:9/11.25. 10:1/-0.25.) 12:1/0.5.)
    UCT eager suffix: 14/11.25(11:1/-0.75(10:0/0 11:0/0) 10:11/12.25(11:9/9. 10:1/-0.5.) 12:1/0.5.)
    UCT eager negamax: 14/0(11:1/-1.75(10:0/0 11:0/0) 10:2/-1.5(11:1/1. 10:0/0) 12:10/5.)
    PUCT eager mean: 14/9.25(11:2/-1.5@0.5(10:1/-0.75@0.5(11:0/0@0.5 10:0/0@0.5) 11:0/0@0.5) 10:10/11@0.25(10:1/-0.25@0.75. 11:8/10@0.25.) 12:1/0.5@0.25.)
    PUCT eager suffix: 14/9.25(11:2/-1.5@0.5(10:1/-0.5@0.5(11:0/0@0.5 10:0/0@0.5) 11:0/0@0.5) 10:10/11@0.25(10:1/-0.5@0.75. 11:8/8@0.25.) 12:1/0.5@0.25.)
    PUCT eager negamax: 14/4.5(11:2/-3.5@0.5(10:1/1.5@0.5(11:0/0@0.5 10:0/0@0.5) 11:0/0@0.5) 10:5/-2.25@0.25(10:1/-0.5@0.75. 11:3/3@0.25.) 12:6/3@0.25.)
    UCT one mean: 14/13.125(12:1/0.5. 11:1/-0.125 10:11/12.25(11:9/11.25. 10:1/-0.25.))
    UCT one suffix: 14/13.125(12:1/0.5. 11:1/-0.125 10:11/12.25(11:9/9. 10:1/-0.5.))
    UCT one negamax: 14/-0.5(12:8/4. 11:3/-2.5(11:1/0.125. 10:1/1.5) 10:2/-1.5(11:1/1.))
    PUCT one mean: 14/13.125(12:1/0.5@0.25. 11:1/-0.125@0.5 10:11/12.25@0.25(11:9/11.25@0.25. 10:1/-0.25@0.75.))
    PUCT one suffix: 14/13.125(12:1/0.5@0.25. 11:1/-0.125@0.5 10:11/12.25@0.25(11:9/9@0.25. 10:1/-0.5@0.75.))
    PUCT one negamax: 14/-4(12:10/5@0.25. 11:2/-0.75@0.5(11:1/0.125@0.5.) 10:1/-0.75@0.25)
    UCT progressive mean: 14/11.5(12:1/0.5. 11:3/0.75(10:1/1 11:1/-0.125.) 10:9/9.75(11:7/8.75. 10:1/-0.25.))
    UCT progressive suffix: 14/11.5(12:1/0.5. 11:3/0.75(10:1/1.25 11:1/0.125.) 10:9/9.75(11:7/7. 10:1/-0.5.))
    UCT progressive negamax: 14/0.5(12:6/3. 11:5/-2.5(10:3/1(10:1/0.75. 11:1/-1.) 11:1/0.125.) 10:2/-1.5(11:1/1.))
    PUCT progressive mean: 14/11.625(12:3/1.5@0.25. 11:1/-0.125@0.5 10:9/9.75@0.25(11:7/8.75@0.25. 10:1/-0.25@0.75.))
    PUCT progressive suffix: 14/11.625(12:3/1.5@0.25. 11:1/-0.125@0.5 10:9/9.75@0.25(11:7/7@0.25. 10:1/-0.5@0.75.))
    PUCT progressive negamax: 14/-4(12:10/5@0.25. 11:2/-0.75@0.5(11:1/0.125@0.5.) 10:1/-0.75@0.25)
    """
}
