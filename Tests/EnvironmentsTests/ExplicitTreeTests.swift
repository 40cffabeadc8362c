import Environments
import Groundwork
import Testing
import TreeSearch

@Suite struct ExplicitTreeTests {
  @Test func `a tree is read with every key`() throws {
    let tree = try ExplicitTree(
      json: """
        {"name": "small", "note": "look here", "//": [1, {"x": null}], "root": {
          "text": "the start", "note": "a note deeper down",
          "children": [
            {"action": "left", "prior": 3, "reward": -0.5, "estimate": 0.25, "children": [
              {"reward": 1e0}, {"text": "a \\"quoted\\" \\u00e9\\ud83c\\udf33 end", "reward": 2}]},
            {"prior": 1, "reward": 0.75, "// why": true, "children": []}
          ]}}
        """, path: "small.json")
    let root = tree.initialState
    #expect(tree.name == "tree:small.json" && tree.title == "small" && tree.note == "look here")
    #expect(tree.players == 1 && !tree.isStochastic)
    #expect(tree.valueRange == 0.5...1.5)
    #expect(labels(tree, in: root) == ["left", "2"])
    #expect((0..<2).map { tree.prior(of: $0, in: root) } == [3, 1])
    #expect((0..<2).map { tree.estimate(of: $0, in: root) } == [0.25, nil])
    #expect(tree.line(for: root) == "the start")
    let (left, entered) = successor(tree, of: root, at: 0)
    #expect(entered == Transition(reward: -0.5, isTerminal: false))
    #expect(tree.line(for: left) == "2 children")
    let (end, last) = successor(tree, of: left, at: 1)
    #expect(last == Transition(reward: 2, isTerminal: true))
    #expect(tree.line(for: end) == "a \"quoted\" \u{e9}\u{1f333} end")
    #expect(
      successor(tree, of: root, at: 1).transition == Transition(reward: 0.75, isTerminal: true))
    #expect(
      tree.picture(of: left) == ["2 children", "depth 1, node 1 of 5", "reward -0.5"])
    var random = RandomSource(seed: 1)
    for _ in 0..<20 { playAtRandom(tree, using: &random) }
  }

  @Test func `with two players rewards turn to the player who moves`() throws {
    let tree = try ExplicitTree(
      json: """
        {"players": 2, "root": {"children": [
          {"reward": 1, "estimate": 0.5, "children": [
            {"reward": 3, "estimate": -2, "children": [{"reward": -5}]}]}]}}
        """, path: "t.json")
    let (first, one) = successor(tree, of: tree.initialState, at: 0)
    let (second, two) = successor(tree, of: first, at: 0)
    let three = successor(tree, of: second, at: 0).transition
    #expect([one.reward, two.reward, three.reward] == [1, -3, -5])
    #expect(tree.estimate(of: 0, in: tree.initialState) == 0.5)
    #expect(tree.estimate(of: 0, in: first) == 2)
    #expect(tree.valueRange == -1...1)
  }

  @Test func `a noisy reward has the mean and the deviation of the file`() throws {
    let tree = try ExplicitTree(
      json: #"{"root": {"children": [{"reward": 2, "deviation": 0.5}]}}"#, path: "t.json")
    var random = RandomSource(seed: 3)
    let draws = (0..<10_000).map { _ in
      var state = tree.initialState
      return Double(tree.apply(0, to: &state, using: &random).reward)
    }
    let mean = draws.reduce(0, +) / 10_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10_000
    #expect(abs(mean - 2) < 0.02 && abs(variance.squareRoot() - 0.5) < 0.02)
    #expect(tree.isStochastic && tree.valueRange == nil)
  }

  /// Texts with the mark `<!>` where the error must point.
  static let mistakes: [PDDLTests.Marked] = [
    .init(text: "<!>", reason: "the text ends where a value is expected"),
    .init(text: "{\"root\": {}<!>", reason: "expected \",\" or \"}\", but the text ends"),
    .init(text: "{\"root\": {}} <!>x", reason: "text after the end of the value"),
    .init(text: "{\n  <!>root: {}}", reason: "expected a key in quotes, not \"r\""),
    .init(text: "{\"root\" <!>{}}", reason: "expected \":\", not \"{\""),
    .init(text: "{\"root\": {}<!>,}", reason: "expected another item after the last \",\""),
    .init(text: "{\"root\": {\n \"text\": <!>nul}}", reason: "\"nul\" is not a value of JSON"),
    .init(text: "{\"players\": <!>01}", reason: "\"01\" is not a value of JSON"),
    .init(text: "{\"players\": <!>, 1}", reason: "expected a value, not \",\""),
    .init(text: "{\"name\": \"\u{e9}\u{e9}\\<!>q\"}", reason: "unknown escape after \"\\\""),
    .init(
      text: "{\"name\": \"a<!>\n\"}",
      reason: "a text must end on its line; write a line break as \\n"),
    .init(text: "{\"name\": \"abc<!>", reason: "the text in quotes never ends"),
    .init(text: "{\"name\": \"\\ud83c<!>\"}", reason: "half of a character in a \\u escape"),
    .init(text: "{\"name\": \"\\u12<!>g4\"}", reason: "expected four hexadecimal digits after \\u"),
    .init(text: "<!>[]", reason: "the file: expected an object in braces"),
    .init(text: "<!>{}", reason: "the key \"root\" is missing"),
    .init(
      text: "{\"root\": {}, <!>\"rot\": 1}",
      reason: "rot: unknown key, expected one of name, note, players, root"),
    .init(
      text: "{\"root\": {}, <!>\"root\": {}}", reason: "root: this key stands here a second time"),
    .init(
      text: "{\"players\": <!>3, \"root\": {}}",
      reason: "players: there are 1 or 2, not 3.0"),
    .init(text: "{\"players\": <!>\"2\", \"root\": {}}", reason: "players: expected a number"),
    .init(text: "{\"name\": <!>5, \"root\": {}}", reason: "name: expected a text in quotes"),
    .init(text: "{\"root\": <!>[]}", reason: "root: expected an object in braces"),
    .init(
      text: "{\"root\": {<!>\"reward\": 1}}",
      reason: "root.reward: unknown key, expected one of estimate, text, children"),
    .init(
      text: "{\"root\": {\"children\": <!>{}}}", reason: "root.children: expected a list of nodes"),
    .init(
      text: "{\"root\": {\"children\": [{}, {},\n {<!>\"rewrd\": 1}]}}",
      reason:
        "root.children[2].rewrd: unknown key, expected one of action, prior, reward, estimate, "
        + "deviation, discount, text, children"),
    .init(
      text: "{\"root\": {\"children\": [{\"children\": [{\"reward\": <!>true}]}]}}",
      reason: "root.children[0].children[0].reward: expected a number"),
    .init(
      text: "{\"root\": {\"children\": [{\"reward\": <!>NaN}]}}",
      reason: "\"NaN\" is not a value of JSON"),
    .init(
      text: "{\"root\": {\"children\": [{\"reward\": <!>1e39}]}}",
      reason: "root.children[0].reward: the number is too large"),
    .init(
      text: "{\"root\": {\"children\": [{\"deviation\": <!>-1}]}}",
      reason: "root.children[0].deviation: -1.0 is below 0"),
    .init(
      text: "{\"root\": {\"children\": [{\"discount\": <!>1.5}]}}",
      reason: "root.children[0].discount: 1.5 is not from 0 to 1"),
    .init(
      text: "{\"root\": {\"children\": [{\"prior\": <!>-0.5}]}}",
      reason: "root.children[0].prior: -0.5 is below 0"),
    .init(
      text: "{\"root\": {\"children\": <!>[{\"prior\": 1}, {}]}}",
      reason: "root.children: 1 of 2 have a prior; give it to all or to none"),
    .init(
      text: "{\"root\": {\"children\": <!>[{\"prior\": 0}]}}",
      reason: "root.children: every prior is 0; at least one must be above"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told with its line, column and path`(mistake: PDDLTests.Marked) {
    let error = problemError { () throws(ProblemError) in
      try ExplicitTree(json: mistake.clean, path: "t.json")
    }
    let place = mistake.place
    #expect(
      error
        == ProblemError(
          source: "t.json", line: place.line, column: place.column, reason: mistake.reason))
  }

  @Test func `estimates of states and discounts of steps are those of the file`() throws {
    let tree = try ExplicitTree(
      json: """
        {"players": 2, "root": {"estimate": 0.5, "children": [
          {"estimate": 0.25, "discount": 0, "children": [{"estimate": -1, "children": [{}]}]},
          {"children": [{}]}]}}
        """, path: "t.json")
    var (state, random) = (tree.initialState, RandomSource(seed: 1))
    // The file speaks for the first player, the search for who moved there.
    #expect(tree.estimate(at: state) == -0.5 && tree.discount(at: state) == nil)
    _ = tree.apply(0, to: &state, using: &random)
    #expect(tree.estimate(at: state) == 0.25 && tree.discount(at: state) == 0)
    #expect(tree.picture(of: state).last == "discount 0.0")
    _ = tree.apply(0, to: &state, using: &random)
    #expect(tree.estimate(at: state) == 1 && tree.discount(at: state) == nil)
    #expect(tree.hasDiscounts && tree.pathWithoutEstimate == "root.children[1]")
  }

  /// A chain of nodes.
  func chain(_ depth: Int) -> String {
    "{\"root\": " + String(repeating: "{\"children\": [", count: depth) + "{}"
      + String(repeating: "]}", count: depth) + "}"
  }

  @Test func `a tree may be 500 actions deep and no deeper`() throws {
    let tree = try ExplicitTree(json: chain(500), path: "t.json")
    var random = RandomSource(seed: 1)
    #expect(playAtRandom(tree, using: &random) == 500)
    for depth in [501, 50_000] {
      let error = problemError { () throws(ProblemError) in
        try ExplicitTree(json: chain(depth), path: "t.json")
      }
      #expect(error.reason == "the tree is deeper than 500 actions")
    }
  }

  @Test func `a node may have 65535 children and no more`() throws {
    func wide(_ count: Int) -> String {
      "{\"root\": {\"children\": [" + Array(repeating: "{}", count: count).joined(separator: ",")
        + "]}}"
    }
    let tree = try ExplicitTree(json: wide(65_535), path: "t.json")
    #expect(tree.actionCount(in: tree.initialState) == 65_535)
    let error = problemError { () throws(ProblemError) in
      try ExplicitTree(json: wide(65_536), path: "t.json")
    }
    #expect(error.reason == "root.children: 65536 children; at most 65535 are accepted")
  }
}
