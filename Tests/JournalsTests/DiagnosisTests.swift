import SearchTrees
import Testing

@testable import Journals

/// What is wrong with a recorded search is found by its rule, and nothing is found in one that is sound.
@Suite struct DiagnosisTests {
  private static func rules(
    _ text: String, _ grade: CheckRule.Grade = .fault
  ) -> [String] {
    findings(text).filter { $0.rule.grade == grade }.map(\.rule.name)
  }

  private static func findings(_ text: String) -> [TreeFinding] {
    let recording = Recording(JournalBytes(text))
    recording.examine()
    recording.readWhole()
    #expect(recording.problems.isEmpty)
    return recording.diagnosis()
  }

  @Test(arguments: [true, false], [true, false])
  func `a sound search has no fault, whatever its seed`(decisions: Bool, isTwoPlayer: Bool) {
    for seed in 1...12 {
      var search = PlantedSearch(
        writesDecisions: decisions, isTwoPlayer: isTwoPlayer, iterations: 150, seed: seed)
      #expect(Self.rules(search.journal()) == [], "seed \(seed)")
      search.places = 3
      #expect(Self.rules(search.journal()) == [], "seed \(seed), three decimals")
    }
  }

  @Test(arguments: [
    (PlantedSearch.Mistake.dividedAgain, "mean-divided-again"),
    (.ownLogarithm, "log-of-own-visits"), (.withoutSign, "value-without-sign"),
    (.greedy, "pick-not-by-rule"),
  ])
  func `a mistake of selection is named by the picks alone`(
    mistake: PlantedSearch.Mistake, rule: String
  ) {
    for seed in 1...6 {
      let isTwoPlayer = mistake == .withoutSign
      let search = PlantedSearch(
        mistake: mistake, isTwoPlayer: isTwoPlayer, iterations: 200, seed: seed, c: 0.7)
      #expect(Self.rules(search.journal()) == [rule], "seed \(seed)")
    }
  }

  @Test(arguments: [true, false], [true, false])
  func `a sound search with priors has no fault, with its formula or without`(
    decisions: Bool, formula: Bool
  ) {
    for seed in 1...12 {
      for isTwoPlayer in [true, false] {
        var search = PlantedSearch(
          writesDecisions: decisions, isTwoPlayer: isTwoPlayer, iterations: 300, seed: seed, c: 1.5)
        (search.hasPriors, search.saysFormula) = (true, formula)
        #expect(Self.rules(search.journal()) == [], "seed \(seed)")
      }
    }
  }

  @Test(arguments: [true, false], [true, false])
  func `a mistake of selection with priors is named, with the formula or without`(
    decisions: Bool, formula: Bool
  ) {
    for seed in 1...6 {
      for (mistake, rule) in [
        (PlantedSearch.Mistake.dividedAgain, "mean-divided-again"),
        (.withoutSign, "value-without-sign"),
      ] {
        var search = PlantedSearch(
          mistake: mistake, writesDecisions: decisions, isTwoPlayer: mistake == .withoutSign,
          iterations: 300, seed: seed, c: 0.7)
        (search.hasPriors, search.saysFormula) = (true, formula)
        #expect(Self.rules(search.journal()) == [rule], "seed \(seed), \(mistake)")
      }
    }
  }

  @Test func `numbers that are called something else explain no pick, and none is named for it`() {
    for mistake in [PlantedSearch.Mistake.sumsAsMeans, .meansAsSums] {
      for seed in 1...6 {
        let rules = Self.rules(
          PlantedSearch(mistake: mistake, iterations: 150, seed: seed).journal())
        #expect(rules.contains("sum-or-mean"))
        #expect(Set(rules).isSubset(of: ["sum-or-mean", "value-outside-range"]), "seed \(seed)")
      }
    }
  }

  @Test(arguments: [
    (PlantedSearch.Mistake.dividedAgain, ["mean-divided-again"]),
    (.ownLogarithm, ["log-of-own-visits"]), (.greedy, ["pick-not-highest"]),
    (.termMissing, ["terms-not-score"]), (.withoutSign, ["value-without-sign"]),
  ])
  func `a mistake of selection is named by recorded decisions`(
    mistake: PlantedSearch.Mistake, rules: [String]
  ) {
    for seed in 1...6 {
      let search = PlantedSearch(
        mistake: mistake, writesDecisions: true, isTwoPlayer: mistake == .withoutSign, seed: seed)
      #expect(Self.rules(search.journal()) == rules, "seed \(seed)")
    }
  }

