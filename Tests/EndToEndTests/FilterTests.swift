import Foundation
import Testing

/// `--filter` against a count that another program makes of the same file.
@Suite final class FilterTests {
  private let file: TemporaryFile
  private var path: String { file.path }

  init() throws { file = try TemporaryFile("", named: "filtered.jsonl") }

  /// What `--json` says of a filter.
  private struct Filtered: Decodable {
    struct Match: Decodable {
      var id: Int
      var path: [String]
      var visits: Double?
      var value: Double?
    }

    var nodes: Int
    var matchCount: Int?
    var matches: [Match]?
  }

  private func open(_ arguments: String...) throws -> Filtered {
    let ending = try Program.start(["open", path, "--json"] + arguments).end()
    try #require(ending.status == 0, "\(ending.error)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Filtered.self, from: Data(ending.output.utf8))
  }

  /// Folds a journal with nothing but its specification: the last row of statistics of each node, and
  /// its action; prints the id, path and numbers of those for which a condition holds.
  private static let script = """
    import json, sys
    parent, action, stats, rationale = {}, {0: ""}, {}, {}
    for line in open(sys.argv[1]):
      event = json.loads(line)
      if event["type"] == "search": columns = event["statistics"]
      for child in event.get("children", []):
        parent[child["id"]] = event["node"]
        action[child["id"]] = child["action"]
      if event["type"] == "evaluate" and "rationale" in event:
        rationale[event["node"]] = event["rationale"]
      for row in event.get("stats", []): stats[row[0]] = dict(zip(columns, row[1:]))
    found = []
    for node in sorted(action):
      numbers = stats.get(node, {})
      N = numbers.get("visits", 0)
      Q = numbers["sum"] / N if N else None
      steps, above, depth = [], node, 0
      while above in parent:
        steps.insert(0, action[above])
        above = parent[above]
        depth += 1
      label = action[node]
      reason = rationale.get(node)
      if eval(sys.argv[2]): found.append({"id": node, "path": steps, "visits": N, "value": Q})
    print(json.dumps({"nodes": len(action), "match_count": len(found), "matches": found}))
    """

