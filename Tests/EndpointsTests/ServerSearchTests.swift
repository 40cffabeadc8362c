import Environments
import Foundation
import Groundwork
import Presets
import RewardModels
import SearchTrees
import Testing
import TreeSearch

@testable import Endpoints

/// Searches whose models run on llama.cpp's own server, also where it does what servers do wrong.
@Suite(
  .serialized,
  .enabled(
    if: PythonServer.packaged != nil,
    "TREETOP_TEST_PYTHON names no Python that has xllamacpp, gguf and numpy"),
  .timeLimit(.minutes(35)))
final class ServerSearchTests {
  private let servers: PythonServer
  private let addresses: [String]
  private let asker: Asker
  /// The completions that looking at a server behind a proxy took.
  private var handshakes = 0

  init() throws {
    let weights = PythonServer.repository.appendingPathComponent("Sources/CEmbeddedPair/Weights")
    servers = try PythonServer(
      PythonServer.folder.appendingPathComponent("Servers/embedded_servers.py"), [weights.path],
      lines: 2, python: try #require(PythonServer.packaged))
    addresses = servers.lines.map { String($0.split(separator: " ")[1]) }
    asker = try Asker()
  }

  private func side(_ name: String, at address: String) throws -> AskedPair.Side {
    let endpoint = Endpoint(name, at: try EndpointAddress(address))
    let number = asker.add(endpoint)
    let found = try Handshake(with: AskedServer(asker, number))
    asker.limit(number, to: found.inFlight)
    return AskedPair.Side(endpoint, number: number, handshake: found, way: try #require(found.way))
  }

  private func pair(expert: String, amateur: String) throws -> AskedPair {
    AskedPair(
      asker, expert: try side("expert", at: expert), amateur: try side("amateur", at: amateur))
  }

  private func plan(_ problem: String, _ preset: Preset) throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named(problem), preset)
    plan.seed = 3
    return plan
  }

  /// Runs a search that waits for its models; ends early where an answer will not come.
  private func run(_ plan: SearchPlan, _ count: Int) throws -> any SearchSession {
    #expect(plan.validationError == nil)
    let session = plan.makeSession(undoBytes: 0)
    while session.iterations < count {
      session.run(count - session.iterations)
      if session.waiting?.failure != nil { break }
      if session.waiting != nil { usleep(1000) }
    }
    return session
  }

  /// The visits of all nodes, and what was said of the steps, by their place in the tree.
  private func visits(_ session: any SearchSession) -> [Float] {
    var visits: [Float] = []
    session.read { tree in visits = (0..<tree.count).map { Float(tree.nodes[$0].visits) } }
    return visits
  }

  @Test(arguments: ["sc-mcts", "rap", "sc-mcts-paper"])
  func `it grows the tree of the embedded pair`(preset: String) throws {
    var plan = try plan(
      "blocksworld:blocks=4,steps=4,seed=1", try #require(Preset.named(preset)))
    let here = try run(plan, 6)
    let asked = try pair(expert: addresses[0], amateur: addresses[1])
    #expect(try asked.holdsEmbeddedPair())
    plan.models = ServerPair(asked, vocabulary: 28, isEmbeddedPair: true)
    let there = try run(plan, 6)
    #expect(visits(there) == visits(here))
    let answers = (there.report(plan.effectiveAnswer), here.report(plan.effectiveAnswer))
    #expect(answers.0.answer.path == answers.1.answer.path)
    // Nothing is written but by the way to score, and nothing failed.
    for server in answers.0.summary.servers {
      #expect(
        server.way == "token-grammar" && server.use.failed == 0
          && (server.use.work.requests ?? 0) > 10)
    }
    #expect(answers.1.summary.servers.isEmpty)
  }

  @Test func `the weaker model in the place of the better one is not taken for the pair`() throws {
    #expect(!(try pair(expert: addresses[1], amateur: addresses[1]).holdsEmbeddedPair()))
  }

  @Test func `models that nobody measured learn how their numbers spread`() throws {
    var plan = try plan("blocksworld:blocks=4,steps=4,seed=1", .contrastive)
    plan.models = ServerPair(
      try pair(expert: addresses[0], amateur: addresses[1]), vocabulary: 28)
    let session = try run(plan, 6)
    let report = session.report(plan.effectiveAnswer)
    #expect(plan.label == .genuine)
    // The recording says what was done.
    let update = plan.recordedParameters.first { $0.name == "update" }
    #expect(update?.value == .text("after-state"))
    #expect(report.summary.alarms.contains { $0.text.contains("it is an estimate") })
    // The first numbers are no outliers of statistics that know nothing.
    #expect(report.rootValue.map { abs($0) < 100 } == true)
  }

