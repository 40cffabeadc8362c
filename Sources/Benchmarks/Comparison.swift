import Foundation

/// The games beside their C twin, run in turns; ratios of processor time and whether the trees agree.
struct Comparison {
  private let folder: String
  private let pairs: Int
  private let simulations: Int

  /// What one run of either side prints.
  private struct Run: Decodable {
    var sims: Int
    var cpu: Double
    var nodes: Int
    var root: [[Double]]?

    /// The root's actions by their code, whatever order they were made in.
    var actions: [[Double]] { (root ?? []).sorted { $0[0] < $1[0] } }
  }

  init(_ arguments: inout Arguments) throws {
    folder = try arguments.text("bench", default: "../shared/bench")
    pairs = try arguments.number("pairs", default: 7)
    simulations = try arguments.number("simulations", default: 1_000_000)
    try arguments.finish()
  }

  func run() throws {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-benchmarks-\(getpid())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    for (game, macro) in [("connect-four", "C4"), ("tic-tac-toe", "TTT")] {
      let twin = place.appendingPathComponent(macro).path
      _ = try output(
        of: "/usr/bin/gcc", ["-O3", "-D\(macro)", "-o", twin, folder + "/cmcts.c", "-lm"])
      for solves in [false, true] { try compare(game, twin: twin, solves: solves) }
    }
  }

  private func compare(_ game: String, twin: String, solves: Bool) throws {
    var twins: [Run] = []
    var runs: [String: [Run]] = [:]
    for pair in 0..<pairs {
      let seed = pair + 1
      twins.append(try run(twin, ["\(simulations)", "\(seed)", solves ? "1" : "0"]))
      for engine in ["concrete", "plan"] {
        let words = [
          "games", "--game", game, "--simulations", "\(simulations)", "--c", "2", "--seed",
          "\(seed)", "--engine", engine,
        ]
        let own = try run(CommandLine.arguments[0], words + (solves ? ["--solve"] : []))
        runs[engine, default: []].append(own)
      }
    }
    for (engine, own) in runs.sorted(by: { $0.key < $1.key }) {
      let both = Array(zip(twins, own))
      var line = Line()
      line.add("game", game)
      line.add("engine", engine)
      line.add("solve", solves)
      line.add("sims", simulations)
      line.add("pairs", pairs)
      line.add("twin_cpu", Measurement.median(twins.map(\.cpu)), places: 4)
      line.add("own_cpu", Measurement.median(own.map(\.cpu)), places: 4)
      line.add("ratio", Measurement.median(both.map { $1.cpu / $0.cpu }), places: 3)
      line.add("same_nodes", both.allSatisfy { $0.nodes == $1.nodes && $0.sims == $1.sims })
      if engine == "concrete" {
        line.add("same_root", both.allSatisfy { Self.agree($0.actions, $1.actions) })
      }
      line.print()
    }
  }

  /// Whether actions and visits are the same, and the values to the decimals that are printed.
  private static func agree(_ first: [[Double]], _ second: [[Double]]) -> Bool {
    first.count == second.count
      && zip(first, second).allSatisfy { $0[..<2] == $1[..<2] && abs($0[2] - $1[2]) < 1.5e-4 }
  }

  private func run(_ program: String, _ arguments: [String]) throws -> Run {
    try JSONDecoder().decode(Run.self, from: output(of: program, arguments))
  }

  private func output(of program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Arguments.Mistake(reason: "\(program) \(arguments.joined(separator: " ")) failed")
    }
    return data
  }
}
