import Foundation
import Testing

/// `treetop search` over two servers, as a person runs it.
@Suite(.serialized, ServingScript.isPackaged, .timeLimit(.minutes(35)))
final class ServerSearchTests {
  private let servers: ServingScript
  private let expert: String
  private let amateur: String
  private static let key = "sk-secret-of-mine"
  private static let way = ["/usr/bin/env", "TREETOP_API_KEY=\(key)", "no_proxy=127.0.0.1"]
  private static let search = [
    "search", "blocksworld:blocks=4,steps=4,seed=1", "--preset", "sc-mcts",
  ]

  init() throws { (servers, expert, amateur) = try ServingScript.embeddedPair() }

  private func run(_ words: [String]) throws -> Program.Ending {
    let ending = try Program.start(words, by: Self.way).end()
    #expect(!(ending.output + ending.error).contains(Self.key))
    return ending
  }

  private func object(_ ending: Program.Ending) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
    return try #require(value as? [String: Any])
  }

  @Test func `a recorded search is opened without the servers, and goes on where they are named`()
    throws
  {
    let folder = TemporaryFolder()
    let file = folder.path + "/run.jsonl"
    let models = ["--expert", expert, "--amateur", amateur]
    let begun = try run(Self.search + models + ["--iterations", "6", "--record", file, "--json"])
    #expect(begun.status == 0, "\(begun.error)")
    let first = try object(begun)
    let asked = try #require(first["endpoints"] as? [[String: Any]])
    #expect(asked.map { $0["name"] as? String } == ["expert", "amateur"])
    #expect(asked.allSatisfy { ($0["requests"] as? Int ?? 0) > 10 && $0["failed"] as? Int == 0 })
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains(#"{"type":"endpoint","name":"expert","server":"llama.cpp"#))
    #expect(!text.contains(Self.key))
    let opened = try object(try run(["open", file, "--json"]))
    #expect(opened["tree"] as? String == first["tree"] as? String)
    // What was asked, and what it took, stands in the recording.
    let told = try #require(opened["endpoints"] as? [[String: Any]])
    for name in ["requests", "tokens_in", "tokens_out", "failed", "cached"] {
      #expect(told.map { $0[name] as? Int } == asked.map { $0[name] as? Int }, "\(name)")
    }
    for (one, other) in zip(told, asked) {
      #expect(one["usd"] is NSNull && one["model"] as? String == other["model"] as? String)
      let phases = [one, other].map { $0["phases"] as? [[String: Any]] ?? [] }
      #expect(phases[0].map { $0["phase"] as? String } == ["handshake", "scoring"])
      for name in ["phase", "requests", "tokens_in", "tokens_out"] {
        #expect(
          phases[0].map { "\($0[name] ?? "")" } == phases[1].map { "\($0[name] ?? "")" }, "\(name)")
      }
    }
    // Without them it is said where they were.
    let refused = try run(["search", "--resume", file, "--iterations", "12", "--json"])
    #expect(refused.status == 2)
    #expect(refused.error.contains("--expert \(expert) --amateur \(amateur)"), "\(refused.error)")
    let resumed = try run(
      ["search", "--resume", file, "--iterations", "12", "--json"] + models)
    #expect(resumed.status == 0, "\(resumed.error)")
    let whole = try object(try run(Self.search + models + ["--iterations", "12", "--json"]))
    let last = try object(resumed)
    #expect(last["tree"] as? String == whole["tree"] as? String)
    // Nothing was asked a second time.
    let keys = try keys(in: file)
    #expect(keys.count > 20 && Set(keys).count == keys.count)
    #expect(try !String(contentsOfFile: file, encoding: .utf8).contains(Self.key))
  }

  /// The names of the questions that a file has, in their order.
  private func keys(in file: String) throws -> [String] {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let beginning = "{\"type\":\"call\",\"key\":\""
      return line.hasPrefix(beginning)
        ? String(line.dropFirst(beginning.count).prefix { $0 != "\"" }) : nil
    }
  }

  /// A number of each server, by its name in the result.
  private func numbers(_ name: String, _ found: [String: Any]) throws -> [Int] {
    try #require(found["endpoints"] as? [[String: Any]]).compactMap { $0[name] as? Int }
  }

  @Test func `the same command a second time asks nothing, with a file that runs share`() throws {
    let folder = TemporaryFolder()
    let file = folder.path + "/answers.jsonl"
    let command =
      Self.search + ["--expert", expert, "--amateur", amateur, "--cache", file]
      + ["--iterations", "5", "--json"]
    let first = try object(try run(command))
    #expect(try numbers("cached", first) == [0, 0])
    #expect(try numbers("requests", first).allSatisfy { $0 > 10 })
    let second = try object(try run(command))
    #expect(try numbers("requests", second) == [0, 0])
    #expect(try numbers("tokens_in", second) == [0, 0])
    #expect(second["tree"] as? String == first["tree"] as? String)
    let keys = try keys(in: file)
    #expect(Set(keys).count == keys.count)
    #expect(try numbers("cached", second).reduce(0, +) == keys.count)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(!text.contains(Self.key) && !text.contains("127.0.0.1"))
    let alone = try run(Self.search + ["--iterations", "5", "--cache", file, "--json"])
    #expect(alone.status == 2 && alone.error.contains("--expert URL is missing"), "\(alone.error)")
  }

  @Test func `a search that is killed asks for nothing again that was answered`() throws {
    let folder = TemporaryFolder()
    let file = folder.path + "/run.jsonl"
    let models = ["--expert", expert, "--amateur", amateur]
    let killed = try Program.start(
      Self.search + models + ["--iterations", "30", "--record", file, "--json"], by: Self.way)
    var known: [String] = []
    while known.count < 12 {
      usleep(10_000)
      known = (try? keys(in: file)) ?? []
    }
    killed.send(SIGKILL)
    #expect(killed.end().status == -SIGKILL)
    known = try keys(in: file)
    let resumed = try run(["search", "--resume", file, "--iterations", "30", "--json"] + models)
    #expect(resumed.status == 0, "\(resumed.error)")
    let whole = try object(try run(Self.search + models + ["--iterations", "30", "--json"]))
    #expect(try object(resumed)["tree"] as? String == whole["tree"] as? String)
    let keys = try keys(in: file)
    #expect(keys.starts(with: known) && Set(keys).count == keys.count)
  }

  @Test
  func `a server that refuses for good ends a batch with 3, the tree as it was, and the reason`()
    throws
  {
    let proxy = try ServingScript("flaky_proxy.py", [expert], lines: 1)
    let models = ["--expert", proxy.lines[0] + "/later", "--amateur", amateur]
    let ending = try run(Self.search + models + ["--iterations", "30", "--json"])
    #expect(ending.status == 3)
    #expect(ending.error.contains("expert: ") && ending.error.contains("the key has ended"))
    let found = try object(ending)
    let iterations = try #require(found["iterations"] as? Int)
    #expect(iterations < 30)
    #expect((found["stopped"] as? String)?.hasPrefix("no answer: expert: ") == true)
    if iterations > 0 {
      let sound = try object(
        try run(
          Self.search + ["--expert", expert, "--amateur", amateur, "--json", "--iterations"]
            + ["\(iterations)"]))
      #expect(found["tree"] as? String == sound["tree"] as? String)
    }
  }

  @Test
  func `a file names the models with their prices, and a limit ends the batch in good order`()
    throws
  {
    let folder = TemporaryFolder()
    let file = folder.path + "/models.md"
    let priced = """
      expert \(expert) price-in=1 price-out=10 # dear
      amateur \(amateur) price-in=0 price-out=0
      """
    try priced.write(toFile: file, atomically: true, encoding: .utf8)
    let most = 120
    let ending = try run(
      Self.search + ["--models", file, "--iterations", "30", "--json", "--max-requests", "\(most)"])
    #expect(ending.status == 0, "\(ending.error)")
    let found = try object(ending)
    #expect((found["stopped"] as? String)?.hasSuffix("is left of \(most) requests") == true)
    #expect((found["iterations"] as? Int).map { (1..<30).contains($0) } == true)
    let asked = try #require(found["endpoints"] as? [[String: Any]])
    #expect(asked.compactMap { $0["requests"] as? Int }.reduce(0, +) <= most)
    let read = try #require(asked[0]["tokens_in"] as? Int)
    let written = try #require(asked[0]["tokens_out"] as? Int)
    let spent = try #require(asked[0]["usd"] as? Double)
    // The handshake was paid for too.
    let phases = try #require(asked[0]["phases"] as? [[String: Any]])
    let looked = try #require(phases.first { $0["phase"] as? String == "handshake" })
    let all = try [
      read + #require(looked["tokens_in"] as? Int),
      written + #require(looked["tokens_out"] as? Int),
    ]
    #expect((looked["requests"] as? Int ?? 0) > 0)
    #expect(abs(spent - (Double(all[0]) + 10 * Double(all[1])) / 1e6) < 1e-9)
    #expect(abs(phases.compactMap { $0["usd"] as? Double }.reduce(0, +) - spent) < 1e-9)
    #expect(asked[1]["usd"] as? Double == 0)
    // The file is not looked at by halves.
    try "expert \(expert) price_in=1\namateur\n".write(
      toFile: file, atomically: true, encoding: .utf8)
    let refused = try run(Self.search + ["--models", file, "--iterations", "2", "--json"])
    #expect(refused.status == 1 && refused.output.isEmpty)
    #expect(refused.error.contains("models.md:1:") && refused.error.contains("models.md:2:8: "))
  }

  @Test func `what may be spent is never passed, and a recording says what was`() throws {
    let folder = TemporaryFolder()
    let (models, file) = (folder.path + "/models.md", folder.path + "/run.jsonl")
    let priced =
      "expert \(expert) price-in=1 price-out=10\namateur \(amateur) price-in=2 price-out=4\n"
    try priced.write(toFile: models, atomically: true, encoding: .utf8)
    let most = 0.012
    let ending = try run(
      Self.search + ["--models", models, "--iterations", "60", "--record", file, "--json"]
        + ["--max-cost", "\(most)"])
    #expect(ending.status == 0, "\(ending.error)")
    let found = try object(ending)
    #expect((found["iterations"] as? Int).map { (1..<60).contains($0) } == true)
    func spent(_ found: [String: Any]) throws -> [Double] {
      try #require(found["endpoints"] as? [[String: Any]]).compactMap { $0["usd"] as? Double }
    }
    let money = try spent(found)
    #expect(money.count == 2 && money.allSatisfy { $0 > 0 } && money.reduce(0, +) <= most)
    let opened = try spent(try object(try run(["open", file, "--json"])))
    #expect(zip(opened, money).allSatisfy { abs($0 - $1) < 1e-12 } && opened.count == 2)
  }

  @Test func `a dry run prints the first questions and a forecast, and asks nobody`() throws {
    // Nobody listens there.
    let models = ["--expert", "http://127.0.0.1:1", "--amateur", "http://127.0.0.1:1#x"]
    let ending = try run(Self.search + ["--iterations", "30", "--dry-run"] + models)
    #expect(ending.status == 0, "\(ending.error)")
    let lines = ending.output.split(separator: "\n").map { String($0) }
    #expect(lines.first == "nothing was asked; about the first state it would be:")
    #expect(ending.output.contains("1 expert http://127.0.0.1:1: about "))
    #expect(ending.output.contains("iterations, by the embedded models"))
    #expect(ending.output.contains("price not known"))
    #expect(lines.allSatisfy { $0.count < 80 })
  }

  @Test(arguments: [
    (["--expert"], "--amateur URL is missing"), (["--amateur"], "--expert URL is missing"),
  ])
  func `one server alone is refused`(options: [String], words: String) throws {
    let ending = try run(Self.search + ["--iterations", "2", "--batch"] + options + [expert])
    #expect(ending.status == 2 && ending.error.contains(words), "\(ending.error)")
  }

  @Test func `searches that ask no models, or need whole distributions, say so`() throws {
    let models = ["--iterations", "2", "--batch", "--expert", expert, "--amateur", amateur]
    let game = try run(["search", "connect-four"] + models)
    #expect(game.status == 2 && game.error.contains("uct asks no language models"))
    let code = try run(
      ["search", "blocksworld:blocks=4,steps=4,seed=1", "--preset", "sc-mcts-code"] + models)
    #expect(code.status == 2 && code.error.contains("R_LL' needs every token"), "\(code.error)")
  }
}