  @Test(arguments: [
    "storm", "500", "cut", "reset", "malformed", "page", "type", "choices", "nan", "events",
  ])
  func `faults in the middle of a search are got over, and change nothing`(fault: String) throws {
    let proxy = try PythonServer(
      PythonServer.folder.appendingPathComponent("Servers/flaky_proxy.py"), [addresses[0]],
      lines: 1)
    var plan = try plan("blocksworld:blocks=3,steps=2,seed=1", .contrastive)
    let here = try run(plan, 3)
    plan.models = try models(behind: proxy, fault)
    let there = try run(plan, 3)
    #expect(visits(there) == visits(here))
    let use = there.report(plan.effectiveAnswer).summary.servers[0].use
    #expect(use.failed == 0, "\(use)")
    let counts = try completions(proxy, fault)
    #expect(counts.spoilt > 0)
    // One of three was refused: half as many again, and one more at most.
    if fault == "storm" {
      #expect(Double(counts.all) <= 1.6 * Double(counts.all - counts.spoilt))
    }
  }

  @Test(arguments: ["huge", "302", "307", "later"])
  func `what is no answer stops the search where it was, with the reason and no reward`(
    fault: String
  ) throws {
    let proxy = try PythonServer(
      PythonServer.folder.appendingPathComponent("Servers/flaky_proxy.py"), [addresses[0]],
      lines: 1)
    var plan = try plan("blocksworld:blocks=4,steps=4,seed=1", .contrastive)
    plan.models = try models(behind: proxy, fault)
    let there = try run(plan, 30)
    let reason = try #require(there.waiting?.failure)
    #expect(reason.hasPrefix("expert: "), "\(reason)")
    #expect(there.iterations < 30 && there.phase == .select)
    let here = try run(
      try self.plan("blocksworld:blocks=4,steps=4,seed=1", .contrastive), there.iterations)
    #expect(there.iterations == 0 || visits(there) == visits(here))
    #expect(there.nodeCount == (there.iterations == 0 ? 1 : here.nodeCount))
    let counts = try completions(proxy, fault)
    #expect(counts.spoilt > 0)
    // A redirect is not followed: nothing came by the other way, which answers.
    if fault.hasPrefix("30") { #expect(try completions(proxy, "none").all == handshakes) }
  }

  /// A pair whose expert stands behind a proxy that was looked at without faults: what can be done is not to
  /// be judged by them.
  private func models(behind proxy: PythonServer, _ fault: String) throws -> ServerPair {
    let clean = try side("expert", at: proxy.lines[0] + "/none")
    handshakes = try completions(proxy, "none").all
    let address = try EndpointAddress(proxy.lines[0] + "/" + fault)
    let number = asker.add(Endpoint("expert", at: address), limit: 1)
    let asked = AskedPair(
      asker,
      expert: AskedPair.Side(
        Endpoint("expert", at: address), number: number, handshake: clean.handshake, way: clean.way),
      amateur: try side("amateur", at: addresses[1]))
    return ServerPair(asked, vocabulary: 28, isEmbeddedPair: true)
  }

  /// How many completions a proxy was asked for, and how many it spoilt.
  private func completions(
    _ proxy: PythonServer, _ fault: String
  ) throws -> (all: Int, spoilt: Int) {
    let number = asker.add(
      Endpoint("counts", at: try EndpointAddress(proxy.lines[0] + "/counts")))
    let request = EndpointRequest(.models, expecting: .json)
    let reply = try asker.answer(to: SingleRequest(request: request), from: number)
    guard case .json(let counts) = reply else { return (0, 0) }
    return (
      counts[fault]?["completions"]?.integer ?? 0, counts[fault]?["spoilt"]?.integer ?? 0
    )
  }

  @Test func `where the server refuses for good the tree stays as it was, and it says why`() throws
  {
    let proxy = try PythonServer(
      PythonServer.folder.appendingPathComponent("Servers/flaky_proxy.py"), [addresses[0]],
      lines: 1)
    var plan = try plan("blocksworld:blocks=4,steps=4,seed=1", .contrastive)
    let here = plan
    plan.models = try models(behind: proxy, "gone")
    let stopped = try run(plan, 30)
    let failure = try #require(stopped.waiting?.failure)
    #expect(failure.contains("expert: ") && failure.contains("the key has ended"), "\(failure)")
    #expect(stopped.iterations < 30 && stopped.phase == .select)
    #expect(visits(stopped) == visits(try run(here, stopped.iterations)))
  }
}