  private func counted(_ condition: String) throws -> Filtered {
    let text = try PythonFold(script: Self.script).output(path, condition)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Filtered.self, from: text)
  }

  @Test func `the nodes of a filter are those that another program finds in the file`() throws {
    let search = ["search", "connect-four", "--iterations", "3000", "--record", path, "--json"]
    #expect(try Program.start(search).end().status == 0)
    let conditions = [
      ("N > 100 and Q < 0.4", "N > 100 and Q is not None and Q < 0.4"),
      ("Q > .5 | depth = 1", "(Q is not None and Q > .5) or depth == 1"),
      ("! Q > .5", "Q is not None and not Q > .5"),
      ("action = \"4\" & N > 10", "label == '4' and N > 10"),
      ("N = 1k", "N == 1000"),
    ]
    for (filter, condition) in conditions {
      let expected = try counted(condition)
      let found = try open("--filter", filter, "--limit", "0")
      #expect(found.nodes == expected.nodes && found.matchCount == expected.matchCount, "\(filter)")
      #expect(found.matches?.map(\.id) == expected.matches?.map(\.id), "\(filter)")
      #expect(found.matches?.map(\.path) == expected.matches?.map(\.path), "\(filter)")
      #expect(found.matches?.map(\.visits) == expected.matches?.map(\.visits), "\(filter)")
      for (own, other) in zip(found.matches ?? [], expected.matches ?? []) {
        #expect(own.value == nil ? other.value == nil : abs(own.value! - other.value!) < 1e-12)
      }
    }
    let few = try open("--filter", "N > 0", "--limit", "3")
    #expect(few.matches?.map(\.id) == [0, 1, 2] && few.matchCount ?? 0 > 1000)
    #expect(try open("--filter", "N > 0").matches?.count == 1000)
    let none = try open()
    #expect(none.matchCount == nil && none.matches == nil)
  }

  @Test func `rationales and live searches are filtered the same way`() throws {
    let search = [
      "search", "blocksworld:blocks=4,steps=6,seed=2", "--preset", "sc-mcts", "--iterations", "60",
      "--filter", "rationale ~ \"likely\" and N > 2", "--json",
    ]
    let live = try Program.start(search + ["--record", path]).end()
    try #require(live.status == 0, "\(live.error)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let found = try decoder.decode(Filtered.self, from: Data(live.output.utf8))
    let expected = try counted("reason is not None and 'likely' in reason.lower() and N > 2")
    #expect(found.matches?.map(\.id) == expected.matches?.map(\.id))
    let recorded = try open("--filter", "rationale ~ \"likely\" and N > 2")
    #expect(recorded.matches?.map(\.id) == expected.matches?.map(\.id))
  }

  @Test(
    arguments: [
      (["open", "x.jsonl", "--json", "--filter", "N >"], "column 4: the end stands where"),
      (
        ["search", "connect-four", "--iterations", "1", "--json", "--filter", "M > 1"],
        "--filter: column 1: no name is called \"M\""
      ),
      (
        ["search", "connect-four", "--iterations", "1", "--json", "--filter", "age > 1"],
        "--filter: column 1: age: a running search does not keep"
      ),
      (
        ["search", "connect-four", "--iterations", "9", "--json", "--filter", "N(\"9\") > 1"],
        "--filter: column 3: the root has no action \"9\"; it has"
      ),
      (
        ["search", "connect-four", "--iterations", "1", "--json", "--limit", "3"],
        "--limit is about the nodes of --filter and the groups of --group"
      ),
    ] as [([String], String)])
  func `a filter that cannot be used is a mistake that is named`(
    arguments: [String], words: String
  ) throws {
    let ending = try Program.start(arguments).end()
    #expect(ending.status == 2 && ending.error.contains(words), "\(ending.error)")
  }

  @Test(
    arguments: [
      (["open", "x.jsonl", "--json", "--filter", "N > 3 & (Q"], "  N > 3 & (Q\n            ^\n"),
      (
        ["search", "connect-four", "--iterations", "1", "--batch", "--group", "Q - M"],
        "  Q - M\n      ^\n"
      ),
      (
        [
          "search", "tic-tac-toe", "--iterations", "1", "--batch", "--filter", "N", "--columns",
          "N, Z",
        ],
        "  N\n  ^\n"
      ),
      (
        [
          "search", "tic-tac-toe", "--iterations", "1", "--json", "--filter", "N>1", "--columns",
          "N, Z",
        ],
        "  N, Z\n     ^\n"
      ),
    ] as [([String], String)])
  func `an error of an expression has a caret under what is wrong`(
    arguments: [String], excerpt: String
  ) throws {
    let ending = try Program.start(arguments).end()
    #expect(ending.status == 2 && ending.output.isEmpty)
    #expect(
      ending.error.hasPrefix("treetop: ") && ending.error.hasSuffix("\n" + excerpt),
      "\(ending.error)")
  }

  @Test func `a batch lists what was found below all else`() throws {
    let ending = try Program.run(
      "search", "tic-tac-toe", "--iterations", "60", "--batch", "--filter", "depth = 1 & N > 3",
      "--limit", "2")
    let lines = ending.output.split(separator: "\n").map(String.init)
    let first = try #require(lines.firstIndex { $0.hasPrefix("found") })
    #expect(lines[first].contains(" of "))
    #expect(lines[first + 1].hasPrefix("NODE") && lines[first + 1].hasSuffix("PATH"))
    #expect(lines[first + 2].hasPrefix("  #"))
    #expect(lines.count == first + 5 && lines[first + 4].hasSuffix("more; --limit 0 lists all"))
  }
}
