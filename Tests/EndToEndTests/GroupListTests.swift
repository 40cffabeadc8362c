import Foundation
import Testing

/// `--group` and `--columns` against what another program makes of the same file.
@Suite final class GroupListTests {
  private let file: TemporaryFile
  private var path: String { file.path }

  init() throws { file = try TemporaryFile("", named: "grouped.jsonl") }

  private struct Grouped: Decodable {
    struct Best: Decodable { var id: Int }
    /// A text, or something else that is not looked at.
    struct Value: Decodable, Equatable {
      var text: String?

      init(from decoder: any Decoder) throws {
        text = try? decoder.singleValueContainer().decode(String.self)
      }
    }
    struct Group: Decodable {
      var `is`: String
      var value: Value?
      var from: Double?
      var to: Double?
      var count: Int
      var visits: Double?
      var share: Double?
      var values: Int
      var mean: Double?
      var spread: Double?
      var best: Best?
      var condition: String?
    }
    struct Match: Decodable {
      var id: Int
      var columns: [String: Double?]?
    }
    var groupCount: Int?
    var groups: [Group]?
    var matchCount: Int?
    var matches: [Match]?
  }

  /// Folds a journal with nothing but its specification, and groups its nodes by an expression.
  private static let script = """
    import json, sys
    parent, action, stats = {}, {0: ""}, {}
    for line in open(sys.argv[1]):
      event = json.loads(line)
      if event["type"] == "search": columns = event["statistics"]
      for child in event.get("children", []):
        parent[child["id"]] = event["node"]
        action[child["id"]] = child["action"]
      for row in event.get("stats", []): stats[row[0]] = dict(zip(columns, row[1:]))
    groups = {}
    for node in sorted(action):
      numbers = stats.get(node, {})
      N = numbers.get("visits", 0)
      Q = numbers["sum"] / N if N else None
      label = action[node]
      groups.setdefault(eval(sys.argv[2]), []).append((node, N, Q))
    total = sum(N for rows in groups.values() for _, N, _ in rows)
    result = []
    for value, rows in groups.items():
      values = [Q for _, _, Q in rows if Q is not None]
      mean = sum(values) / len(values) if values else None
      best = min((-Q, -N, node) for node, N, Q in rows if Q is not None)[2] if values else None
      result.append({"is": "value", "value": value, "count": len(rows), "visits": sum(r[1] for r in rows),
        "share": sum(r[1] for r in rows) / total, "values": len(values), "mean": mean,
        "spread": (sum((Q - mean) ** 2 for Q in values) / len(values)) ** .5 if values else None,
        "best": {"id": best} if values else None})
    print(json.dumps({"groupCount": len(result), "groups": result}))
    """

  private func open(_ arguments: String...) throws -> Grouped {
    let ending = try Program.start(["open", path, "--json"] + arguments).end()
    try #require(ending.status == 0, "\(ending.error)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Grouped.self, from: Data(ending.output.utf8))
  }

  private func counted(_ expression: String) throws -> Grouped {
    let text = try PythonFold(script: Self.script).output(path, expression)
    return try JSONDecoder().decode(Grouped.self, from: text)
  }

  @Test func `groups and columns are those that another program makes of the file`() throws {
    let search = ["search", "connect-four", "--iterations", "2000", "--record", path, "--json"]
    #expect(try Program.start(search).end().status == 0)
    let expected = try counted("label")
    let found = try open("--group", "action", "--limit", "0")
    #expect(found.groupCount == expected.groupCount && found.groups?.count == found.groupCount)
    for group in found.groups ?? [] {
      let other = try #require(expected.groups?.first { $0.value == group.value })
      #expect(group.is == "value" && group.count == other.count && group.visits == other.visits)
      #expect(abs((group.share ?? 0) - (other.share ?? 1)) < 1e-12)
      #expect(group.values == other.values && group.best?.id == other.best?.id)
      #expect(abs((group.mean ?? 0) - (other.mean ?? 1)) < 1e-9)
      #expect(abs((group.spread ?? 0) - (other.spread ?? 1)) < 1e-9)
      let condition = try #require(group.condition)
      #expect(try open("--filter", condition, "--limit", "1").matchCount == group.count)
    }
    let few = try open("--group", "action", "--filter", "N > 100", "--limit", "2")
    #expect(few.groups?.count == 2 && few.groupCount ?? 0 > 2)
    #expect(
      try open("--group", "N", "--filter", "N > 100").groups?.reduce(0) { $0 + $1.count }
        == few.matchCount)
    let bins = try open("--group", "Q * 1").groups ?? []
    #expect(bins.count > 3 && bins.contains { $0.is == "unknown" && $0.mean == nil })
    #expect(bins.filter { $0.is == "range" }.allSatisfy { ($0.from ?? 1) < ($0.to ?? 0) })
    let rows = try open("--filter", "depth = 1", "--columns", "N, N * 2").matches ?? []
    #expect(rows.count == 7)
    for row in rows {
      let visits = try #require(row.columns?["N"] ?? nil)
      #expect(visits > 0 && row.columns?["N * 2"] == visits * 2)
    }
  }

  @Test(
    arguments: [
      (["open", "x.jsonl", "--json", "--group", "N >"], "column 4: the end stands where"),
      (
        ["open", "x.jsonl", "--json", "--columns", "N"], "--columns is about the nodes of --filter"
      ),
      (
        ["search", "connect-four", "--iterations", "9", "--json", "--group", "M"],
        "--group: column 1: no name is called \"M\""
      ),
      (
        ["search", "connect-four", "--iterations", "9", "--json", "--group", "best"],
        "--group: column 1: this is a node; groups go by"
      ),
      (
        [
          "search", "connect-four", "--iterations", "9", "--json", "--filter", "N > 1", "--columns",
          "N, M",
        ], "--columns: column 4: no name is called \"M\""
      ),
    ] as [([String], String)])
  func `what cannot be grouped or listed is a mistake that is named`(
    arguments: [String], words: String
  ) throws {
    let ending = try Program.start(arguments).end()
    #expect(ending.status == 2 && ending.error.contains(words), "\(ending.error)")
  }

  @Test func `a batch lists groups, and nodes with the columns that were asked for`() throws {
    let search = ["search", "tic-tac-toe", "--iterations", "60", "--batch"]
    let groups = try Program.start(search + ["--group", "depth"]).end().output
    let lines = groups.split(separator: "\n").map(String.init)
    let first = try #require(lines.firstIndex { $0.hasPrefix("groups") })
    #expect(lines[first].contains(" by depth, of "))
    #expect(lines[first + 1].hasPrefix("VALUE  COUNT") && lines[first + 1].hasSuffix("BEST NODE"))
    #expect(lines[first + 2].hasPrefix("0") && lines[first + 2].hasSuffix("#0 root"))
    let nodes = try Program.start(
      search + ["--filter", "depth = 1", "--columns", "N, N > 3, action"]
    ).end().output
    let rows = nodes.split(separator: "\n").map(String.init)
    let head = try #require(rows.firstIndex { $0.hasPrefix("found") })
    #expect(rows[head + 1].split(separator: " ") == ["NODE", "N", "N", ">", "3", "action", "PATH"])
    #expect(rows[head + 2].hasPrefix("  #"))
  }
}
