import Foundation
import Testing

@testable import treetop

/// `treetop mcp` as an agent's program speaks to it.
struct AgentTests {
  /// A client on the other end of two pipes.
  private final class Client {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var rest = Data()
    private var number = 0

    init(_ arguments: [String]) throws {
      process.executableURL = URL(fileURLWithPath: try Program.path)
      process.arguments = ["mcp"] + arguments
      process.standardInput = input
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    deinit { if process.isRunning { process.terminate() } }

    func send(_ line: String) { input.fileHandleForWriting.write(Data((line + "\n").utf8)) }

    func line() throws -> [String: Any] {
      while true {
        if let end = rest.firstIndex(of: 10) {
          let line = rest[rest.startIndex..<end]
          rest = Data(rest[(end + 1)...])
          return try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
        }
        let more = output.fileHandleForReading.availableData
        try #require(!more.isEmpty, "the program ended")
        rest += more
      }
    }

    func ask(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
      number += 1
      let message: [String: Any] = [
        "jsonrpc": "2.0", "id": number, "method": method, "params": parameters,
      ]
      send(String(decoding: try JSONSerialization.data(withJSONObject: message), as: UTF8.self))
      let answer = try line()
      #expect(answer["id"] as? Int == number)
      return answer
    }

    /// What a tool answers.
    func call(_ tool: String, _ arguments: [String: Any] = [:]) throws -> [String: Any] {
      let answer = try ask("tools/call", ["name": tool, "arguments": arguments])
      let result = try #require(answer["result"] as? [String: Any], "\(answer)")
      #expect(result["isError"] as? Bool == false, "\(result)")
      return try #require(result["structuredContent"] as? [String: Any])
    }

    /// Why a tool does not answer.
    func refusal(_ tool: String, _ arguments: [String: Any] = [:]) throws -> String {
      let answer = try ask("tools/call", ["name": tool, "arguments": arguments])
      if let error = answer["error"] as? [String: Any] {
        return try #require(error["message"] as? String)
      }
      let result = try #require(answer["result"] as? [String: Any])
      #expect(result["isError"] as? Bool == true, "\(result)")
      let content = try #require((result["content"] as? [[String: Any]])?.first)
      return try #require(content["text"] as? String)
    }

    func end() -> Int32 {
      input.fileHandleForWriting.closeFile()
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  private let folder = TemporaryFolder()

  /// A recorded search of so many simulations.
  private func recording(_ simulations: Int = 300, seed: Int = 1) throws -> String {
    let path = folder.path + "/run-\(simulations)-\(seed).jsonl"
    let ending = try Program.run(
      "search", "connect-four", "--iterations", "\(simulations)", "--seed", "\(seed)", "--record",
      path, "--batch")
    try #require(ending.status == 0)
    return path
  }

  private func json(_ arguments: String...) throws -> [String: Any] {
    let ending = try Program.start(arguments).end()
    let found = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
    return try #require(found as? [String: Any])
  }

  @Test
  func `a client is greeted in the version that it asked for and sees the tools that are allowed`()
    throws
  {
    let client = try Client([try recording()])
    let greeting = try client.ask("initialize", ["protocolVersion": "2025-03-26"])
    let result = try #require(greeting["result"] as? [String: Any])
    #expect(result["protocolVersion"] as? String == "2025-03-26")
    client.send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
    let tools = try #require(
      (try client.ask("tools/list")["result"] as? [String: Any])?["tools"] as? [[String: Any]])
    let names = tools.compactMap { $0["name"] as? String }
    #expect(names.contains("why") && names.contains("doctor"))
    #expect(!names.contains("run"))
    #expect(try client.refusal("run", ["simulations": 1]).contains("--allow-steer"))
    #expect(client.end() == 0)
  }

  @Test func `what is asked of a recording is what open says of it`() throws {
    let path = try recording()
    let client = try Client([path])
    let opened = try json("open", path, "--json", "--filter", "N > 20", "--group", "depth")
    let summary = try client.call("summary")
    #expect(summary["problem"] as? String == opened["problem"] as? String)
    #expect((summary["moment"] as? [String: Any])?["nodes"] as? Int == opened["nodes"] as? Int)
    #expect(
      summary["root_value"] as? Double == (opened["root"] as? [String: Any])?["value"] as? Double)

    let listed = try #require(try client.call("children")["children"] as? [[String: Any]])
    let children = try #require(opened["children"] as? [[String: Any]])
    #expect(listed.count == children.count)
    for (listed, child) in zip(listed, children) {
      #expect(listed["action"] as? String == child["action"] as? String)
      #expect(listed["visits"] as? Int == child["visits"] as? Int)
      #expect(listed["value"] as? Double == child["value"] as? Double)
    }

    let found = try client.call("find", ["filter": "N > 20", "limit": 1000])
    #expect(found["count"] as? Int == opened["match_count"] as? Int)
    let matches = try #require(found["matches"] as? [[String: Any]])
    let printed = try #require(opened["matches"] as? [[String: Any]])
    #expect(matches.map { $0["id"] as? Int } == printed.map { $0["id"] as? Int })

    let groups = try client.call("group", ["by": "depth", "filter": "N > 20"])
    #expect(groups["count"] as? Int == opened["group_count"] as? Int)
    #expect(client.end() == 0)
  }

