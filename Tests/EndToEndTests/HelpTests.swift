import Environments
import Foundation
import Testing

@Suite struct HelpTests {
  @Test(arguments: [
    ["--help"], ["search", "--help"], ["presets", "--help"], ["evaluate", "--help"],
    ["help", "search"], ["presets"], ["presets", "uct"], ["presets", "sc-mcts"],
    ["presets", "sc-mcts-code"],
  ])
  func `help is given on standard output, in 80 columns`(arguments: [String]) throws {
    let ending = try Program.start(arguments).end()
    #expect(ending.status == 0 && ending.error.isEmpty)
    let lines = ending.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func `the help of search names every option and every problem`() throws {
    let help = try Program.run("search", "--help").output
    for option in [
      "preset", "set", "c", "fpu", "rollouts", "solve", "backup", "widening", "seed", "iterations",
      "nodes", "seconds", "memory", "batch", "json", "answer", "no-color", "ascii", "no-mouse",
      "undo", "help",
    ] {
      #expect(help.contains(try Regex("(^|[ ,])--\(option)[ \n]").anchorsMatchLineEndings()))
    }
    for line in Problem.accepted { #expect(help.contains("  " + line + "\n")) }
    for key in Found.keys { #expect(help.contains(key)) }
  }

  @Test(arguments: ["search", "evaluate"])
  func `every option that exists is in the help with a text`(name: String) throws {
    let dump = try Program.run("--experimental-dump-help").output
    let object = try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any]
    let root = try #require(object?["command"] as? [String: Any])
    let commands = try #require(root["subcommands"] as? [[String: Any]])
    let command = try #require(commands.first { $0["commandName"] as? String == name })
    let options = try #require(command["arguments"] as? [[String: Any]])
    #expect(options.count >= 14)
    for option in options {
      #expect((option["abstract"] as? String)?.isEmpty == false, "\(option)")
    }
  }

  @Test func `the version is told`() throws {
    let ending = try Program.run("--version")
    #expect(ending.status == 0 && ending.error.isEmpty)
    #expect(ending.output.contains(/^treetop \d+\.\d+, journal version 1\n$/))
  }

  @Test func `every exit code is in the help`() throws {
    let help = try Program.run("--help").output
    for code in [0, 1, 2, 3, 129, 130, 143] {
      #expect(help.contains(try Regex("(?m)^ +\(code) +[a-z]")), "\(code)")
    }
  }

  @Test(arguments: ["", "search", "evaluate", "open", "follow", "attach"])
  func `the rows of the tables in the help fit into 80 columns`(command: String) throws {
    func rows(_ columns: Int) throws -> [String] {
      let words = [command, "--help"].filter { !$0.isEmpty }
      let help = try Program.start(words, by: ["/usr/bin/env", "COLUMNS=\(columns)"]).end().output
      let overview = help.split(separator: "USAGE:").first ?? ""
      return overview.split(separator: "\n").map { String($0) }.filter { $0.hasPrefix("  ") }
    }
    let narrow = try rows(80)
    #expect(narrow.allSatisfy { $0.count <= 80 })
    // Where nothing had to be broken, more room changes nothing.
    #expect(try rows(200) == narrow)
  }

  @Test(arguments: [
    ("search", "--preset", ["uct", "puct", "sc-mcts", "rap"]),
    ("search", "--answer", ["visits", "path", "last-terminal"]),
    ("search", "--backup", ["negamax", "suffix-sum", "progress"]),
    ("search", "--contrast", ["jsd", "log-ratio", "verdict"]),
    ("search", "--repeats", ["avoid", "allow"]),
    ("search", "--theme", ["dark", "light", "plain"]),
    ("evaluate", "--preset", ["uct", "greedy", "sc-mcts-random"]),
  ]) func `values are in the help and in the completion of the shell`(
    command: String, option: String, values: [String]
  ) throws {
    let help = try Program.run(command, "--help").output
    let script = try Program.run("--generate-completion-script", "bash").output
    #expect(help.contains(option))
    for value in values {
      #expect(help.contains(value), "\(value) in the help of \(command)")
      #expect(script.contains(value), "\(value) in the completion of \(option)")
    }
  }

  @Test func `the presets are listed by group, a line each, with what stands in for something`()
    throws
  {
    let lines = try Program.run("presets").output.split(separator: "\n").map { String($0) }
    for name in ["uct", "puct", "sc-mcts", "sc-mcts-paper", "sc-mcts-code", "rap"] {
      let line = try #require(lines.first { $0.hasPrefix("  \(name) ") })
      #expect(line.hasSuffix("(stand-in)") == !name.hasSuffix("uct"), "\(line)")
    }
    let groups = lines.filter { !$0.hasPrefix(" ") }
    #expect(groups.count == 7 && groups.last == "treetop presets NAME tells all of one.")
  }

  @Test(arguments: [
    (
      "uct",
      [
        "Kocsis", "genuine", "Q + c*sqrt(ln N / n)", "widening", "a whole number from 1 to 10000",
        "connect-four where none is named", "tic-tac-toe, connect-four, blocksworld, bandit, tree",
      ]
    ),
    ("puct", ["genuine", "fpu", "a number from -10 to 10", "no value network is at hand"]),
    (
      "sc-mcts",
      [
        "2410.01707", "stand-in: two small embedded models", "usual: best", "avoid, allow",
        "R_JSD is shown but weighs nothing: siblings of one verb", "blocksworld, tree",
      ]
    ),
  ])
  func `all of a preset is told`(name: String, words: [String]) throws {
    let page = try Program.run("presets", name).output
    for words in words { #expect(page.contains(words), "\(words) in\n\(page)") }
  }

  @Test func `the shell completes what can be set in the preset that was chosen`() throws {
    func completions(_ words: String...) throws -> [String] {
      try Program.start(["---completion", "search", "--", "--set", "0", "0"] + words).end().output
        .split(separator: "\n").map { String($0) }
    }
    let settings = try completions("treetop", "search", "--preset", "rap", "--set", "")
    #expect(settings.contains("repeats=avoid") && settings.contains("c="))
    #expect(!settings.contains { $0.hasPrefix("fpu") })
    #expect(try completions("treetop", "search", "--set", "").contains("fpu="))
  }
}
