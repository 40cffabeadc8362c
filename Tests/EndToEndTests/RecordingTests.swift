import Foundation
import Testing

@Suite final class RecordingTests {
  /// A journal that is gone with the test.
  private let file: TemporaryFile
  private var path: String { file.path }

  init() throws { file = try TemporaryFile("", named: "a.jsonl") }

  private static let search = [
    "blocksworld:blocks=5,steps=8,seed=1", "--seed", "7", "--preset", "puct",
  ]

  private func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { String($0) }
  }

  /// The lines but for those that say how a run of the program ended.
  private func steps(of lines: [String]) -> [String] {
    lines.filter { !$0.hasPrefix("{\"type\":\"stop\"") && !$0.hasPrefix("{\"type\":\"answer\"") }
  }

  private func types(_ path: String) throws -> [String] {
    try lines(path).map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["type"] as? String ?? ""
    }
  }

  @Test func `a recorded search prints what an unrecorded one does, and the file has it all`()
    throws
  {
    let arguments = Self.search + ["--iterations", "500", "--json"]
    let plain = try Found.reading(try Program.start(["search"] + arguments).end().output)
    let ending = try Program.start(["search"] + arguments + ["--record", path]).end()
    #expect(ending.status == 0 && ending.error == "")
    #expect(try Found.reading(ending.output).timeless == plain.timeless)
    let types = try types(path)
    #expect(types.first == "search" && types.suffix(2) == ["stop", "answer"])
    #expect(types.filter { $0 == "backup" }.count == 500)
    #expect(types.filter { $0 == "evaluate" }.count == 500)
  }

  @Test func `a search that is killed again and again reaches the tree of one that is not`() throws
  {
    let limits = ["--iterations", "60000", "--json"]
    let whole = try Program.start(["search"] + Self.search + limits).end()
    let expected = try Found.reading(whole.output)
    var run = try Program.start(["search"] + Self.search + limits + ["--record", path])
    var sizes: [Int] = []
    for kills in 0..<4 {
      try wait(for: path, toHave: (sizes.last ?? 0) + 300_000 + kills * 77_777)
      run.send(SIGKILL)
      #expect(run.end().status == -SIGKILL)
      sizes.append(try size(path))
      run = try Program.start(["search", "--resume", path] + limits)
    }
    let ending = run.end()
    #expect(ending.status == 0, "\(ending.error)")
    let found = try Found.reading(ending.output)
    #expect(found.iterations == 60_000 && found.tree == expected.tree)
    #expect(found.children == expected.children)
    let types = try types(path)
    #expect(types.filter { $0 == "backup" }.count == 60_000)
    #expect(types.filter { $0 == "search" }.count == 1)
  }

  @Test func `whatever is cut off is done again`() throws {
    let arguments = ["search", "tic-tac-toe:XO.......", "--solve", "--seed", "3"]
    let ending = try Program.start(arguments + ["--record", path, "--json"]).end()
    let expected = try Found.reading(ending.output)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let lines = try lines(path)
    let proofs = lines.indices.filter { lines[$0].contains("\"proven\"") }
    let torn = try #require(proofs.first)
    let upToProof = lines[..<torn].joined(separator: "\n").utf8.count
    for size in [700, 1_111, 20_000, upToProof, upToProof + 1, upToProof + 20, whole.count - 1] {
      try whole.prefix(size).write(to: URL(fileURLWithPath: path))
      let again = try Program.start(["search", "--resume", path, "--json"]).end()
      #expect(again.status == 0, "\(again.error)")
      #expect(try Found.reading(again.output).tree == expected.tree, "\(size) bytes")
      let isSame = try steps(of: self.lines(path)) == steps(of: lines)
      #expect(isSame, "\(size) bytes")
    }
  }

  @Test func `a search goes on beyond its first limit`() throws {
    _ = try Program.start(
      ["search"] + Self.search + ["--iterations", "300", "--record", path, "--batch"]
    ).end()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let same = try Program.run("search", "--resume", path, "--json")
    #expect(try Found.reading(same.output).iterations == 300)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    let more = try Program.run("search", "--resume", path, "--iterations", "700", "--json")
    let plain = try Program.start(
      ["search"] + Self.search + ["--iterations", "700", "--json"]
    ).end()
    #expect(try Found.reading(more.output).tree == Found.reading(plain.output).tree)
    #expect(try types(path).filter { $0 == "stop" }.count == 2)
  }

  @Test func `a file that another search wrote is refused with its line`() throws {
    _ = try Program.start(
      ["search"] + Self.search + ["--iterations", "300", "--record", path, "--batch"]
    ).end()
    var lines = try lines(path)
    let place = try #require(lines.firstIndex { $0.contains("\"iteration\":200,") })
    lines[place] = lines[place].replacingOccurrences(of: "[[0,200,", with: "[[0,199,")
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: false, encoding: .utf8)
    let before = try String(contentsOfFile: path, encoding: .utf8)
    let ending = try Program.run("search", "--resume", path, "--json")
    #expect(ending.status == 1 && ending.output == "")
    #expect(ending.error.hasPrefix("treetop: \(path):\(place + 1):1: "))
    #expect(ending.error.contains("has 200 visits") && ending.error.contains("the file 199"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
  }

  @Test func `mistakes are said before anything is written`() throws {
    for (arguments, status, words) in [
      (["tic-tac-toe", "--resume", path], 2, "leave tic-tac-toe out"),
      (["--resume", path, "--record", path], 2, "leave --record out"),
      (["--resume", path, "--c", "2"], 2, "leave them out"),
      (["--resume", path + "x"], 1, "No such file or directory"),
      (["--resume", path], 1, "expected a search event"),
      (["--batch"], 2, "to search; treetop"),
      (["tic-tac-toe", "--record", "/dev/full", "--iterations", "9"], 1, "No space left"),
      (["tic-tac-toe", "--record", "/nowhere/a", "--iterations", "9"], 1, "No such file"),
    ] as [([String], Int32, String)] {
      let ending = try Program.start(["search"] + arguments + ["--json"]).end()
      #expect(ending.status == status && ending.output == "", "\(arguments) \(ending)")
      #expect(ending.error.contains(words), "\(ending.error)")
    }
    #expect(try size(path) == 0)
    try "{\"type\":\"search\",\"version\":1,\"engine\":\"x\",\"statistics\":[\"visits\",\"sum\"]}\n"
      .write(toFile: path, atomically: false, encoding: .utf8)
    let foreign = try Program.run("search", "--resume", path, "--json")
    #expect(foreign.status == 1 && foreign.error.contains("recorded by \"x\""))
    let taken = try Program.run("search", "tic-tac-toe", "--record", path, "--json")
    #expect(taken.error.contains("exists and is not empty"))
  }

  private func size(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return attributes[.size] as? Int ?? 0
  }

  private func wait(for path: String, toHave size: Int) throws {
    let deadline = Date(timeIntervalSinceNow: 60)
    while try self.size(path) < size, Date() < deadline { usleep(1_000) }
  }

  @Test func `the first line has the label and every option that was set, and both are read again`()
    throws
  {
    let set = [
      "--preset", "rap", "--set", "c=0.5", "--set", "repeats=avoid", "--last-layer", "enter",
      "--set", "reward=raw:R_LL=1.0", "--iterations", "3", "--json",
    ]
    let ending = try Program.start(["search"] + set + ["--record", path]).end()
    #expect(ending.status == 0, "\(ending.error)")
    let header = try #require(
      try JSONSerialization.jsonObject(with: Data(lines(path)[0].utf8)) as? [String: Any])
    #expect((header["label"] as? String)?.hasPrefix("stand-in: two small embedded models") == true)
    #expect((header["problem"] as? String)?.hasPrefix("blocksworld:") == true)
    let parameters = try #require(header["parameters"] as? [String: Any])
    #expect(parameters["c"] as? Double == 0.5 && parameters["repeats"] as? String == "avoid")
    #expect(parameters["last-layer"] as? String == "enter")
    let opened = try Program.run("open", path, "--json").output
    for output in [ending.output, opened] {
      let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
      let printed = try #require(object?["parameters"] as? [String: Any])
      #expect(NSDictionary(dictionary: printed) == NSDictionary(dictionary: parameters))
    }
  }
}