  @Test func `a decision is explained by terms that add up to the score of each candidate`() throws
  {
    let client = try Client([try recording()])
    let why = try client.call("why")
    let candidates = try #require(why["candidates"] as? [[String: Any]])
    #expect(candidates.count == 7)
    for candidate in candidates {
      let terms = try #require(candidate["terms"] as? [String: Double])
      let score = try #require(candidate["score"] as? Double)
      #expect(abs(terms.values.reduce(0, +) - score) < 1e-6)
    }
    let scores = candidates.compactMap { $0["score"] as? Double }
    #expect(why["winner"] as? String == candidates[0]["action"] as? String)
    #expect(scores == scores.sorted(by: >))
  }

  @Test func `an earlier moment is what compare finds the end to have grown from`() throws {
    let path = try recording()
    let client = try Client([path])
    let moment = try client.call("go", ["iteration": 100])
    #expect(moment["iterations"] as? Int == 100)
    #expect(try client.call("compare", ["with": "@i100"])["equal"] as? Bool == true)
    #expect(try client.call("compare", ["with": "\(path)@END"])["equal"] as? Bool == false)
    #expect(try client.refusal("go", ["iteration": 301]).contains("the last is 300"))
    #expect(try client.call("go", ["end": true])["iterations"] as? Int == 300)
  }

  @Test func `a live search is run, taken back and edited, and grows the tree that search grows`()
    throws
  {
    let client = try Client(["--allow-steer", "--", "search", "connect-four", "--seed", "1"])
    #expect(
      (try client.call("summary")["moment"] as? [String: Any])?["iterations"] as? Int == 0)
    #expect(try client.call("run", ["simulations": 310])["iterations"] as? Int == 310)
    #expect(try client.call("back", ["count": 10])["iterations"] as? Int == 300)
    let path = try recording()
    #expect(try client.call("compare", ["with": path])["equal"] as? Bool == true)

    let first = try #require(
      (try client.call("children", ["limit": 1])["children"] as? [[String: Any]])?.first)
    let id = try #require(first["id"] as? Int)
    let visits = try #require(first["visits"] as? Int)
    _ = try client.call("ban", ["node": "#\(id)"])
    _ = try client.call("run", ["simulations": 50])
    let banned = try client.call("node", ["node": "#\(id)"])
    #expect(banned["visits"] as? Int == visits)
    #expect((banned["flags"] as? [String])?.contains("banned") == true)
    _ = try client.call("ban", ["node": "#\(id)", "allow": true])
    _ = try client.call("pin", ["node": "#\(id)", "value": 1])
    #expect(try client.call("node", ["node": "#\(id)"])["exact_value"] as? Double == 1)

