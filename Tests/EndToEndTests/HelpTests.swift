import Environments
import Foundation
import Testing

@Suite struct HelpTests {
  @Test(arguments: [
    ["--help"], ["search", "--help"], ["presets", "--help"], ["evaluate", "--help"],
    ["help", "search"],
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
      "preset", "c", "fpu", "rollouts", "solve", "backup", "widening", "seed", "iterations",
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

  @Test func `the presets are listed with their parameters`() throws {
    let ending = try Program.run("presets")
    #expect(ending.status == 0)
    for words in [
      "uct ", "puct ", "--c ", "--fpu ", "Q + c*sqrt(ln N / n)", "sc-mcts\n", "sc-mcts-paper\n",
      "sc-mcts-code\n", "rap ", "--reward best", "R_JSD is shown but weighs nothing",
    ] {
      #expect(ending.output.contains(words))
    }
  }
}
