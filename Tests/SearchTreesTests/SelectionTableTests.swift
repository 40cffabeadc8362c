import Groundwork
import SearchTrees
import Testing

struct SelectionTableTests {
  private func table(
    _ lines: [(score: Double, slope: Double)], c: Double = 1, banned: Set<Int> = []
  ) -> SelectionTable {
    let candidates = lines.enumerated().map { position, line in
      SelectionTable.Candidate(
        node: NodeID(position + 1), visits: 1, value: nil, terms: [], score: line.score,
        slope: line.slope, flags: banned.contains(position) ? [.banned] : [])
    }
    return SelectionTable(
      node: .root, rule: "UCT", formula: "", parentVisits: 3,
      exploration: NamedNumber("c", c), candidates: candidates)
  }

  @Test func `the first of the highest scores wins`() {
    #expect(table([(1, 0), (3, 0), (3, 0), (2, 0)]).winner == 1)
    #expect(table([(-1, 0), (-3, 0)]).winner == 0)
    #expect(table([(1, 0), (.infinity, 0), (.infinity, 0)]).winner == 1)
    #expect(table([]).winner == nil)
  }

  @Test func `a banned candidate neither wins nor comes second`() {
    let table = table([(1, 0), (9, 0), (3, 0), (5, 0)], banned: [1])
    #expect(table.winner == 3)
    #expect(table.runnerUp == 2)
    #expect(table.margin == 2)
    #expect(self.table([(1, 0), (2, 0)], banned: [0, 1]).winner == nil)
    #expect(self.table([(1, 0), (2, 0)], banned: [0, 1]).runnerUp == nil)
  }

  @Test func `the runner-up is the first of the best beside the winner`() {
    #expect(table([(3, 0), (1, 0), (2, 0), (2, 0)]).runnerUp == 2)
    #expect(table([(3, 0), (3, 0)]).runnerUp == 1)
    #expect(table([(3, 0)]).runnerUp == nil)
    #expect(table([]).runnerUp == nil)
  }

  @Test func `the margin is the lead of the winner where both scores are finite`() {
    #expect(table([(1.5, 0), (4, 0), (3.25, 0)]).margin == 0.75)
    #expect(table([(2, 0), (2, 0)]).margin == 0)
    #expect(table([(.infinity, 0), (2, 0)]).margin == nil)
    #expect(table([(.infinity, 0), (.infinity, 0)]).margin == nil)
    #expect(table([(2, 0)]).margin == nil)
  }

  @Test func `flips stand where the lines of a hand-drawn table cross`() throws {
    // At c = 1: A = .7 + .5c = 1.2, B = .2 + .9c = 1.1, C = .9 + .1c = 1.
    let flips = table([(1.2, 0.5), (1.1, 0.9), (1.0, 0.1)]).flips
    let above = try #require(flips.above)
    // A meets B where .7 + .5c = .2 + .9c: c = 1.25.
    #expect(above.candidate == 1)
    #expect(abs(above.constant - 1.25) < 1e-12)
    let below = try #require(flips.below)
    // A meets C where .7 + .5c = .9 + .1c: c = .5.
    #expect(below.candidate == 2)
    #expect(abs(below.constant - 0.5) < 1e-12)
  }

  @Test func `the nearest of several crossings counts`() throws {
    // At c = 2 the winner is flat at 5; rivals rise by 1 and by 3, and cross at 4 and at 3.
    let flips = table([(5, 0), (3, 1), (2, 3)], c: 2).flips
    #expect(flips.above?.candidate == 2)
    #expect(flips.above?.constant == 3)
    #expect(flips.below == nil)
  }

  @Test func `where several rivals cross at one point the one that wins beyond it is named`() {
    let above = table([(5, 0), (3, 1), (1, 2), (3, 1)], c: 2).flips.above
    #expect(above?.constant == 4)
    #expect(above?.candidate == 2)
    let below = table([(5, 4), (3, 2), (4, 3)], c: 2).flips.below
    #expect(below?.constant == 1)
    #expect(below?.candidate == 1)
  }

  @Test func `nothing flips below zero, against infinity, a ban or a parallel line`() {
    #expect(table([(5, 4), (0, 1)], c: 1).flips.below == nil)
    #expect(table([(5, 1), (3, 1)]).flips == (nil, nil))
    #expect(table([(.infinity, 0), (3, 1)]).flips == (nil, nil))
    #expect(table([(5, 1), (3, 2)], banned: [1]).flips == (nil, nil))
    #expect(table([(5, 1)]).flips == (nil, nil))
    #expect(table([]).flips == (nil, nil))
  }

  @Test func `flips agree with a sweep over the constant`() throws {
    // Slopes and scores are small multiples of 1/8, so that all but the crossings is exact.
    var random = RandomSource(seed: 77)
    var found = (below: 0, above: 0)
    for _ in 0..<400 {
      let c = Double(1 + random.below(24)) / 8
      let lines = (0..<2 + Int(random.below(5))).map { _ in
        (score: Double(random.below(64)) / 8, slope: Double(random.below(32)) / 8)
      }
      let table = table(lines, c: c)
      let winner = try #require(table.winner)
      func best(at constant: Double) -> Int {
        var best = 0
        for position in lines.indices {
          func height(_ index: Int) -> Double {
            lines[index].score + (constant - c) * lines[index].slope
          }
          if height(position) > height(best) + 1e-9 { best = position }
        }
        return best
      }
      // Crossings are quotients of multiples of 1/8 below 8 by multiples of 1/8 below 4: two
      // that differ do so by more than 1/1024, and so does one from a place of the sweep.
      let step = 1.0 / 4096
      let flips = table.flips
      for (flip, direction) in [(flips.above, 1.0), (flips.below, -1.0)] {
        guard let flip else {
          let end = direction > 0 ? c + 70 : step
          #expect(best(at: end) == winner, "\(lines) at \(c)")
          continue
        }
        if flip.constant < step { continue }
        if direction > 0 { found.above += 1 } else { found.below += 1 }
        let beyond = flip.constant + direction * step
        #expect(best(at: beyond) == flip.candidate, "\(lines) at \(c)")
        if (flip.constant - c) * direction > 2 * step {
          for part in 1...8 {
            let place = c + (flip.constant - direction * step - c) * Double(part) / 8
            #expect(best(at: place) == winner, "\(lines) at \(c)")
          }
        }
      }
    }
    #expect(found.above > 100)
    #expect(found.below > 50)
  }
}