    #expect(
      try client.call("branch", ["node": "#2", "name": "other"])["branch"] as? String == "other")
    _ = try client.call("step", ["count": 5])
    let back = try client.call("branch", ["show": 0])
    #expect(back["branch"] as? String == "main" && back["iterations"] as? Int == 350)
    #expect(client.end() == 0)
  }

  @Test func `a recording goes on live from a moment of it`() throws {
    let client = try Client(["--allow-steer", try recording()])
    _ = try client.call("go", ["iteration": 100])
    let branch = try client.call("branch", ["node": "#1"])
    #expect(branch["iterations"] as? Int == 100)
    #expect(try client.call("run", ["simulations": 20])["iterations"] as? Int == 120)
  }

  @Test func `what is wrong with a question is said, with what is accepted`() throws {
    let client = try Client([try recording()])
    #expect(try client.refusal("node", ["node": "nowhere"]).contains("has no action"))
    #expect(try client.refusal("node", ["node": "#999999"]).contains("there is no node #999999"))
    #expect(try client.refusal("node", ["id": 1]).contains("accepted are: node"))
    #expect(try client.refusal("find", [:]).contains("either text or filter"))
    #expect(try client.refusal("find", ["filter": "N >> 3"]).contains("column 4"))
    #expect(try client.refusal("group", [:]).contains("by is missing"))
    #expect(try client.refusal("children", ["limit": 0]).contains("from 1 to 1000"))
    #expect(try client.refusal("children", ["sort": "visit"]).contains("did you mean visits?"))
    #expect(try client.refusal("plot", ["name": "values"]).contains("did you mean value?"))
    #expect(try client.refusal("compare", ["with": "no-such-file"]).contains("no-such-file"))
    #expect(try client.refusal("child").contains("did you mean children?"))
    #expect(client.end() == 0)
  }

  @Test
  func `a line that is no message is refused by the codes of JSON-RPC and the next one is read`()
    throws
  {
    let client = try Client([try recording()])
    func code(_ line: String) throws -> Int? {
      client.send(line)
      return (try client.line()["error"] as? [String: Any])?["code"] as? Int
    }
    #expect(try code("{") == -32700)
    #expect(try code("[]") == -32600)
    #expect(try code(#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#) == -32600)
    #expect(try code(#"{"jsonrpc":"2.0","id":[],"method":"ping"}"#) == -32600)
    #expect(try code(#"{"jsonrpc":"2.0","id":1,"method":"nothing"}"#) == -32601)
    #expect(try code(#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#) == -32602)
    #expect(try code(#"{"x":""# + String(repeating: "x", count: 2 << 20) + #""}"#) == -32600)
    // Neither blank lines nor notifications nor answers are answered.
    client.send("")
    client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    client.send(#"{"jsonrpc":"2.0","id":9,"result":{}}"#)
    #expect(try client.ask("ping")["result"] != nil)
    #expect(client.end() == 0)
  }

  @Test func `control characters of a file reach an agent as escapes alone`() throws {
    let path = folder.path + "/hostile.jsonl"
    let text = """
      {"type":"header","format":"treetop","version":1,"problem":"x"}
      {"type":"expand","node":0,"children":[{"id":1,"action":"\\u001b[31mred\\u0007"}]}
      {"type":"backup","path":[0,1],"value":1}
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Program.path)
    process.arguments = ["mcp", path]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let call = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"children"}}"#
    input.fileHandleForWriting.write(Data((call + "\n").utf8))
    input.fileHandleForWriting.closeFile()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(!said.isEmpty && said.allSatisfy { $0 == 10 || (0x20..<0x7f).contains($0) })
    #expect(String(decoding: said, as: UTF8.self).contains("red"))
  }

  @Test func `what cannot be served is wrong usage`() throws {
    #expect(try Program.run("mcp").status == 2)
    #expect(try Program.run("mcp", "-").status == 2)
    #expect(try Program.run("mcp", "x.jsonl", "--", "search", "connect-four").status == 2)
    #expect(try Program.run("mcp", folder.path + "/none.jsonl").status == 1)
    #expect(try Program.run("mcp", "--", "search", "no-such-game").status == 2)
    #expect(try Program.run("mcp", "--", "search", "connect-four", "--record", "x").status == 2)
    #expect(try Program.run("mcp", "--", "no-such-program").status == 1)
  }

  @Test func `the page for agents has a row for each tool`() throws {
    let page = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/treetop/treetop.docc/ForAgents.md"), encoding: .utf8)
    for tool in AgentTool.all {
      #expect(page.contains("| \(tool.question) | `\(tool.name)` |"), "\(tool.name)")
    }
    let help = try Program.run("mcp", "--help").output
    for tool in AgentTool.all { #expect(help.contains("  " + tool.name)) }
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