  @Test(arguments: [
    (PlantedSearch.Mistake.rootTwice, "root-counted-twice"),
    (.sumsAsMeans, "sum-or-mean"), (.meansAsSums, "sum-or-mean"),
    (.noSignInBackup, "signs-against-view"), (.signThoughRoot, "signs-against-view"),
    (.staleInner, "stale-inner-values"), (.phantomVisit, "phantom-visits"),
    (.outOfRange, "value-outside-range"),
  ])
  func `a mistake of the backup is named`(mistake: PlantedSearch.Mistake, rule: String) {
    for seed in 1...6 {
      let search = PlantedSearch(mistake: mistake, iterations: 150, seed: seed)
      #expect(Self.rules(search.journal()).contains(rule), "seed \(seed)")
    }
  }

  @Test func `a finding names the node, the event, what was expected and what was found`() throws {
    let search = PlantedSearch(mistake: .rootTwice, iterations: 20)
    let finding = try #require(
      Self.findings(search.journal()).first { $0.rule == .rootCountedTwice })
    #expect(finding.node == .root && finding.expected == .number(1) && finding.found == .number(2))
    #expect(finding.event == 6 && finding.count == finding.checked)
  }

  // MARK: - Remarks

  private static let head = #"""
    {"type":"search","version":1,"engine":"x","root":{"id":0},"statistics":["visits","mean"],"value":{"perspective":"root","low":0,"high":1}}

    """#

  private static func tree(_ expansions: [(Int, [String])], _ rows: [String]) -> String {
    head
      + expansions.map { node, children in
        #"{"type":"expand","node":\#(node),"children":["# + children.joined(separator: ",")
          + "]}\n"
      }.joined() + #"{"type":"stats","stats":[\#(rows.joined(separator: ","))]}"# + "\n"
  }

  private static func child(_ id: Int, _ rest: String = "") -> String {
    #"{"id":\#(id),"action":"a\#(id)"\#(rest)}"#
  }

  @Test(arguments: [(50, true), (49, false)])
  func `a search that is one chain`(nodes: Int, isFound: Bool) {
    let text = Self.tree(
      (0..<nodes - 1).map { ($0, [Self.child($0 + 1)]) },
      (0..<nodes).map { "[\($0),\(nodes - $0),0.5]" })
    #expect(Self.rules(text, .remark) == (isFound ? ["one-chain"] : []))
  }

  @Test(arguments: [
    (60, 55, 0.9, 0.1, true), (60, 49, 0.9, 0.1, false), (90, 60, 0.9, 0.1, false),
    (60, 60, 0.55, 0.45, false),
  ])
  func `visits that are nearly uniform`(
    first: Int, second: Int, high: Double, low: Double, isFound: Bool
  ) {
    let mean = (Double(first) * high + Double(second) * low) / Double(first + second)
    let text = Self.tree(
      [(0, [Self.child(1), Self.child(2)])],
      ["[0,\(first + second),\(mean)]", "[1,\(first),\(high)]", "[2,\(second),\(low)]"])
    #expect(Self.rules(text, .remark) == (isFound ? ["c-too-large"] : []))
  }

  @Test(arguments: [(1.0, false), (0.001, true)])
  func `nobody ever takes over`(c: Double, isFound: Bool) {
    let search = PlantedSearch(iterations: 400, depth: 2, c: c)
    #expect(Self.rules(search.journal(), .remark).contains("c-too-small") == isFound)
  }

  @Test(arguments: [
    ([#","text":"x""#, #","text":"x""#], true), ([#","text":"x""#, #","text":"y""#], false),
    ([#","source":"m""#, #","source":"n""#], false), (["", ""], true),
  ])
  func `siblings that are the same`(rests: [String], isFound: Bool) {
    let text = Self.tree(
      [(0, [#"{"id":1,"action":"go"\#(rests[0])}"#, #"{"id":2,"action":"go"\#(rests[1])}"#])],
      ["[0,1,0.5]"])
    #expect(Self.rules(text, .remark) == (isFound ? ["duplicate-siblings"] : []))
  }

  @Test(arguments: [(2, true), (1, false)])
  func `a last layer that is never entered`(visits: Int, isFound: Bool) {
    var expansions = [(0, [Self.child(1), Self.child(2), Self.child(3)])]
    for parent in 1...3 { expansions.append((parent, [Self.child(10 * parent)])) }
    let text = Self.tree(
      expansions,
      ["[0,\(3 * visits),0.5]"] + (1...3).map { "[\($0),\(visits),0.5]" })
    #expect(Self.rules(text, .remark) == (isFound ? ["last-layer-not-entered"] : []))
  }

  @Test(arguments: [(0.5, true), (-0.5, false)])
  func `unvisited children that are scored as if they were worth 0`(low: Double, isFound: Bool) {
    let text =
      Self.head
      + #"{"type":"expand","node":0,"children":[{"id":1,"action":"a"},{"id":2,"action":"b"},{"id":3,"action":"c"}]}"#
      + "\n" + #"{"type":"stats","stats":[[0,2,0.5],[1,1,0.75],[3,1,\#(low)]]}"# + "\n"
      + #"{"type":"select","node":0,"chosen":1,"candidates":[{"node":1,"score":1.75,"terms":{"Q":0.75,"U":1}},{"node":2,"score":1,"terms":{"Q":0,"U":1}},{"node":3,"score":\#(low + 1),"terms":{"Q":\#(low),"U":1}}]}"#
      + "\n"
    #expect(Self.rules(text, .remark).contains("unvisited-scored-zero") == isFound)
  }

  @Test(arguments: [(50, true), (49, false)])
  func `a part of the reward that is the same for all`(judgements: Int, isFound: Bool) {
    let parts = (0..<judgements).map { _ in
      #"{"type":"evaluate","node":0,"value":0.5,"parts":[{"name":"style","raw":0.5}]}"# + "\n"
    }
    #expect(
      Self.rules(Self.head + parts.joined(), .remark) == (isFound ? ["part-is-constant"] : []))
  }

  @Test(arguments: [(true, false), (false, true)])
  func `a part of the reward that does not rank siblings`(ranks: Bool, isFound: Bool) {
    var text = Self.head
    let children = (1...24).map { Self.child($0) }
    text += #"{"type":"expand","node":0,"children":[\#(children.joined(separator: ","))]}"# + "\n"
    for node in 1...24 {
      // Every second one goes up with what the node is worth, the others down.
      let part = ranks || node.isMultiple(of: 2) ? node : 25 - node
      text +=
        #"{"type":"evaluate","node":\#(node),"parts":[{"name":"p","raw":\#(part)}]}"# + "\n"
    }
    let rows = (1...24).map { "[\($0),1,\(Double($0) / 25)]" }
    text += #"{"type":"stats","stats":[[0,24,0.5],\#(rows.joined(separator: ","))]}"# + "\n"
    #expect(Self.rules(text, .remark) == (isFound ? ["part-does-not-rank"] : []))
  }

  @Test(arguments: [("judgements", []), ("simulations", ["child-visits-above-parent"])])
  func `counts of judgements need not add up`(counts: String, rules: [String]) {
    let text =
      #"{"type":"search","version":1,"root":{"id":0},"statistics":["visits","mean"],"columns":[{"name":"visits","kind":"sum","counts":"\#(counts)"},{"name":"mean","kind":"mean"}]}"#
      + "\n" + #"{"type":"expand","node":0,"children":[{"id":1,"action":"a"}]}"# + "\n"
      + #"{"type":"stats","stats":[[0,1,0.5],[1,4,0.5]]}"# + "\n"
    #expect(Self.rules(text) == rules)
  }

  @Test(arguments: [
    PlantedSearch.Mistake.none, .dividedAgain, .ownLogarithm, .greedy, .sumsAsMeans, .staleInner,
  ])
  func `a recording that is watched is marked by what the doctor finds in its file`(
    mistake: PlantedSearch.Mistake
  ) {
    let text = PlantedSearch(mistake: mistake, writesDecisions: true).journal()
    let faults = Self.findings(text).filter { $0.rule.grade == .fault }
    let harness = ReplayHarness(RecordedSearch.Options(), text)
    defer { harness.search.close() }
    var request = SliceRequest()
    request.wantsDiagnosis = true
    _ = harness.search.request(request)
    let slice = harness.wait { $0.diagnosis?.isDone == true }
    #expect(slice.diagnosis?.findings == Self.findings(text))
    // The sign of the header does not wait for a question.
    let other = ReplayHarness(RecordedSearch.Options(), text)
    defer { other.search.close() }
    other.loaded()
    let marked = other.wait { slice in
      Set(faults.map(\.rule)).isSubset(of: slice.summary.findings.map(\.rule))
    }
    #expect(faults.isEmpty == marked.summary.findings.isEmpty)
  }
}
